"""All that decides how an environment goes on, as bytes: see GetStateReply in the protocol."""

import json
import struct
from dataclasses import dataclass
from typing import Any, cast

import mujoco
import numpy as np
from gymnasium.envs.mujoco import MujocoEnv
from numpy.typing import NDArray

from resilient_env.environment_pb2 import Error
from resilient_env.refusal import Refusal

MAGIC = b"RENV"
FORMAT = 1
INTEGRATION = mujoco.mjtState.mjSTATE_INTEGRATION

FRESH, RUNNING, OVER = STATUSES = ("fresh", "running", "over")

# What reading bytes that are no state can raise: RecursionError where JSON is nested too deeply.
UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, RecursionError, struct.error)

Arrays = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class EnvState:
    """Where one environment stands; `arrays` holds what the protocol names."""

    task: str
    status: str
    elapsed: int
    generator: dict[str, Any] | None
    arrays: Arrays


def capture(env: MujocoEnv) -> Arrays:
    """Copy what MuJoCo's next step depends on.

    The integration state decides the physics. Some tasks (Ant, Humanoid) also read body positions
    before they step; these lag one substep behind, so that they cannot be computed from the rest.
    """
    integration = np.empty(mujoco.mj_stateSize(env.model, INTEGRATION))
    mujoco.mj_getState(env.model, env.data, integration, INTEGRATION)
    return {
        "integration": integration,
        "xpos": env.data.xpos.ravel().copy(),
        "xipos": env.data.xipos.ravel().copy(),
    }


def restore(env: MujocoEnv, arrays: Arrays) -> None:
    """Undo what happened since `capture`. An mj_forward would bring the positions up to date."""
    mujoco.mj_setState(env.model, env.data, arrays["integration"], INTEGRATION)
    env.data.xpos[:] = arrays["xpos"].reshape(-1, 3)
    env.data.xipos[:] = arrays["xipos"].reshape(-1, 3)


def generator_from(state: dict[str, Any]) -> np.random.Generator:
    """Build the generator that `state` describes, of the kind that Gymnasium uses."""
    bit_generator = np.random.PCG64(0)
    bit_generator.state = cast(Any, state)
    return np.random.Generator(bit_generator)


def to_bytes(state: EnvState) -> bytes:
    """Write a state as the protocol says."""
    header = {
        "format": FORMAT,
        "task": state.task,
        "mujoco": mujoco.mj_versionString(),
        "status": state.status,
        "elapsed": state.elapsed,
        "generator": state.generator,
        "arrays": [[name, array.size] for name, array in state.arrays.items()],
    }
    text = json.dumps(header).encode()
    numbers = b"".join(array.astype("<f8").tobytes() for array in state.arrays.values())
    return MAGIC + struct.pack("<I", len(text)) + text + numbers


def from_bytes(blob: bytes, like: EnvState) -> EnvState:
    """Read a state for the environment whose present state is `like`, or refuse it."""
    try:
        state = _parse(blob)
        if state.generator is not None:
            generator_from(state.generator)
    except UNREADABLE as error:
        raise _unusable(f"it is damaged ({type(error).__name__}: {error})") from error
    if state.task != like.task:
        raise _unusable(f"it is one of {state.task}, this worker serves {like.task}")
    sizes = {name: array.size for name, array in state.arrays.items()}
    wanted = {name: array.size for name, array in like.arrays.items()}
    if sizes != wanted:
        raise _unusable(f"it holds {sizes}, {like.task} needs {wanted}")
    return state


def _parse(blob: bytes) -> EnvState:
    if blob[:4] != MAGIC:
        raise ValueError("the first four bytes are not RENV")
    (length,) = struct.unpack_from("<I", blob, 4)
    header = json.loads(blob[8 : 8 + length].decode())
    if header["format"] != FORMAT:
        raise ValueError(f"its format is {header['format']}, this worker reads format {FORMAT}")
    status, elapsed, generator = header["status"], header["elapsed"], header["generator"]
    if header["mujoco"] != mujoco.mj_versionString():
        raise ValueError(
            f"MuJoCo {header['mujoco']} made it, this is MuJoCo {mujoco.mj_versionString()}"
        )
    if status not in STATUSES or not isinstance(elapsed, int) or not 0 <= elapsed < 2**31:
        raise ValueError(f"its status is {status!r} with {elapsed!r} steps")
    if (generator is None) != (status == FRESH):
        raise ValueError(
            f"a {status} environment {'has no' if generator is None else 'has a'} generator"
        )
    names = [name for name, _ in header["arrays"]]
    sizes = [size for _, size in header["arrays"]]
    numbers = np.frombuffer(blob, dtype="<f8", offset=8 + length).astype(np.float64)
    if numbers.size != sum(sizes):
        raise ValueError(f"it holds {numbers.size} numbers, its header says {sum(sizes)}")
    parts = np.split(numbers, np.cumsum(sizes)[:-1])
    return EnvState(
        header["task"], status, elapsed, generator, dict(zip(names, parts, strict=True))
    )


def _unusable(reason: str) -> Refusal:
    return Refusal(Error.INVALID_ARGUMENT, f"the state cannot be used: {reason}.")
