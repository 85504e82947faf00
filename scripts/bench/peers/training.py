"""Peer of the section `end-to-end`: python training.py NAME, a name that `learner_named` takes.

CleanRL's loop (https://docs.cleanrl.dev/rl-algorithms/ddpg/) for a network of agents: act, step,
remember, update, and log the episodes, all in one process.
"""

import csv
import functools
import sys
import tempfile
from typing import Any

import gymnasium
import numpy as np
from exchange import Array, Batch, Setting, initial_networks
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from work import serve

from learner import learner_named


class Replay:
    """One ring of transitions an agent, preallocated."""

    def __init__(self, setting: Setting, random: np.random.Generator) -> None:
        """Fill a part with invented transitions, as if the run had gone on for long."""
        learners, capacity = setting["learners"], setting["capacity"]
        observation, action = setting["observation"], setting["action"]
        self.random = random
        self.capacity = capacity
        self.stored = setting["prefill"]
        self.arrays: dict[str, Array] = {
            "obs": np.empty((learners, capacity, observation), np.float32),
            "action": np.empty((learners, capacity, action), np.float32),
            "reward": np.empty((learners, capacity), np.float32),
            "nextObs": np.empty((learners, capacity, observation), np.float32),
            "discount": np.full((learners, capacity), setting["gamma"], np.float32),
        }
        for name in ("obs", "action", "reward", "nextObs"):
            part = self.arrays[name][:, : self.stored]
            part[:] = random.uniform(-1, 1, part.shape)
        self.flat = {
            name: values.reshape(-1, *values.shape[2:]) for name, values in self.arrays.items()
        }
        self.firsts = capacity * np.arange(learners)[:, None]

    def store(self, **transition: Any) -> None:
        """Remember one step of every agent."""
        slot = self.stored % self.capacity
        for name, values in transition.items():
            self.arrays[name][:, slot] = values
        self.stored += 1

    def sample(self, batch: int) -> Batch:
        """Draw for each agent with replacement, by `take`: two index arrays are slower."""
        size = min(self.stored, self.capacity)
        index = self.firsts + self.random.integers(size, size=(len(self.firsts), batch))
        return {name: np.take(values, index, 0) for name, values in self.flat.items()}


class Training:
    """A run after its warm-up; a piece of work is a step of all agents."""

    def __init__(self, name: str, setting: Setting) -> None:
        """Make everything and warm up."""
        self.setting = setting
        self.random = np.random.default_rng(0)
        self.learner = learner_named(name)(setting, initial_networks(setting, self.random))
        agents = setting["learners"]
        self.environments = SyncVectorEnv(
            [functools.partial(gymnasium.make, setting["task"])] * agents,
            autoreset_mode=AutoresetMode.DISABLED,
        )
        self.replay = Replay(setting, self.random)
        self.bound = np.asarray(setting["bound"], np.float32)
        self.returns = np.zeros(agents)
        self.log = csv.writer(tempfile.TemporaryFile("w", newline=""))  # noqa: SIM115
        self.step_number = 0
        observations, _ = self.environments.reset(seed=list(range(agents)))
        self.obs = observations.astype(np.float32)
        self.versions = {**self.learner.versions, "gymnasium": gymnasium.__version__}
        self.run(setting["warmup"])

    def run(self, count: int) -> None:
        """Do `count` steps."""
        for _ in range(count):
            self.step()
        self.learner.wait()

    def step(self) -> None:
        """Act, step, remember, update, log."""
        self.step_number += 1
        is_warm = self.step_number > self.setting["warmup"]
        action = self.explore() if is_warm else self.anything()
        observations, reward, terminated, truncated, _ = self.environments.step(action)
        next_obs = observations.astype(np.float32)
        self.replay.store(
            obs=self.obs,
            action=action,
            reward=reward,
            nextObs=next_obs,
            discount=np.where(terminated, 0, self.setting["gamma"]),
        )
        self.obs = next_obs
        if is_warm:
            combines = self.step_number % self.setting["period"] == 0
            self.learner.update(self.replay.sample(self.setting["batch"]), combines)
        self.returns += reward
        finished = terminated | truncated
        if finished.any():
            for agent in np.flatnonzero(finished):
                self.log.writerow([self.step_number, agent, self.returns[agent]])
            self.returns[finished] = 0
            observations, _ = self.environments.reset(options={"reset_mask": finished})
            self.obs = observations.astype(np.float32)

    def explore(self) -> Array:
        """Add Gaussian noise to what the actors would do."""
        action = self.learner.act(self.obs)
        noise = self.random.normal(0, self.setting["noise"], action.shape) * self.bound
        return np.clip(action + noise, -self.bound, self.bound).astype(np.float32)

    def anything(self) -> Array:
        """Draw uniformly random actions."""
        size = (len(self.returns), len(self.bound))
        return (self.random.uniform(-1, 1, size) * self.bound).astype(np.float32)


if __name__ == "__main__":
    serve(functools.partial(Training, sys.argv[1]))
