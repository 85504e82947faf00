"""JAX: one compiled program for an update of all agents, the state donated to it."""

import functools
import math
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from exchange import NETWORKS, Array, Batch, Setting, join_critic, pairs, split_critic

Network = list[jax.Array]
State = dict[str, Any]

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def mu(network: Network, obs: jax.Array, bound: jax.Array) -> jax.Array:
    """Compute actions of one agent [B, A]."""
    k1, b1, k2, b2, k3, b3 = network
    return jnp.tanh(jax.nn.relu(jax.nn.relu(obs @ k1 + b1) @ k2 + b2) @ k3 + b3) * bound


def q(network: Network, obs: jax.Array, action: jax.Array) -> jax.Array:
    """Compute values of one agent [B]."""
    k1, b1, of_hidden, of_action, b2, k3, b3 = network
    first = jax.nn.relu(obs @ k1 + b1)
    second = jax.nn.relu(first @ of_hidden + action @ of_action + b2)
    return (second @ k3 + b3)[:, 0]


def critic_loss(critic: Network, obs: jax.Array, action: jax.Array, target: jax.Array) -> jax.Array:
    """Compute the mean squared TD error of one agent."""
    return jnp.mean((q(critic, obs, action) - target) ** 2)


def actor_loss(actor: Network, critic: Network, obs: jax.Array, bound: jax.Array) -> jax.Array:
    """Compute -Q(s, mu(s)), the mean over one agent's batch."""
    return -jnp.mean(q(critic, obs, mu(actor, obs, bound)))


def adam(network: Network, gradients: Network, state: State, rate: float) -> tuple[Network, State]:
    """Step by Kingma and Ba's algorithm, the corrections outside of the elementwise work."""
    steps = state["steps"] + 1
    correction1 = -jnp.expm1(steps * math.log(BETA1))
    correction2 = jnp.sqrt(-jnp.expm1(steps * math.log(BETA2)))
    size, epsilon = rate * correction2 / correction1, EPSILON * correction2
    m = [BETA1 * a + (1 - BETA1) * g for a, g in zip(state["m"], gradients, strict=True)]
    v = [BETA2 * a + (1 - BETA2) * g * g for a, g in zip(state["v"], gradients, strict=True)]
    moved = [p - size * a / (jnp.sqrt(b) + epsilon) for p, a, b in zip(network, m, v, strict=True)]
    return moved, {"m": m, "v": v, "steps": steps}


def update(
    state: State, batch: dict[str, jax.Array], setting: Setting, combines: bool = False
) -> State:
    """Step the critic, the actor through the new critic, and the targets; then do a round."""
    online, targets = state["online"], state["targets"]
    bound = jnp.asarray(setting["bound"], jnp.float32)
    act = functools.partial(mu, bound=bound)
    obs = batch["obs"]

    next_action = jax.vmap(act)(targets["actor"], batch["nextObs"])
    next_value = jax.vmap(q)(targets["critic"], batch["nextObs"], next_action)
    target = batch["reward"] + batch["discount"] * next_value
    gradients = jax.vmap(jax.grad(critic_loss))(online["critic"], obs, batch["action"], target)
    critic, critic_adam = adam(
        online["critic"], gradients, state["adam"]["critic"], setting["criticLearningRate"]
    )

    through = functools.partial(actor_loss, bound=bound)
    gradients = jax.vmap(jax.grad(through))(online["actor"], critic, obs)
    actor, actor_adam = adam(
        online["actor"], gradients, state["adam"]["actor"], setting["actorLearningRate"]
    )

    online = {"actor": actor, "critic": critic}
    updated = {
        "online": online,
        "targets": soft_update(targets, online, setting["tau"]),
        "adam": {"actor": actor_adam, "critic": critic_adam},
    }
    return combine(updated, setting) if combines else updated


def soft_update(targets: State, online: State, tau: float) -> State:
    """Move the targets towards the online networks."""
    return jax.tree.map(lambda slow, fast: slow + tau * (fast - slow), targets, online)


def combine(state: State, setting: Setting) -> State:
    """Do a soft-medoid round of both networks, then one more soft update of the targets."""
    online = {name: soft_medoid(state["online"][name], setting) for name in NETWORKS}
    targets = soft_update(state["targets"], online, setting["tau"])
    return {**state, "online": online, "targets": targets}


def soft_medoid(network: Network, setting: Setting) -> Network:
    """Compute distances of the pairs that occur, softmax, weighted sums of at most K rows."""
    neighbors = setting["neighbors"]
    flat = [tensor.reshape(len(tensor), -1) for tensor in network]
    ends = pairs(neighbors)
    squares = [sum(square_distance(rows[a], rows[b]) for rows in flat) for a, b in ends]
    distance = {}
    for (a, b), square in zip(ends, squares, strict=True):
        distance[a, b] = distance[b, a] = jnp.sqrt(square)
    weights = []
    for group in neighbors:
        totals = jnp.stack([sum(distance[a, b] for b in group if b != a) for a in group])
        weights.append(jax.nn.softmax(-totals / setting["temperature"]))
    return [
        jnp.stack(
            [
                sum(weight[k] * tensor[member] for k, member in enumerate(group))
                for weight, group in zip(weights, neighbors, strict=True)
            ]
        )
        for tensor in network
    ]


def square_distance(a: jax.Array, b: jax.Array) -> jax.Array:
    """Compute ||a - b||^2."""
    return jnp.sum((a - b) ** 2)


class JaxStacked:
    """All agents at once."""

    def __init__(self, setting: Setting, networks: dict[str, list[Array]]) -> None:
        """Start from `networks`."""
        parts = split_critic(networks)
        online = {name: [jnp.asarray(tensor) for tensor in parts[name]] for name in NETWORKS}
        zeros = functools.partial(jax.tree.map, jnp.zeros_like)
        self.state: State = {
            "online": online,
            "targets": jax.tree.map(jnp.copy, online),
            "adam": {
                name: {"m": zeros(online[name]), "v": zeros(online[name]), "steps": jnp.float32(0)}
                for name in NETWORKS
            },
        }
        self.temperature = setting["temperature"]
        self.jit_update = jax.jit(
            functools.partial(update, setting=setting),
            static_argnames="combines",
            donate_argnums=0,
        )
        bound = jnp.asarray(setting["bound"], jnp.float32)
        self.jit_act = jax.jit(jax.vmap(lambda actor, obs: mu(actor, obs[None], bound)[0]))
        self.versions = {"jax": jax.__version__, "jaxlib": jax.lib.__version__}

    def act(self, obs: Array) -> Array:
        """Ask all actors at once."""
        return np.asarray(self.jit_act(self.state["online"]["actor"], obs))

    def update(self, batch: Batch, combines: bool) -> None:
        """Do one update of all agents, and the round in the same program."""
        self.state = self.jit_update(self.state, batch, combines=combines)

    def wait(self) -> None:
        """Block, as JAX returns before it has computed."""
        jax.block_until_ready(self.state)

    def networks(self) -> dict[str, list[Array]]:
        """Give the online parameters."""
        return join_critic(
            {
                name: [np.asarray(tensor) for tensor in tensors]
                for name, tensors in self.state["online"].items()
            }
        )
