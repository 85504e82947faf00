"""What the learners of all implementations start from and learn from, as raw float32 files."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Setting = dict[str, Any]
Batch = dict[str, Array]
"""Keys obs [L, B, O], action [L, B, A], reward [L, B], nextObs [L, B, O] and discount [L, B]."""

NETWORKS = ("actor", "critic")


def shapes(setting: Setting) -> dict[str, list[tuple[int, int]]]:
    """List kernels and biases of one learner; the action enters the critic at layer 2."""
    obs, action = setting["observation"], setting["action"]
    first, second = setting["hidden"]

    def dense(sizes: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [shape for rows, columns in sizes for shape in ((rows, columns), (1, columns))]

    return {
        "actor": dense([(obs, first), (first, second), (second, action)]),
        "critic": dense([(obs, first), (first + action, second), (second, 1)]),
    }


def read(path: Path, shape: tuple[int, ...]) -> Array:
    """Read float32 numbers, little-endian, row-major."""
    return np.fromfile(path, dtype="<f4").reshape(shape)


def read_networks(folder: Path, setting: Setting) -> dict[str, list[Array]]:
    """Read the initial parameters, each tensor [L, rows, columns]."""
    learners = setting["learners"]
    networks = {}
    for name, sizes in shapes(setting).items():
        flat = read(folder / f"{name}.f32", (learners, sum(a * b for a, b in sizes)))
        ends = np.cumsum([rows * columns for rows, columns in sizes])
        networks[name] = [
            np.ascontiguousarray(part).reshape(learners, rows, columns)
            for part, (rows, columns) in zip(np.split(flat, ends[:-1], 1), sizes, strict=True)
        ]
    return networks


def split_critic(networks: dict[str, list[Array]]) -> dict[str, list[Array]]:
    """Give the critic's second kernel as two: the rows of the hidden units, those of the action.

    With h @ first + a @ second no layer is concatenated, and the actor's gradient needs only the
    second: a tenth of an update's arithmetic less.
    """
    k1, b1, k2, b2, k3, b3 = networks["critic"]
    units = k1.shape[2]
    parts = [np.ascontiguousarray(part) for part in (k2[:, :units], k2[:, units:])]
    return {**networks, "critic": [k1, b1, *parts, b2, k3, b3]}


def join_critic(networks: dict[str, list[Array]]) -> dict[str, list[Array]]:
    """Undo `split_critic`."""
    k1, b1, of_hidden, of_action, b2, k3, b3 = networks["critic"]
    k2 = np.concatenate([of_hidden, of_action], 1)
    return {**networks, "critic": [k1, b1, k2, b2, k3, b3]}


def initial_networks(setting: Setting, random: np.random.Generator) -> dict[str, list[Array]]:
    """Draw kernels and biases uniformly in +-1/sqrt(inputs), as PyTorch does by default."""
    networks = {}
    for name, sizes in shapes(setting).items():
        inputs = [rows for rows, _ in sizes[::2] for _ in range(2)]
        networks[name] = [
            random.uniform(-1, 1, (setting["learners"], *shape)).astype(np.float32) / fan**0.5
            for shape, fan in zip(sizes, inputs, strict=True)
        ]
    return networks


def write_networks(folder: Path, networks: dict[str, list[Array]]) -> None:
    """Write one file a network, [L, P]."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, tensors in networks.items():
        flat = np.concatenate([tensor.reshape(len(tensor), -1) for tensor in tensors], 1)
        flat.astype("<f4").tofile(folder / f"{name}.f32")


def read_batches(folder: Path, setting: Setting) -> list[Batch]:
    """Read the batches, which the updates take in turn."""
    learners, batch, count = setting["learners"], setting["batch"], setting["batches"]
    widths = {
        "obs": (setting["observation"],),
        "action": (setting["action"],),
        "reward": (),
        "nextObs": (setting["observation"],),
        "discount": (),
    }
    quantities = {
        name: read(folder / f"{name}.f32", (count, learners, batch, *width))
        for name, width in widths.items()
    }
    return [{name: values[index] for name, values in quantities.items()} for index in range(count)]


def pairs(neighbors: list[list[int]]) -> list[tuple[int, int]]:
    """List each two agents that stand in one neighborhood once."""
    return sorted(
        {(min(a, b), max(a, b)) for group in neighbors for a in group for b in group if a != b}
    )
