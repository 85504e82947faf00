"""The rules and attacks of the paper once more, in NumPy float64, one vector at a time.

Reads a JSON list of cases from standard input and writes the list of their results.
A case is {"compute": name, ...arguments}; see COMPUTE for the names.
"""

import json
import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def average(received_kp: Array) -> Array:
    """Equation (9)."""
    return received_kp.mean(axis=0)


def median(received_kp: Array, even_count: str) -> Array:
    """Coordinate-wise median; `even_count` is "midpoint" or "lower"."""
    if even_count == "midpoint":
        return np.median(received_kp, axis=0)
    return np.sort(received_kp, axis=0)[(len(received_kp) - 1) // 2]


def losses(received_kp: Array) -> Array:
    """Sum over j of ||x_j - x_k||, for each member k."""
    differences_kkp = received_kp[:, None] - received_kp[None, :]
    return np.linalg.norm(differences_kkp, axis=2).sum(axis=1)


def medoid(received_kp: Array) -> Array:
    """Equation (17)."""
    return received_kp[np.argmin(losses(received_kp))]


def soft_medoid(received_kp: Array, temperature: float) -> Array:
    """Equations (20) and (22)."""
    loss_k = losses(received_kp)
    scores_k = np.exp(-(loss_k - loss_k.min()) / temperature)
    return scores_k / scores_k.sum() @ received_kp


def goal(received_kp: Array, virtual_p: Array, beta: float) -> Array:
    """Equation (8)."""
    return received_kp[0] - beta * (received_kp[0] - virtual_p)


def average_attack(received_kp: Array, victim: int, virtual_p: Array, beta: float) -> Array:
    """Equation (10)."""
    others_kp = np.delete(received_kp, victim, axis=0)
    return len(received_kp) * goal(received_kp, virtual_p, beta) - others_kp.sum(axis=0)


def median_attack(received_kp: Array, victim: int, virtual_p: Array, beta: float) -> Array:
    """Equations (12) and (13): the value nearest the goal that is the median of the neighborhood.

    Not by clipping: of the goal and the honest values, which are the ends of every interval on
    which the order is fixed, it takes the nearest to the goal that meets (12) in both conventions.
    """
    others_kp = np.delete(received_kp, victim, axis=0)
    goal_p = goal(received_kp, virtual_p, beta)
    forged_p = np.empty_like(goal_p)
    for i, wanted in enumerate(goal_p):
        candidates = [wanted, *others_kp[:, i]]
        fitting = [x for x in candidates if is_median(x, others_kp[:, i])]
        forged_p[i] = min(fitting, key=lambda x: abs(x - wanted))
    return forged_p


def is_median(value: float, others: Array) -> bool:
    """Equation (12)."""
    heard = np.append(others, value)
    lower = np.sort(heard)[(len(heard) - 1) // 2]
    return bool(np.isclose(np.median(heard), value, rtol=1e-12) and lower == value)


COMPUTE: dict[str, Callable[..., Array]] = {
    "average": average,
    "median": median,
    "medoid": medoid,
    "soft-medoid": soft_medoid,
    "average attack": average_attack,
    "median attack": median_attack,
}


def run(case: dict[str, object]) -> list[float]:
    """Compute one case; lists become arrays."""
    arguments = {
        name: np.array(value) if isinstance(value, list) else value
        for name, value in case.items()
        if name != "compute"
    }
    return COMPUTE[str(case["compute"])](**arguments).tolist()


if __name__ == "__main__":
    json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
