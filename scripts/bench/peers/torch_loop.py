"""PyTorch as most programs use it: modules and optimizers of each agent, one agent at a time."""

import os

import numpy as np
import torch
import torch.nn.functional as F
from exchange import Array, Batch, Setting, pairs
from torch import Tensor, nn

torch.set_num_threads(len(os.sched_getaffinity(0)))


class Actor(nn.Module):
    """mu(s)."""

    def __init__(self, observation: int, hidden: list[int], action: int, bound: Tensor) -> None:
        """Make layers of `hidden` units."""
        super().__init__()
        self.layers = nn.ModuleList(
            [
                nn.Linear(observation, hidden[0]),
                nn.Linear(hidden[0], hidden[1]),
                nn.Linear(hidden[1], action),
            ]
        )
        self.register_buffer("bound", bound)

    def forward(self, obs: Tensor) -> Tensor:
        """Compute actions within the bound."""
        first, second, last = self.layers
        return torch.tanh(last(F.relu(second(F.relu(first(obs)))))) * self.bound


class Critic(nn.Module):
    """Q(s, a), the action entering at the second layer."""

    def __init__(self, observation: int, hidden: list[int], action: int) -> None:
        """Make layers of `hidden` units."""
        super().__init__()
        self.layers = nn.ModuleList(
            [
                nn.Linear(observation, hidden[0]),
                nn.Linear(hidden[0] + action, hidden[1]),
                nn.Linear(hidden[1], 1),
            ]
        )

    def forward(self, obs: Tensor, action: Tensor) -> Tensor:
        """Compute values [B]."""
        first, second, last = self.layers
        return last(F.relu(second(torch.cat([F.relu(first(obs)), action], 1)))).squeeze(1)


class Agent:
    """One DDPG learner."""

    def __init__(self, setting: Setting, networks: dict[str, list[Array]], row: int) -> None:
        """Start from row `row` of `networks`."""
        sizes = (setting["observation"], setting["hidden"], setting["action"])
        bound = torch.tensor(setting["bound"], dtype=torch.float32)
        self.actor, self.target_actor = (Actor(*sizes, bound) for _ in range(2))
        self.critic, self.target_critic = (Critic(*sizes) for _ in range(2))
        for network, values in (
            (self.actor, networks["actor"]),
            (self.target_actor, networks["actor"]),
            (self.critic, networks["critic"]),
            (self.target_critic, networks["critic"]),
        ):
            with torch.no_grad():
                for parameter, value in zip(network.parameters(), values, strict=True):
                    # PyTorch's kernels are [outputs, inputs].
                    parameter.copy_(torch.from_numpy(value[row]).T.reshape(parameter.shape))
        self.actor_parameters = list(self.actor.parameters())
        self.critic_parameters = list(self.critic.parameters())
        self.parameters = self.actor_parameters + self.critic_parameters
        self.targets = [*self.target_actor.parameters(), *self.target_critic.parameters()]
        self.actor_adam = torch.optim.Adam(
            self.actor_parameters, setting["actorLearningRate"], fused=True
        )
        self.critic_adam = torch.optim.Adam(
            self.critic_parameters, setting["criticLearningRate"], fused=True
        )
        self.tau = setting["tau"]

    def update(self, batch: list[Tensor]) -> None:
        """Step the critic, the actor through the new critic, and the targets."""
        obs, action, reward, next_obs, discount = batch
        with torch.no_grad():
            next_value = self.target_critic(next_obs, self.target_actor(next_obs))
            target = reward + discount * next_value
        self.critic_adam.zero_grad()
        F.mse_loss(self.critic(obs, action), target).backward()
        self.critic_adam.step()

        self.actor_adam.zero_grad()
        loss = -self.critic(obs, self.actor(obs)).mean()
        # Without `inputs` the critic's gradients would be computed for nothing.
        loss.backward(inputs=self.actor_parameters)
        self.actor_adam.step()
        self.soft_update()

    @torch.no_grad()
    def soft_update(self) -> None:
        """Move the targets towards the online networks."""
        torch._foreach_lerp_(self.targets, self.parameters, self.tau)


class TorchLoop:
    """All agents, one after the other."""

    def __init__(self, setting: Setting, networks: dict[str, list[Array]]) -> None:
        """Make one agent a row."""
        self.agents = [Agent(setting, networks, row) for row in range(setting["learners"])]
        self.neighbors = setting["neighbors"]
        self.pairs = pairs(self.neighbors)
        self.temperature = setting["temperature"]
        self.versions = {"torch": torch.__version__, "threads": str(torch.get_num_threads())}

    @torch.no_grad()
    def act(self, obs: Array) -> Array:
        """Ask each agent's own actor."""
        rows = torch.from_numpy(obs)
        return torch.stack(
            [agent.actor(row[None])[0] for agent, row in zip(self.agents, rows, strict=True)]
        ).numpy()

    def update(self, batch: Batch, combines: bool) -> None:
        """Do one update of each agent on its own batch."""
        tensors = [
            torch.from_numpy(batch[name])
            for name in ("obs", "action", "reward", "nextObs", "discount")
        ]
        for row, agent in enumerate(self.agents):
            agent.update([tensor[row] for tensor in tensors])
        if combines:
            self.combine()

    @torch.no_grad()
    def combine(self) -> None:
        """Let each agent weigh what it and its neighbors have."""
        for network in ("actor_parameters", "critic_parameters"):
            vectors = [
                nn.utils.parameters_to_vector(getattr(agent, network)) for agent in self.agents
            ]
            distance = {}
            for a, b in self.pairs:
                difference = vectors[a] - vectors[b]
                distance[a, b] = distance[b, a] = difference.dot(difference).sqrt()
            zero = torch.zeros(())
            for agent, group in zip(self.agents, self.neighbors, strict=True):
                totals = torch.stack(
                    [sum((distance[a, b] for b in group if b != a), zero) for a in group]
                )
                weights = torch.softmax(-totals / self.temperature, 0).tolist()
                combined = vectors[group[0]] * weights[0]
                for member, weight in zip(group[1:], weights[1:], strict=True):
                    combined.add_(vectors[member], alpha=weight)
                assign(getattr(agent, network), combined)
        for agent in self.agents:
            agent.soft_update()

    def wait(self) -> None:
        """Return at once: PyTorch computes at once on a CPU."""

    def networks(self) -> dict[str, list[Array]]:
        """Stack the agents' parameters."""
        return {
            name: [
                np.stack([as_rows(parameter) for parameter in tensors])
                for tensors in zip(
                    *(getattr(agent, f"{name}_parameters") for agent in self.agents), strict=True
                )
            ]
            for name in ("actor", "critic")
        }


def as_rows(parameter: Tensor) -> Array:
    """Give kernels [inputs, outputs] and biases [1, outputs]."""
    return parameter.detach().numpy().T.reshape(-1, parameter.shape[0])


def assign(parameters: list[nn.Parameter], vector: Tensor) -> None:
    """Copy, as `vector_to_parameters` would make the parameters views of one vector."""
    start = 0
    for parameter in parameters:
        end = start + parameter.numel()
        parameter.copy_(vector[start:end].view_as(parameter))
        start = end
