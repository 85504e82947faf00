"""Peers of the section `environments`: python environments.py sync | async | mujoco."""

import functools
import sys
from pathlib import Path
from typing import Any

import gymnasium
import mujoco
import numpy as np
from gymnasium.vector import AsyncVectorEnv, SyncVectorEnv
from numpy.typing import NDArray
from work import serve

VERSIONS = {"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__}


def read_actions(path: str, count: int, size: int) -> NDArray[np.float32]:
    """Read the actions [steps, count, size], which are taken again and again."""
    return np.fromfile(path, "<f4").reshape(-1, count, size)


class Vector:
    """Gymnasium's own vector environments, which reset what is over by themselves."""

    def __init__(
        self, kind: str, task: str, count: int, seeds: list[int], actionsFile: str
    ) -> None:
        """Make and seed them."""
        vector = {"sync": SyncVectorEnv, "async": AsyncVectorEnv}[kind]
        self.environments: Any = vector([functools.partial(gymnasium.make, task)] * count)
        size = self.environments.single_action_space.shape[0]
        self.actions = read_actions(actionsFile, count, size)
        self.observations, _ = self.environments.reset(seed=seeds)
        self.versions = VERSIONS
        self.done = 0

    def run(self, count: int) -> None:
        """Do `count` steps of all environments."""
        for _ in range(count):
            actions = self.actions[self.done % len(self.actions)]
            self.observations, *_ = self.environments.step(actions)
            self.done += 1

    def close(self) -> None:
        """End the processes that it has started."""
        self.environments.close()

    def write(self, folder: str) -> None:
        """Write the last observations."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.observations.astype("<f8").tofile(Path(folder) / "observations.f64")


class Physics:
    """MuJoCo's steps and nothing else, one environment after the other."""

    def __init__(self, task: str, count: int, seeds: list[int], actionsFile: str) -> None:
        """Take the models out of Gymnasium's environments."""
        # As in our worker, and for its reason: a ceiling is not to pay for a clock either.
        mujoco.mj_resetCallbacks()
        self.environments = [gymnasium.make(task).unwrapped for _ in seeds]
        for environment, seed in zip(self.environments, seeds, strict=True):
            environment.reset(seed=seed)
        self.actions = read_actions(actionsFile, count, self.environments[0].model.nu)
        self.versions = VERSIONS
        self.done = 0

    def run(self, count: int) -> None:
        """Do `count` steps of all environments, each of as many physics steps as Gymnasium's."""
        for _ in range(count):
            actions = self.actions[self.done % len(self.actions)]
            for environment, action in zip(self.environments, actions, strict=True):
                environment.data.ctrl[:] = action
                mujoco.mj_step(environment.model, environment.data, environment.frame_skip)
            self.done += 1


if __name__ == "__main__":
    kind = sys.argv[1]
    serve(Physics if kind == "mujoco" else functools.partial(Vector, kind))
