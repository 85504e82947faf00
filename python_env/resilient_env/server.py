"""The loop of the worker: one request in, one reply out, until told to end or left alone."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import mujoco
import zmq

from resilient_env.handlers import error_reply, parse, reply_to
from resilient_env.pool import EnvPool
from resilient_env.refusal import Refusal

MAX_MESSAGE_BYTES = 64 * 2**20
SEND_TIMEOUT_MS = 10_000
# Long enough for the reply to Close to leave, short enough to be gone soon.
LINGER_MS = 200
# The path of a socket has to fit into 107 bytes: this, and /resilient-marl-12345678/env.sock.
MAX_ROOT_LENGTH = 74


def serve(socket: zmq.Socket[bytes], lifeline: int) -> None:
    """Answer until Close, or until the other end of the file descriptor `lifeline` is closed."""
    pool = EnvPool()
    poller = zmq.Poller()
    poller.register(socket, zmq.POLLIN)
    poller.register(lifeline, zmq.POLLIN)
    answered: tuple[bytes, int, bytes] = (b"", 0, b"")
    while True:
        ready = dict(poller.poll())
        if lifeline in ready and not os.read(lifeline, 4096):
            return
        if socket not in ready:
            continue
        sender, *frames = socket.recv_multipart()
        try:
            request = parse(frames)
        except Refusal as refusal:
            send(socket, sender, error_reply(0, "", refusal).SerializeToString())
            continue
        if answered[:2] != (sender, request.id) or request.id == 0:
            answered = (sender, request.id, reply_to(request, pool).SerializeToString())
        send(socket, sender, answered[2])
        if request.HasField("close"):
            return


def send(socket: zmq.Socket[bytes], receiver: bytes, frame: bytes) -> None:
    """Send one frame. A receiver that is gone, or does not read, does not end the worker."""
    try:
        socket.send(receiver, zmq.SNDMORE)
        socket.send(frame)
    except zmq.Again:
        print("A reply could not be sent in time; its receiver does not read.", file=sys.stderr)


@contextmanager
def bound(socket: zmq.Socket[bytes], transport: str) -> Iterator[str]:
    """Bind to an address of the worker's own and yield it; leave no file behind."""
    if transport == "tcp":
        socket.bind("tcp://127.0.0.1:*")
        yield socket.getsockopt_string(zmq.LAST_ENDPOINT)
        return
    root = tempfile.gettempdir()
    # mkdtemp makes folders that only their owner may enter; ZeroMQ's socket files are open to all.
    folder = tempfile.mkdtemp(
        prefix="resilient-marl-", dir=root if len(root.encode()) <= MAX_ROOT_LENGTH else "/tmp"
    )
    path = os.path.join(folder, "env.sock")
    try:
        socket.bind(f"ipc://{path}")
        yield f"ipc://{path}"
    finally:
        if os.path.exists(path):
            os.unlink(path)
        os.rmdir(folder)


def run(transport: str) -> None:
    """Serve one controller, whose end of standard input is the worker's lifeline."""
    # MuJoCo's Python package installs a clock, which every step reads many times for statistics
    # that nobody asks for here. Without it, a HalfCheetah's physics take a sixth less time.
    mujoco.mj_resetCallbacks()
    # MuJoCo would otherwise write its warnings into a file in the current folder.
    mujoco.set_mju_user_warning(lambda text: print(f"MuJoCo: {text}", file=sys.stderr))
    with zmq.Context() as context, context.socket(zmq.ROUTER) as socket:
        socket.setsockopt(zmq.LINGER, LINGER_MS)
        socket.setsockopt(zmq.SNDTIMEO, SEND_TIMEOUT_MS)
        socket.setsockopt(zmq.RCVTIMEO, SEND_TIMEOUT_MS)
        socket.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES)
        with bound(socket, transport) as endpoint:
            print(f"resilient-env listens on {endpoint}", flush=True)
            serve(socket, sys.stdin.fileno())
