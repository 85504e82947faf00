"""PyTorch with all agents stacked: batched matrix products, one fused Adam."""

import os

import torch
from exchange import Array, Batch, Setting, join_critic, split_critic
from torch import Tensor

torch.set_num_threads(len(os.sched_getaffinity(0)))


def mu(network: list[Tensor], obs: Tensor, bound: Tensor) -> Tensor:
    """Compute actions [L, B, A]."""
    k1, b1, k2, b2, k3, b3 = network
    first = torch.baddbmm(b1, obs, k1).relu_()
    second = torch.baddbmm(b2, first, k2).relu_()
    return torch.baddbmm(b3, second, k3).tanh() * bound


def q(network: list[Tensor], obs: Tensor, action: Tensor) -> Tensor:
    """Compute values [L, B]."""
    k1, b1, of_hidden, of_action, b2, k3, b3 = network
    first = torch.baddbmm(b1, obs, k1).relu_()
    second = torch.baddbmm(torch.baddbmm(b2, action, of_action), first, of_hidden).relu_()
    return torch.baddbmm(b3, second, k3).squeeze(2)


class TorchStacked:
    """All agents at once."""

    def __init__(self, setting: Setting, networks: dict[str, list[Array]]) -> None:
        """Start from `networks`."""
        self.online = {
            name: [torch.from_numpy(tensor.copy()).requires_grad_() for tensor in tensors]
            for name, tensors in split_critic(networks).items()
        }
        self.targets = {
            name: [tensor.detach().clone() for tensor in tensors]
            for name, tensors in self.online.items()
        }
        self.adam = {
            name: torch.optim.Adam(tensors, setting[f"{name}LearningRate"], fused=True)
            for name, tensors in self.online.items()
        }
        self.bound = torch.tensor(setting["bound"], dtype=torch.float32)
        self.tau = setting["tau"]
        self.temperature = setting["temperature"]
        size = max(map(len, setting["neighbors"]))
        # Neighborhoods [L, K], filled up with the agent itself, which does not count twice.
        self.members = torch.tensor(
            [group + group[:1] * (size - len(group)) for group in setting["neighbors"]]
        )
        self.counts = torch.tensor(
            [[k < len(group) for k in range(size)] for group in setting["neighbors"]]
        )
        self.versions = {"torch": torch.__version__, "threads": str(torch.get_num_threads())}

    @torch.no_grad()
    def act(self, obs: Array) -> Array:
        """Ask all actors at once."""
        return mu(self.online["actor"], torch.from_numpy(obs)[:, None], self.bound)[:, 0].numpy()

    def update(self, batch: Batch, combines: bool) -> None:
        """Update; losses are sums over agents, so that each agent's gradient is its own."""
        obs, action, reward, next_obs, discount = (
            torch.from_numpy(batch[name])
            for name in ("obs", "action", "reward", "nextObs", "discount")
        )
        actor, critic = self.online["actor"], self.online["critic"]
        with torch.no_grad():
            next_action = mu(self.targets["actor"], next_obs, self.bound)
            target = reward + discount * q(self.targets["critic"], next_obs, next_action)
        self.descend("critic", (q(critic, obs, action) - target).square().mean(1).sum())
        self.descend("actor", -q(critic, obs, mu(actor, obs, self.bound)).mean(1).sum())
        self.soft_update()
        if combines:
            self.combine()

    def descend(self, name: str, loss: Tensor) -> None:
        """Do one step of Adam on one network; gradients of that network only."""
        self.adam[name].zero_grad()
        loss.backward(inputs=self.online[name])
        self.adam[name].step()

    @torch.no_grad()
    def soft_update(self) -> None:
        """Move the targets towards the online networks."""
        torch._foreach_lerp_(
            self.targets["actor"] + self.targets["critic"],
            self.online["actor"] + self.online["critic"],
            self.tau,
        )

    @torch.no_grad()
    def combine(self) -> None:
        """Do a soft-medoid round: distances without temporaries, one product with the weights."""
        for tensors in self.online.values():
            flat = [tensor.view(len(tensor), -1) for tensor in tensors]
            distances = sum(torch.pdist(rows).square_() for rows in flat).sqrt_()
            weights = self.weights(distances)
            for tensor, rows in zip(tensors, flat, strict=True):
                tensor.copy_((weights @ rows).view_as(tensor))
        self.soft_update()

    def weights(self, distances: Tensor) -> Tensor:
        """Compute the matrix C_t [L, L] from the distances of all pairs."""
        learners = len(self.members)
        first, second = torch.triu_indices(learners, learners, 1)
        distance = torch.zeros(learners, learners)
        distance[first, second] = distance[second, first] = distances
        own = distance[self.members[:, :, None], self.members[:, None, :]]
        totals = (own * self.counts[:, None, :]).sum(2)
        scores = torch.where(self.counts, -totals / self.temperature, -torch.inf)
        weights = torch.zeros(learners, learners)
        return weights.scatter_add_(1, self.members, torch.softmax(scores, 1))

    def wait(self) -> None:
        """Return at once: PyTorch computes at once on a CPU."""

    def networks(self) -> dict[str, list[Array]]:
        """Give the online parameters."""
        return join_critic(
            {
                name: [tensor.detach().numpy() for tensor in tensors]
                for name, tensors in self.online.items()
            }
        )
