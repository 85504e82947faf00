"""Ceiling of the section `update`: the passes of Adam and Polyak over the state, as copies."""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from work import serve

PASSES = 9
"""Adam reads p, m, v and the gradient and writes p, m and v; Polyak reads and writes the target."""


class Copies:
    """Blocks of the parameters' size, each half copied by one thread, or as many as there are."""

    def __init__(self, bytes: int) -> None:
        """Allocate them: a copy is two passes."""
        threads = len(os.sched_getaffinity(0))
        self.blocks = [np.ones(bytes, np.uint8) for _ in range(PASSES // 2 + 2)]
        ends = [bytes * thread // threads for thread in range(threads + 1)]
        self.parts = [slice(*part) for part in itertools.pairwise(ends)]
        self.pool = ThreadPoolExecutor(threads)
        self.versions = {"numpy": np.__version__, "threads": str(threads)}

    def run(self, count: int) -> None:
        """Copy as much as `count` updates have to read and write."""
        for _ in range(count):
            list(self.pool.map(self.copy, self.parts))

    def copy(self, part: slice) -> None:
        """Copy a thread's part from block to block."""
        whole, rest = divmod(PASSES, 2)
        for source, target in zip(self.blocks[:whole], self.blocks[1:], strict=False):
            np.copyto(target[part], source[part])
        half = slice(part.start, part.start + rest * (part.stop - part.start) // 2)
        np.copyto(self.blocks[-1][half], self.blocks[-2][half])


if __name__ == "__main__":
    serve(Copies)
