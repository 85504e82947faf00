"""From a request to its reply, one handler for each kind."""

import platform
from collections.abc import Callable
from typing import Any, Final

import google.protobuf
import gymnasium
import mujoco
import numpy as np
import zmq
from google.protobuf.message import DecodeError

from resilient_env.environment_pb2 import Error, Reply, Request
from resilient_env.pool import EnvPool
from resilient_env.refusal import Refusal

PROTOCOL = 1
# An error may quote what was sent, which can be as long as a message.
MAX_ERROR_CHARACTERS = 4000

# The fields of a reply, by name.
Fields = dict[str, Any]


def describe(_pool: EnvPool, _request: Any) -> Fields:
    """Say who is there."""
    return {
        "protocol": PROTOCOL,
        "python": platform.python_version(),
        "gymnasium": gymnasium.__version__,
        "mujoco": mujoco.mj_versionString(),
        "numpy": np.__version__,
        "pyzmq": zmq.__version__,
        "protobuf": google.protobuf.__version__,
        "cpu": cpu_name(),
    }


def make(pool: EnvPool, request: Any) -> Fields:
    """Make the environments."""
    pool.make(request.task, request.count)
    return {
        "observation_size": pool.observations.shape[1],
        "action_size": pool.low.size,
        "action_low": pool.low.astype("<f4").tobytes(),
        "action_high": pool.high.astype("<f4").tobytes(),
        "max_episode_steps": pool.max_episode_steps,
        "observation_dtype": "<f8",
        "action_dtype": "<f4",
    }


HANDLERS: Final[dict[str, Callable[[EnvPool, Any], Fields]]] = {
    "describe": describe,
    "make": make,
    "reset": lambda pool, request: {
        "observations": pool.reset(request.environments, request.seeds)
    },
    "step": lambda pool, request: pool.step(request.environments, request.actions),
    "get_state": lambda pool, request: {"states": pool.get_state(request.environments)},
    "set_state": lambda pool, request: {
        "observations": pool.set_state(request.environments, request.states)
    },
    "close": lambda _pool, _request: {},
}


def reply_to(request: Request, pool: EnvPool) -> Reply:
    """Every failure becomes an error reply: the controller decides what to do."""
    kind = request.WhichOneof("payload")
    try:
        if kind is None or request.id == 0:
            raise Refusal(Error.MALFORMED, "a Request needs an id above 0 and a payload.")
        return Reply(id=request.id, **{kind: HANDLERS[kind](pool, getattr(request, kind))})
    except Exception as error:
        return error_reply(request.id, kind or "", error)


def error_reply(request_id: int, kind: str, error: Exception) -> Reply:
    """Tell a remote reader what went wrong."""
    if isinstance(error, Refusal):
        code, message = error.code, str(error)
    else:
        code, message = Error.INTERNAL, f"{type(error).__name__}: {error}"
    return Reply(id=request_id, error=Error(code=code, request=kind, message=sendable(message)))


def sendable(message: str) -> str:
    """Cut a long message, and spell out what UTF-8 cannot hold: JSON has halves of characters."""
    if len(message) > MAX_ERROR_CHARACTERS:
        message = message[:MAX_ERROR_CHARACTERS] + " ..."
    return message.encode("utf-8", "backslashreplace").decode()


def parse(frames: list[bytes]) -> Request:
    """Read a request, or refuse what is not one."""
    if len(frames) != 1:
        raise Refusal(Error.MALFORMED, f"a message of {len(frames)} frames; a Request has one.")
    try:
        request = Request()
        request.ParseFromString(frames[0])
        return request
    except DecodeError as error:
        raise Refusal(
            Error.MALFORMED, f"{len(frames[0])} bytes are no Request: {error}."
        ) from error


def cpu_name() -> str:
    """Return the processor's name as Linux knows it, elsewhere as Python does."""
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
