"""What src/theory computes of a finite MDP, with NumPy, by other ways than src does.

Visits are an eigenvector, action values come from the pseudo-inverse of I - P, gradients from
central differences of the average reward, and what a component of averaging critics agrees on from
a high power of C. JSON in, JSON out: see the last lines.
"""

import json
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def softmax_policy(theta: Array, features: Array, actions: int) -> Array:
    """Give probabilities of actions, a row for each state."""
    scores = np.exp(features @ theta).reshape(-1, actions)
    policy: Array = scores / scores.sum(axis=1, keepdims=True)
    return policy


def chain(transition: Array, policy: Array) -> Array:
    """Go from pair to pair."""
    return (transition[:, :, None] * policy[None, :, :]).reshape(len(transition), -1)


def visits(matrix: Array) -> Array:
    """Find the eigenvector of eigenvalue 1 of the transposed chain, with sum 1."""
    values, vectors = np.linalg.eig(matrix.T)
    vector = np.real(vectors[:, np.argmin(np.abs(values - 1))])
    shares: Array = vector / vector.sum()
    return shares


def average_reward(transition: Array, reward: Array, theta: Array, features: Array) -> float:
    """Compute J of a softmax policy."""
    policy = softmax_policy(theta, features, reward.shape[1])
    return float(visits(chain(transition, policy)) @ reward.ravel())


def gradient(transition: Array, reward: Array, theta: Array, features: Array) -> list[float]:
    """Take central differences of J."""
    step = 1e-5
    return [
        (
            average_reward(transition, reward, theta + step * unit, features)
            - average_reward(transition, reward, theta - step * unit, features)
        )
        / (2 * step)
        for unit in np.eye(len(theta))
    ]


def evaluate(case: dict[str, Any]) -> dict[str, Any]:
    """Compute all of one MDP."""
    transition, reward = np.array(case["transition"]), np.array(case["reward"])
    theta, features = np.array(case["theta"]), np.array(case["policy_features"])
    phi = np.array(case["critic_features"])
    policy = softmax_policy(theta, features, reward.shape[1])
    matrix = chain(transition, policy)
    d = visits(matrix)
    value = np.linalg.pinv(np.eye(len(matrix)) - matrix) @ (reward.ravel() - d @ reward.ravel())
    system = phi.T @ np.diag(d) @ (matrix - np.eye(len(d))) @ phi
    vector = phi.T @ (d * (reward.ravel() - d @ reward.ravel()))
    return {
        "average_reward": float(d @ reward.ravel()),
        "visits": d.tolist(),
        "action_value": (value - d @ value).tolist(),
        "fixed_point": (-np.linalg.inv(system) @ vector).tolist(),
        "gradient": gradient(transition, reward, theta, features),
        "system": system.tolist(),
        "vector": vector.tolist(),
    }


def agreed(neighbors: list[list[int]], systems: list[dict[str, Any]]) -> list[list[float]]:
    """Tell where averaging critics go, a row for each agent."""
    size = len(neighbors)
    c = np.zeros((size, size))
    for agent, members in enumerate(neighbors):
        c[agent, members] = 1 / len(members)
    influence = np.linalg.matrix_power(c, 4096)
    matrices = np.array([one["system"] for one in systems])
    vectors = np.array([one["vector"] for one in systems])
    return [
        np.linalg.solve(
            np.tensordot(influence[agent], matrices, axes=1), -(influence[agent] @ vectors)
        ).tolist()
        for agent in range(size)
    ]


given = json.load(sys.stdin)
evaluated = [evaluate(case) for case in given["cases"]]
json.dump({"cases": evaluated, "agreed": agreed(given["neighbors"], evaluated)}, sys.stdout)
