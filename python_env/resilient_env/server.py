"""The loop of the worker: one request in, one reply out, until told to end or left alone."""

import os
import socket as unix
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import mujoco
import zmq

from resilient_env.door import CURVE_BYTES, Door
from resilient_env.handlers import error_reply, parse, reply_to
from resilient_env.pool import EnvPool
from resilient_env.refusal import Refusal

MAX_MESSAGE_BYTES = 64 * 2**20
SEND_TIMEOUT_MS = 10_000
# Long enough for the reply to Close to leave, short enough to be gone soon.
LINGER_MS = 200
# The path of a socket has to fit into 107 bytes: this, and /resilient-marl-12345678/env.sock.
MAX_ROOT_LENGTH = 74
FOLDER_PREFIX = "resilient-marl-"
SOCKET_NAME = "env.sock"
# A socket refuses also in the moment between its making and its first listening.
SETTLED_SECONDS = 60


def serve(socket: zmq.Socket[bytes], lifeline: int, door: Door | None) -> None:
    """Answer until Close, or until the other end of the file descriptor `lifeline` is closed."""
    pool = EnvPool()
    poller = zmq.Poller()
    poller.register(socket, zmq.POLLIN)
    poller.register(lifeline, zmq.POLLIN)
    if door is not None:
        poller.register(door.questions, zmq.POLLIN)
    answered: tuple[bytes, int, bytes] = (b"", 0, b"")
    is_closed = False
    while True:
        ready = dict(poller.poll())
        if lifeline in ready and not os.read(lifeline, 4096):
            return
        if door is not None and door.questions in ready:
            door.answer()
        if socket not in ready:
            continue
        sender, *frames = socket.recv_multipart()
        try:
            request = parse(frames)
        except Refusal as refusal:
            send(socket, sender, error_reply(0, "", refusal).SerializeToString())
            continue
        if answered[:2] != (sender, request.id) or request.id == 0:
            reply = reply_to(request, pool)
            answered = (sender, request.id, reply.SerializeToString())
            is_closed = reply.HasField("close")
        send(socket, sender, answered[2])
        if is_closed:
            return


def send(socket: zmq.Socket[bytes], receiver: bytes, frame: bytes) -> None:
    """Send one frame. A receiver that is gone, or does not read, does not end the worker."""
    try:
        socket.send(receiver, zmq.SNDMORE)
        socket.send(frame)
    except zmq.Again:
        print("A reply could not be sent in time; its receiver does not read.", file=sys.stderr)


def remove_abandoned(root: str) -> None:
    """Remove this user's sockets without a listener, of workers killed with their controller."""
    for path in Path(root).glob(f"{FOLDER_PREFIX}*/{SOCKET_NAME}"):
        try:
            status = path.stat()
            is_settled = time.time() - status.st_mtime > SETTLED_SECONDS
            if status.st_uid != os.getuid() or not is_settled or not stat.S_ISSOCK(status.st_mode):
                continue
            with unix.socket(unix.AF_UNIX) as probe:
                probe.setblocking(False)
                probe.connect(str(path))
        except ConnectionRefusedError:
            # Another worker may be as quick.
            with suppress(OSError):
                path.unlink()
                path.parent.rmdir()
        except OSError:
            # It listens and is busy, is gone by now, or is not ours to enter.
            continue


@contextmanager
def bound(socket: zmq.Socket[bytes], transport: str) -> Iterator[str]:
    """Bind to an address of the worker's own and yield it; leave no file behind."""
    if transport == "tcp":
        socket.bind("tcp://127.0.0.1:*")
        yield socket.getsockopt_string(zmq.LAST_ENDPOINT)
        return
    root = tempfile.gettempdir()
    root = root if len(root.encode()) <= MAX_ROOT_LENGTH else "/tmp"
    remove_abandoned(root)
    # mkdtemp makes folders that only their owner may enter; ZeroMQ's socket files are open to all.
    folder = tempfile.mkdtemp(prefix=FOLDER_PREFIX, dir=root)
    path = os.path.join(folder, SOCKET_NAME)
    try:
        socket.bind(f"ipc://{path}")
        yield f"ipc://{path}"
    finally:
        if os.path.exists(path):
            os.unlink(path)
        os.rmdir(folder)


def run(transport: str, client_key: bytes | None) -> None:
    """Serve one controller, whose end of standard input is the worker's lifeline.

    With `client_key`, the 32 bytes of its public key, nobody who lacks the secret key is answered.
    """
    # MuJoCo's Python package installs a clock, which every step reads many times for statistics
    # that nobody asks for here. Without it, a HalfCheetah's physics take a sixth less time.
    mujoco.mj_resetCallbacks()
    # MuJoCo would otherwise write its warnings into a file in the current folder.
    mujoco.set_mju_user_warning(lambda text: print(f"MuJoCo: {text}", file=sys.stderr))
    with (
        zmq.Context() as context,
        nullcontext() if client_key is None else Door(context, client_key) as door,
        context.socket(zmq.ROUTER) as socket,
    ):
        socket.setsockopt(zmq.LINGER, LINGER_MS)
        socket.setsockopt(zmq.SNDTIMEO, SEND_TIMEOUT_MS)
        socket.setsockopt(zmq.RCVTIMEO, SEND_TIMEOUT_MS)
        socket.setsockopt(zmq.MAXMSGSIZE, MAX_MESSAGE_BYTES + (CURVE_BYTES if door else 0))
        if door is not None:
            door.guard(socket)
        with bound(socket, transport) as endpoint:
            key = "" if door is None else f" with key {door.public_key}"
            print(f"resilient-env listens on {endpoint}{key}", flush=True)
            serve(socket, sys.stdin.fileno(), door)
