"""The environments of one worker. Nothing here learns, resets by itself or draws random numbers."""

import gc
import warnings
from collections.abc import Sequence
from typing import Any

import gymnasium
import numpy as np
from gymnasium.envs.mujoco import MujocoEnv
from gymnasium.spaces import Box
from numpy.typing import NDArray

from resilient_env import state
from resilient_env.environment_pb2 import Error
from resilient_env.refusal import Refusal
from resilient_env.state import FRESH, OVER, RUNNING, EnvState

MAX_COUNT = 4096


class EnvPool:
    """Environments of one task. Row e of every array is environment e's."""

    def __init__(self) -> None:
        """Start empty, as a worker does before Make."""
        self.task = ""
        self.envs: list[MujocoEnv] = []

    def make(self, task: str, count: int) -> None:
        """Make `count` fresh environments."""
        if self.envs:
            raise Refusal(
                Error.OUT_OF_ORDER,
                f"this worker already serves {len(self.envs)} {self.task}; start another worker.",
            )
        if not 1 <= count <= MAX_COUNT:
            raise Refusal(Error.INVALID_ARGUMENT, f"count is {count}, allowed is 1 to {MAX_COUNT}.")
        envs = [make_env(task) for _ in range(count)]
        # To simulate is only to read the model: one for all takes less of the processor's cache.
        for env in envs:
            env.model = envs[0].model
        spec, action_space, size = (
            spec_of(task),
            envs[0].action_space,
            envs[0].observation_space.shape,
        )
        assert isinstance(action_space, Box) and size is not None
        self.max_episode_steps = spec.max_episode_steps or 0
        self.low, self.high = action_space.low, action_space.high
        self.observations = np.zeros((count, *size))
        self.elapsed = [0] * count
        self.status = [FRESH] * count
        self.task, self.envs = task, envs
        # The thousands of objects made so far stay: the collector need not look at them again.
        gc.collect()
        gc.freeze()

    def reset(self, environments: Sequence[int], seeds: Sequence[int]) -> bytes:
        """Start episodes; the first observations."""
        listed = self._listed(environments)
        if len(seeds) not in (0, len(listed)):
            raise Refusal(
                Error.INVALID_ARGUMENT,
                f"{len(seeds)} seeds for {len(listed)} environments; give one for each, or none.",
            )
        fresh = [e for e in listed if self.status[e] == FRESH]
        if fresh and not seeds:
            raise Refusal(
                Error.OUT_OF_ORDER, f"the first reset of environments {fresh} needs seeds."
            )
        for row, e in enumerate(listed):
            seed = seeds[row] if seeds else None
            self.observations[e], _ = self.envs[e].reset(seed=seed)
            self.elapsed[e] = 0
            self.status[e] = RUNNING
        return self._observations_of(listed)

    def step(self, environments: Sequence[int], actions: bytes) -> dict[str, Any]:
        """Move each listed environment by one step; the fields of StepReply."""
        listed = self._listed(environments)
        for e in listed:
            if self.status[e] != RUNNING:
                raise Refusal(
                    Error.OUT_OF_ORDER,
                    f"environment {e} is {self.status[e]}; reset it before it is stepped.",
                )
        action_rows = self._checked_actions(listed, actions)
        rewards: list[float] = []
        terminated, truncated = bytearray(), bytearray()
        for e, action in zip(listed, action_rows, strict=True):
            self.observations[e], reward, is_terminated, is_truncated, _ = self.envs[e].step(action)
            self.elapsed[e] += 1
            # Gymnasium's TimeLimit: truncation does not depend on termination.
            if 0 < self.max_episode_steps <= self.elapsed[e]:
                is_truncated = True
            if is_terminated or is_truncated:
                self.status[e] = OVER
            rewards.append(float(reward))
            terminated.append(is_terminated)
            truncated.append(is_truncated)
        return {
            "observations": self._observations_of(listed),
            "rewards": rewards,
            "terminated": bytes(terminated),
            "truncated": bytes(truncated),
        }

    def get_state(self, environments: Sequence[int]) -> list[bytes]:
        """Return the state of each listed environment."""
        return [state.to_bytes(self._state_of(e)) for e in self._listed(environments)]

    def set_state(self, environments: Sequence[int], states: Sequence[bytes]) -> bytes:
        """Restore states that `get_state` gave; the last observations."""
        listed = self._listed(environments)
        if len(states) != len(listed):
            raise Refusal(
                Error.INVALID_ARGUMENT, f"{len(states)} states for {len(listed)} environments."
            )
        # All are read before the first is used, so that a refusal changes nothing.
        read = [
            state.from_bytes(blob, self._state_of(e))
            for e, blob in zip(listed, states, strict=True)
        ]
        for e, env_state in zip(listed, read, strict=True):
            env = self.envs[e]
            state.restore(env, env_state.arrays)
            if env_state.generator is not None:
                env.np_random = state.generator_from(env_state.generator)
            self.observations[e] = env_state.arrays["observation"]
            self.elapsed[e] = env_state.elapsed
            self.status[e] = env_state.status
        return self._observations_of(listed)

    def _state_of(self, e: int) -> EnvState:
        env, status = self.envs[e], self.status[e]
        generator = None if status == FRESH else dict(env.np_random.bit_generator.state)
        arrays = state.capture(env) | {"observation": self.observations[e].copy()}
        return EnvState(self.task, status, self.elapsed[e], generator, arrays)

    def _listed(self, environments: Sequence[int]) -> Sequence[int]:
        """Check a list of environments, where an empty one stands for all."""
        count = len(self.envs)
        if count == 0:
            raise Refusal(Error.OUT_OF_ORDER, "there are no environments yet; send Make first.")
        if not environments:
            return range(count)
        # First of all: what follows takes time and memory for each number of the list.
        if len(environments) > count:
            raise Refusal(
                Error.INVALID_ARGUMENT,
                f"{len(environments)} environments are listed; this worker has {count}.",
            )
        unknown = [e for e in environments if e >= count]
        if unknown:
            raise Refusal(
                Error.INVALID_ARGUMENT,
                f"environments {unknown} do not exist; this worker has 0 to {count - 1}.",
            )
        if len(set(environments)) < len(environments):
            raise Refusal(
                Error.INVALID_ARGUMENT, f"{list(environments)} lists an environment twice."
            )
        return environments

    def _checked_actions(self, listed: Sequence[int], actions: bytes) -> NDArray[np.float32]:
        """Read float32 [E, A], every number within the bounds."""
        shape = (len(listed), self.low.size)
        if len(actions) != 4 * shape[0] * shape[1]:
            raise Refusal(
                Error.INVALID_ARGUMENT,
                f"actions hold {len(actions)} bytes, float32 {list(shape)} takes "
                f"{4 * shape[0] * shape[1]}.",
            )
        rows: NDArray[np.float32] = np.frombuffer(actions, dtype="<f4").reshape(shape)
        allowed = (self.low <= rows) & (rows <= self.high)
        if not allowed.all():
            row, column = np.argwhere(~allowed)[0]
            raise Refusal(
                Error.INVALID_ARGUMENT,
                f"action {column} of environment {listed[row]} is {float(rows[row, column])}, "
                f"allowed is {float(self.low[column])} to {float(self.high[column])}.",
            )
        return rows

    def _observations_of(self, listed: Sequence[int]) -> bytes:
        # A range stands for all of them, which need not be picked one by one.
        rows = self.observations if isinstance(listed, range) else self.observations[listed]
        return rows.astype("<f8", copy=False).tobytes()


def spec_of(task: str) -> gymnasium.envs.registration.EnvSpec:
    """Find the registered MuJoCo task of exactly this name."""
    served = {
        name: spec
        for name, spec in gymnasium.registry.items()
        if str(spec.entry_point).startswith("gymnasium.envs.mujoco.")
    }
    if task not in served:
        raise Refusal(
            Error.UNUSABLE_TASK, f"there is no MuJoCo task {task!r}; there are {', '.join(served)}."
        )
    return served[task]


def make_env(task: str) -> MujocoEnv:
    """Make one environment, without Gymnasium's wrappers: the pool itself keeps time and order."""
    spec = spec_of(task)
    try:
        with warnings.catch_warnings():
            # The published results are those of older versions, which are asked for on purpose.
            warnings.simplefilter("ignore", DeprecationWarning)
            env = gymnasium.make(spec.id, disable_env_checker=True).unwrapped
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise Refusal(Error.UNUSABLE_TASK, f"{task} cannot be made ({reason}).") from error
    for name, space, kind in (
        ("observation", env.observation_space, np.float64),
        ("action", env.action_space, np.float32),
    ):
        if not isinstance(space, Box) or len(space.shape) != 1 or space.dtype != kind:
            raise Refusal(
                Error.UNUSABLE_TASK,
                f"the {name} space of {task} is {space}; only a one-dimensional box of "
                f"{np.dtype(kind)} can be served.",
            )
    assert isinstance(env, MujocoEnv)
    return env
