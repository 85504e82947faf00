"""What Google's protobuf reads in the bytes of replies: what the controller's reader is judged by.

Reads [{"kind", "id", "frame" (base64)}, ...] as JSON from standard input. Writes, for each, a list
of what the payload `kind` holds: numbers, text, and bytes as hexadecimal digits. Where the frame is
no reply, "unreadable"; where it is one to another request, null.
"""

import base64
import json
import struct
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "python_env"))

from google.protobuf.message import DecodeError

from resilient_env.environment_pb2 import Reply

DESCRIBED = ("protocol", "python", "gymnasium", "mujoco", "numpy", "pyzmq", "protobuf", "cpu")


def doubles(numbers: Any) -> str:
    """Write float64 numbers as digits; one that is none has many forms, which become one."""
    return "".join(
        "nan" if number != number else struct.pack("<d", number).hex() for number in numbers
    )


def read(kind: str, request_id: int, frame: bytes) -> list[Any] | str | None:
    """Read one reply."""
    reply = Reply()
    try:
        reply.ParseFromString(frame)
    except DecodeError:
        return "unreadable"
    if reply.id != request_id or reply.WhichOneof("payload") != kind:
        return None
    payload: Any = getattr(reply, kind)
    if kind == "describe":
        return [getattr(payload, name) for name in DESCRIBED]
    if kind == "make":
        sizes = [payload.observation_size, payload.action_size, payload.max_episode_steps]
        return [*sizes, payload.action_low.hex(), payload.action_high.hex()]
    if kind in ("reset", "set_state"):
        return [payload.observations.hex()]
    if kind == "step":
        flags = [payload.terminated.hex(), payload.truncated.hex()]
        return [payload.observations.hex(), doubles(payload.rewards), *flags]
    return [state.hex() for state in payload.states] if kind == "get_state" else []


print(
    json.dumps(
        [read(r["kind"], r["id"], base64.b64decode(r["frame"])) for r in json.load(sys.stdin)]
    )
)
