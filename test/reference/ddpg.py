"""Deep deterministic policy gradient once more, in NumPy float64, one learner at a time.

The backward passes are written out by hand. Reads from standard input
{"settings": Settings, "learners": [{"actor", "critic"}, ...], "batches": [[Batch, ...], ...]}, the
parameters flat, the batches by step and learner. Writes for each learner the losses of each step,
the parameters after the last step, and for its first batch the gradients of both losses, once by
the backward passes and once by central differences.
"""

import json
import sys
from collections.abc import Callable
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Network = list[Array]
"""Kernel and bias of each of the three layers, in turn."""

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


class Settings(TypedDict):
    """What an update needs to know besides parameters and a batch."""

    observation: int
    action: int
    hidden: list[int]
    critic_action_layer: int
    bound: list[float]
    actor_learning_rate: float
    critic_learning_rate: float
    tau: float


class Batch(TypedDict):
    """Transitions of one learner."""

    obs: Array
    action: Array
    reward: Array
    next_obs: Array
    discount: Array


def actor_shapes(settings: Settings) -> list[tuple[int, int]]:
    """Shapes of the kernels."""
    first, second = settings["hidden"]
    return [
        (settings["observation"], first),
        (first, second),
        (second, settings["action"]),
    ]


def critic_shapes(settings: Settings) -> list[tuple[int, int]]:
    """Shapes of the kernels."""
    first, second = settings["hidden"]
    at_first = settings["action"] if settings["critic_action_layer"] == 1 else 0
    at_second = settings["action"] - at_first
    return [
        (settings["observation"] + at_first, first),
        (first + at_second, second),
        (second, 1),
    ]


def split(flat: Array, kernels: list[tuple[int, int]]) -> Network:
    """Cut a flat vector into kernels and biases."""
    network: Network = []
    at = 0
    for rows, columns in kernels:
        for shape in ((rows, columns), (columns,)):
            size = int(np.prod(shape))
            network.append(flat[at : at + size].reshape(shape).copy())
            at += size
    assert at == len(flat)
    return network


def join(network: Network) -> Array:
    """Undo `split`."""
    return np.concatenate([tensor.ravel() for tensor in network])


def mu(network: Network, obs: Array, bound: Array) -> tuple[Array, tuple[Array, Array, Array]]:
    """Actions, and what the backward pass needs."""
    k1, b1, k2, b2, k3, b3 = network
    h1 = np.maximum(obs @ k1 + b1, 0)
    h2 = np.maximum(h1 @ k2 + b2, 0)
    squashed = np.tanh(h2 @ k3 + b3)
    return squashed * bound, (h1, h2, squashed)


def mu_backward(network: Network, obs: Array, bound: Array, d_action: Array) -> Network:
    """Gradients for the actor's parameters."""
    _, _, k2, _, k3, _ = network
    _, (h1, h2, squashed) = mu(network, obs, bound)
    d3 = d_action * bound * (1 - squashed**2)
    d2 = (d3 @ k3.T) * (h2 > 0)
    d1 = (d2 @ k2.T) * (h1 > 0)
    return [obs.T @ d1, d1.sum(0), h1.T @ d2, d2.sum(0), h2.T @ d3, d3.sum(0)]


def q(network: Network, obs: Array, action: Array, layer: int) -> tuple[Array, list[Array]]:
    """Values, and the input of each layer."""
    k1, b1, k2, b2, k3, b3 = network
    x1 = np.hstack([obs, action]) if layer == 1 else obs
    h1 = np.maximum(x1 @ k1 + b1, 0)
    x2 = np.hstack([h1, action]) if layer == 2 else h1
    h2 = np.maximum(x2 @ k2 + b2, 0)
    return (h2 @ k3 + b3)[:, 0], [x1, x2, h2]


def q_backward(
    network: Network, obs: Array, action: Array, layer: int, d_q: Array
) -> tuple[Network, Array]:
    """Gradients for the critic's parameters and for the action."""
    k1, _, k2, _, k3, _ = network
    _, (x1, x2, h2) = q(network, obs, action, layer)
    units = k1.shape[1]
    d3 = d_q[:, None]
    d2 = (d3 @ k3.T) * (h2 > 0)
    d_x2 = d2 @ k2.T
    d1 = d_x2[:, :units] * (x2[:, :units] > 0)
    d_action = d_x2[:, units:] if layer == 2 else (d1 @ k1.T)[:, obs.shape[1] :]
    return [x1.T @ d1, d1.sum(0), x2.T @ d2, d2.sum(0), h2.T @ d3, d3.sum(0)], d_action


class Adam:
    """Algorithm 1 of Kingma and Ba, as it is printed."""

    def __init__(self, network: Network, learning_rate: float) -> None:
        """Begin with moments of zero."""
        self.learning_rate = learning_rate
        self.steps = 0
        self.m = [np.zeros_like(tensor) for tensor in network]
        self.v = [np.zeros_like(tensor) for tensor in network]

    def step(self, network: Network, gradients: Network) -> None:
        """Change the network in place."""
        self.steps += 1
        for index, gradient in enumerate(gradients):
            self.m[index] = BETA1 * self.m[index] + (1 - BETA1) * gradient
            self.v[index] = BETA2 * self.v[index] + (1 - BETA2) * gradient**2
            m_hat = self.m[index] / (1 - BETA1**self.steps)
            v_hat = self.v[index] / (1 - BETA2**self.steps)
            network[index] -= self.learning_rate * m_hat / (np.sqrt(v_hat) + EPSILON)


class Learner:
    """Online networks, targets and optimizers."""

    def __init__(self, settings: Settings, actor: Array, critic: Array) -> None:
        """Begin with targets equal to the online networks."""
        self.settings = settings
        self.bound = np.array(settings["bound"])
        self.layer = settings["critic_action_layer"]
        self.actor = split(actor, actor_shapes(settings))
        self.critic = split(critic, critic_shapes(settings))
        self.target_actor = split(actor, actor_shapes(settings))
        self.target_critic = split(critic, critic_shapes(settings))
        self.actor_adam = Adam(self.actor, settings["actor_learning_rate"])
        self.critic_adam = Adam(self.critic, settings["critic_learning_rate"])

    def td_target(self, batch: Batch) -> Array:
        """Bellman target from the slow networks."""
        next_action, _ = mu(self.target_actor, batch["next_obs"], self.bound)
        next_q, _ = q(self.target_critic, batch["next_obs"], next_action, self.layer)
        return batch["reward"] + batch["discount"] * next_q

    def critic_loss(self, critic: Network, batch: Batch) -> float:
        """Mean squared error to the target."""
        values, _ = q(critic, batch["obs"], batch["action"], self.layer)
        return float(np.mean((values - self.td_target(batch)) ** 2))

    def critic_gradients(self, batch: Batch) -> Network:
        """Gradients of `critic_loss`."""
        values, _ = q(self.critic, batch["obs"], batch["action"], self.layer)
        d_q = 2 * (values - self.td_target(batch)) / len(values)
        return q_backward(self.critic, batch["obs"], batch["action"], self.layer, d_q)[0]

    def actor_loss(self, actor: Network, batch: Batch) -> float:
        """Minus the mean value of what the actor would do."""
        action, _ = mu(actor, batch["obs"], self.bound)
        return -float(np.mean(q(self.critic, batch["obs"], action, self.layer)[0]))

    def actor_gradients(self, batch: Batch) -> Network:
        """Gradients of `actor_loss`."""
        obs = batch["obs"]
        action, _ = mu(self.actor, obs, self.bound)
        d_q = np.full(len(obs), -1 / len(obs))
        _, d_action = q_backward(self.critic, obs, action, self.layer, d_q)
        return mu_backward(self.actor, obs, self.bound, d_action)

    def update(self, batch: Batch) -> tuple[float, float]:
        """Critic, actor through the new critic, targets. Returns both losses before their step."""
        critic_loss = self.critic_loss(self.critic, batch)
        self.critic_adam.step(self.critic, self.critic_gradients(batch))
        actor_loss = self.actor_loss(self.actor, batch)
        self.actor_adam.step(self.actor, self.actor_gradients(batch))
        tau = self.settings["tau"]
        for slow, fast in (
            (self.target_actor, self.actor),
            (self.target_critic, self.critic),
        ):
            for index, tensor in enumerate(fast):
                slow[index] = tau * tensor + (1 - tau) * slow[index]
        return critic_loss, actor_loss


def central_differences(
    loss: Callable[[Network], float], network: Network, step: float = 1e-6
) -> Array:
    """Numerical gradient, one parameter at a time."""
    flat = join(network)
    gradient = np.empty_like(flat)
    kernels = [(tensor.shape[0], tensor.shape[1]) for tensor in network[::2]]
    for index in range(len(flat)):
        ends = []
        for sign in (1, -1):
            moved = flat.copy()
            moved[index] += sign * step
            ends.append(loss(split(moved, kernels)))
        gradient[index] = (ends[0] - ends[1]) / (2 * step)
    return gradient


def run(settings: Settings, actor: Array, critic: Array, batches: list[Batch]) -> dict[str, object]:
    """All of one learner."""
    learner = Learner(settings, actor, critic)
    first = batches[0]
    report: dict[str, object] = {
        "criticGradient": join(learner.critic_gradients(first)).tolist(),
        "actorGradient": join(learner.actor_gradients(first)).tolist(),
        "criticDifferences": central_differences(
            lambda network: learner.critic_loss(network, first), learner.critic
        ).tolist(),
        "actorDifferences": central_differences(
            lambda network: learner.actor_loss(network, first), learner.actor
        ).tolist(),
    }
    losses = [learner.update(batch) for batch in batches]
    report["criticLosses"] = [critic_loss for critic_loss, _ in losses]
    report["actorLosses"] = [actor_loss for _, actor_loss in losses]
    report["actor"] = join(learner.actor).tolist()
    report["critic"] = join(learner.critic).tolist()
    return report


def as_batch(batch: dict[str, list[float]]) -> Batch:
    """Make arrays of the lists."""
    return Batch(
        obs=np.array(batch["obs"]),
        action=np.array(batch["action"]),
        reward=np.array(batch["reward"]),
        next_obs=np.array(batch["nextObs"]),
        discount=np.array(batch["discount"]),
    )


if __name__ == "__main__":
    given = json.load(sys.stdin)
    json.dump(
        [
            run(
                given["settings"],
                np.array(learner["actor"]),
                np.array(learner["critic"]),
                [as_batch(step[index]) for step in given["batches"]],
            )
            for index, learner in enumerate(given["learners"])
        ],
        sys.stdout,
    )
