"""Ceiling of the section `update`: its matrix products alone, by NumPy."""

import math
from typing import Any

import numpy as np
from work import serve


class Products:
    """Operands and results, allocated once."""

    def __init__(self, products: list[dict[str, Any]]) -> None:
        """Fill the operands with random numbers."""
        random = np.random.default_rng(0)
        shapes = {
            side["name"]: side["shape"]
            for product in products
            for side in (product["a"], product["b"])
        }
        operands = {
            name: random.uniform(-1, 1, math.prod(shape)).astype(np.float32).reshape(shape)
            for name, shape in shapes.items()
        }

        def operand(side: dict[str, Any]) -> Any:
            values = operands[side["name"]]
            return values.swapaxes(1, 2) if side["isTransposed"] else values

        self.pairs = [(operand(product["a"]), operand(product["b"])) for product in products]
        self.results = [a @ b for a, b in self.pairs]
        self.versions = {"numpy": np.__version__}

    def run(self, count: int) -> None:
        """Do all products `count` times."""
        for _ in range(count):
            for (a, b), result in zip(self.pairs, self.results, strict=True):
                np.matmul(a, b, out=result)


if __name__ == "__main__":
    serve(Products)
