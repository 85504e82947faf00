"""Peer of the section `update`: python update.py NAME, a name that `learner_named` takes."""

import functools
import sys
from pathlib import Path

from exchange import Setting, read_batches, read_networks, write_networks
from work import serve

from learner import learner_named


class Updates:
    """A learner that goes through the batches again and again."""

    def __init__(self, name: str, setting: Setting, folder: str) -> None:
        """Start from the parameters in `folder`."""
        self.batches = read_batches(Path(folder), setting)
        self.learner = learner_named(name)(setting, read_networks(Path(folder), setting))
        self.combines = setting["temperature"] is not None
        self.versions = self.learner.versions
        self.done = 0

    def run(self, count: int) -> None:
        """Do `count` updates, each with its round."""
        for _ in range(count):
            self.learner.update(self.batches[self.done % len(self.batches)], self.combines)
            self.done += 1
        self.learner.wait()

    def write(self, folder: str) -> None:
        """Write the parameters as they are."""
        write_networks(Path(folder), self.learner.networks())


if __name__ == "__main__":
    serve(functools.partial(Updates, sys.argv[1]))
