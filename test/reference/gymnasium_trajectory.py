"""Gymnasium itself, in process: the trajectory that a worker has to reproduce bit for bit.

Reads {"task", "seeds", "steps"} as JSON from standard input. Each environment is made with all of
Gymnasium's wrappers, seeded, and stepped; whenever an episode ends it is reset, without a seed.
Actions are random within the bounds. In the pendulum, every second environment is balanced instead,
so that its episodes reach their time limit. Writes JSON: arrays are base64 of little-endian bytes.
"""

import base64
import json
import sys
import warnings
from typing import Any

import gymnasium
import numpy as np
from numpy.typing import NDArray


def balance(obs: NDArray[np.float64]) -> float:
    """Push the cart so that the pole stays up and the cart near the middle."""
    return float(np.dot([0.6, 20.0, 1.0, 2.5], obs))


def encode(array: Any, dtype: str) -> str:
    """Write an array as base64 of its bytes."""
    return base64.b64encode(np.asarray(array).astype(dtype).tobytes()).decode()


def main() -> None:
    """Play and print."""
    request = json.load(sys.stdin)
    task, seeds, steps = request["task"], request["seeds"], request["steps"]
    warnings.simplefilter("ignore", DeprecationWarning)
    envs = [gymnasium.make(task) for _ in seeds]
    rng = np.random.default_rng(0)
    low, high = envs[0].action_space.low, envs[0].action_space.high
    obs = [env.reset(seed=seed)[0] for env, seed in zip(envs, seeds, strict=True)]
    first_obs = encode(obs, "<f8")
    log = []
    for _ in range(steps):
        actions = rng.uniform(low, high, size=(len(envs), low.size)).astype(np.float32)
        if task.startswith("InvertedPendulum"):
            for e in range(0, len(envs), 2):
                actions[e] = balance(obs[e])
        actions = actions.clip(low, high)
        results = [env.step(action) for env, action in zip(envs, actions, strict=True)]
        obs = [result[0] for result in results]
        entry = {
            "action": encode(actions, "<f4"),
            "obs": encode(obs, "<f8"),
            "reward": encode([result[1] for result in results], "<f8"),
            "terminated": encode([result[2] for result in results], "u1"),
            "truncated": encode([result[3] for result in results], "u1"),
        }
        over = [e for e, result in enumerate(results) if result[2] or result[3]]
        for e in over:
            obs[e] = envs[e].reset()[0]
        log.append(entry | {"over": over, "reset": encode([obs[e] for e in over], "<f8")})
    json.dump({"firstObs": first_obs, "steps": log}, sys.stdout)


if __name__ == "__main__":
    main()
