"""The line between the benchmark and a peer: one JSON object a line, each answered by one.

`prepare` comes first, with everything that the peer takes; then `run` and `write`. A failure is
answered by {"error": TEXT}. The other end is scripts/bench/subjectProcess.ts.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, Protocol


class Work(Protocol):
    """Something that is ready to be timed."""

    versions: dict[str, str]

    def run(self, count: int) -> None:
        """Do `count` pieces of work."""


def serve(prepare: Callable[..., Work]) -> None:
    """Answer until standard input ends."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    # What libraries print must not get in between.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    work: Any = None
    for line in sys.stdin:
        message = json.loads(line)
        command = message.pop("do")
        try:
            if command == "prepare":
                work = prepare(**message)
                reply = {"versions": work.versions}
            elif command == "write":
                work.write(message["folder"])
                reply = {}
            else:
                start = time.perf_counter()
                work.run(message["count"])
                reply = {"seconds": time.perf_counter() - start}
        except Exception:
            reply = {"error": traceback.format_exc()}
        print(json.dumps(reply), file=replies, flush=True)
    if hasattr(work, "close"):
        work.close()
