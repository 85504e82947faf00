"""A worker behind a proxy that does harm to one of its replies, started in the place of Python.

    python faulty_worker.py PLAN -E -s -m resilient_env ...

PLAN is a file with a line a worker: `{"reply": 7, "fault": "garbled"}`. Each worker takes the first
line away and harms its reply of that number, counted from 0 (Describe) and 1 (Make). Workers for
whom there is no line left are sound.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zmq

sys.path.insert(0, os.getcwd())  # The worker's package is the current folder.
from resilient_env.environment_pb2 import CloseReply, Error, Reply

OVERSIZED = 65 * 2**20
SLOW_S = 0.3


def take_fault(plan: Path) -> tuple[int, str]:
    """Take the first line of the plan away."""
    lines = plan.read_text().splitlines()
    plan.write_text("\n".join(lines[1:]))
    fault: dict[str, Any] = json.loads(lines[0]) if lines else {}
    return fault.get("reply", -1), fault.get("fault", "")


def edited(frame: bytes, edit: Callable[[Any], object]) -> bytes:
    """Change a reply that stays a reply."""
    reply = Reply.FromString(frame)
    edit(reply)
    return reply.SerializeToString()


def shorten(reply: Any) -> None:
    """Leave out the last number of the observations."""
    reply.step.observations = reply.step.observations[:-8]


def flip_bit(reply: Any) -> None:
    """Change the last bit of one observation."""
    observations = bytearray(reply.step.observations)
    observations[0] ^= 1
    reply.step.observations = bytes(observations)


def refuse(reply: Any) -> None:
    """Say that an environment failed."""
    reply.error.CopyFrom(Error(code=Error.INTERNAL, request="step", message="an invented bug"))


def rename(reply: Any) -> None:
    """Be of another version."""
    reply.describe.gymnasium = "0.0.1"


def another_kind(reply: Any) -> None:
    """Answer what was not asked."""
    reply.close.CopyFrom(CloseReply())


# What is sent in the place of a reply: messages of frames. The second argument is the reply before.
DAMAGES: dict[str, Callable[[bytes, bytes], list[list[bytes]]]] = {
    "garbled": lambda reply, _: [[bytes(byte ^ 0x5A for byte in reply)]],
    "truncated": lambda reply, _: [[reply[: len(reply) // 2]]],
    "empty": lambda _reply, _before: [[b""]],
    "longer": lambda reply, _: [[reply + b"\xff" * 100]],
    "oversized": lambda reply, _: [[reply + bytes(OVERSIZED)]],
    "duplicate": lambda reply, _: [[reply], [reply]],
    "in two frames": lambda reply, _: [[reply, b""]],
    "of another request": lambda _reply, before: [[before]],
    "of another kind": lambda reply, _: [[edited(reply, another_kind)]],
    "too short": lambda reply, _: [[edited(reply, shorten)]],
    "one bit off": lambda reply, _: [[edited(reply, flip_bit)]],
    "INTERNAL": lambda reply, _: [[edited(reply, refuse)]],
    "another version": lambda reply, _: [[edited(reply, rename)]],
}


def main() -> None:
    """Start the real worker, say that we listen, and pass messages on."""
    plan, *arguments = sys.argv[1:]
    at, fault = take_fault(Path(plan))
    command = [sys.executable, *arguments]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    endpoint = worker.stdout.readline().split()[-1]
    with (
        zmq.Context() as context,
        context.socket(zmq.ROUTER) as front,
        context.socket(zmq.DEALER) as back,
    ):
        front.setsockopt(zmq.LINGER, 0)
        back.setsockopt(zmq.LINGER, 0)
        back.connect(endpoint)
        path = os.path.join(tempfile.mkdtemp(prefix="faulty-worker-"), "env.sock")
        front.bind(f"ipc://{path}")
        print(f"resilient-env listens on ipc://{path}", flush=True)
        poller = zmq.Poller()
        poller.register(front, zmq.POLLIN)
        poller.register(back, zmq.POLLIN)
        replies, before, controller = 0, b"", b""
        while worker.poll() is None:
            ready = dict(poller.poll(100))
            if front in ready:
                controller, request = front.recv_multipart()
                is_harmed = replies == at and fault == "damaged request"
                back.send(request[: len(request) // 2] + b"\xff" if is_harmed else request)
            if back not in ready:
                continue
            reply = back.recv()
            if replies == at and fault == "crash":
                print("an invented crash", file=sys.stderr, flush=True)
                worker.kill()
                os._exit(7)
            if replies == at and fault == "hang":
                os.kill(os.getpid(), signal.SIGSTOP)
            if replies == at and fault in ("slow", "late"):
                time.sleep(SLOW_S if fault == "slow" else 3600)
            damage = DAMAGES.get(fault) if replies == at else None
            for frames in damage(reply, before) if damage else [[reply]]:
                front.send_multipart([controller, *frames])
            replies, before = replies + 1, reply
        # The controller removes what a dead worker leaves behind, and a sound one removes its own.
        os.unlink(path)
        os.rmdir(os.path.dirname(path))


if __name__ == "__main__":
    main()
