"""Ceiling of the section `environments`: answers each ZeroMQ request by bytes of one size."""

import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

import zmq


def end_with_parent(folder: str) -> None:
    """Wait for the end of standard input, then leave nothing behind."""
    sys.stdin.read()
    for path in Path(folder).iterdir():
        path.unlink()
    Path(folder).rmdir()
    os._exit(0)


if __name__ == "__main__":
    # Ctrl-C reaches all processes; this one ends with its parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reply = bytes(int(sys.argv[1]))
    folder = tempfile.mkdtemp(prefix="resilient-marl-echo-")
    endpoint = f"ipc://{folder}/socket"
    socket = zmq.Context().socket(zmq.REP)
    socket.bind(endpoint)
    threading.Thread(target=end_with_parent, args=(folder,), daemon=True).start()
    print(endpoint, flush=True)
    while True:
        socket.recv()
        socket.send(reply)
