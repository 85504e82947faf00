"""What each implementation of the eight learners offers."""

import os
from typing import Protocol

from exchange import Array, Batch, Setting


class Learner(Protocol):
    """DDPG for all agents of a network, as src/learner and src/cooperation compute it."""

    versions: dict[str, str]

    def __init__(self, setting: Setting, networks: dict[str, list[Array]]) -> None:
        """Start from `networks`; targets are equal to them."""

    def act(self, obs: Array) -> Array:
        """Compute actions [L, A] without noise for observations [L, O]."""

    def update(self, batch: Batch, combines: bool) -> None:
        """Do one update of every learner.

        `combines` adds a soft-medoid round of both networks, and after it one more soft update of
        the targets.
        """

    def wait(self) -> None:
        """Return when everything asked for is computed."""

    def networks(self) -> dict[str, list[Array]]:
        """Give the online parameters, each tensor [L, rows, columns]."""


def learner_named(name: str) -> type[Learner]:
    """Import only what the implementation needs: torch-loop, torch-stacked or jax.

    `+mkl` behind it lets MKL treat the processor as Intel's.
    """
    implementation, *switches = name.split("+")
    if switches:
        from mkl import treat_as_intel

        treat_as_intel()
    if implementation == "torch-loop":
        from torch_loop import TorchLoop

        return TorchLoop
    if implementation == "torch-stacked":
        from torch_stacked import TorchStacked

        return TorchStacked
    # XLA takes vectors of 256 bits by itself even where the processor has 512.
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_prefer_vector_width=512")
    from jax_stacked import JaxStacked

    return JaxStacked
