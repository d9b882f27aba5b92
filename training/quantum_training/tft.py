"""A small Temporal Fusion Transformer (Lim et al., 2021, arXiv:1912.09363) that classifies the next move.

Kept of the paper: variable selection, gated residual networks, an LSTM encoder, interpretable attention with one value
head for all heads. Left out, because there is nothing for them here: static covariates, known future inputs, decoder.
Two changes buy the speed that a scan needs. Variables are embedded linearly, so that the weighted sum of all embeddings
is one matrix product instead of one small network each. Only the newest step asks the attention, because only it
answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

CLIP = 5.0
"""Robust deviations beyond which an input says no more than that it is extreme."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network. heads divides hidden; merge, the minutes that make one step of the encoder, divides 64."""

    features: int
    hidden: int = 16
    heads: int = 4
    dropout: float = 0.1
    merge: int = 4


class GatedResidual(nn.Module):
    """Gated residual network: norm(skip + gate · value), so that a layer which does not help can close itself."""

    def __init__(self, inputs: int, hidden: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.first = nn.Linear(inputs, hidden)
        self.second = nn.Linear(hidden, hidden)
        self.skip = nn.Identity() if inputs == outputs else nn.Linear(inputs, outputs)
        self.gate = GatedAdd(hidden, outputs, dropout)

    def forward(self, x: Tensor) -> Tensor:
        """[..., inputs] -> [..., outputs]."""
        return self.gate(self.second(nn.functional.elu(self.first(x))), self.skip(x))


class GatedAdd(nn.Module):
    """Gated linear unit on what is new, added to what was, normalised."""

    def __init__(self, inputs: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.value = nn.Linear(inputs, outputs)
        self.gate = nn.Linear(inputs, outputs)
        self.norm = nn.LayerNorm(outputs)

    def forward(self, new: Tensor, old: Tensor) -> Tensor:
        """[..., inputs] and [..., outputs] -> [..., outputs]."""
        new = self.dropout(new)
        return self.norm(old + torch.sigmoid(self.gate(new)) * self.value(new))


class RobustInput(nn.Module):
    """(x − median) · scale, NaN as the median, at most `CLIP` away from it. The statistics are part of the model."""

    def __init__(self, median: NDArray[np.float32], scale: NDArray[np.float32]) -> None:
        super().__init__()
        self.register_buffer("median", torch.from_numpy(median.copy()))
        self.register_buffer("scale", torch.from_numpy(scale.copy()))
        self.register_buffer("nothing", torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        """[..., F] -> [..., F], finite whatever comes in."""
        z = (x - self.median) * self.scale
        return torch.where(torch.isnan(z), self.nothing, z).clamp(-CLIP, CLIP)


class VariableSelection(nn.Module):
    """Weighs the variables anew in every minute, adds up their embeddings, and merges neighbouring minutes."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.merge = shape.merge
        self.judge = nn.Sequential(
            nn.Linear(shape.features, shape.hidden), nn.ELU(), nn.Linear(shape.hidden, shape.features))
        self.embed = nn.Linear(shape.features, shape.hidden, bias=False)
        self.offset = nn.Linear(shape.features, shape.hidden, bias=False)
        self.joins = nn.ModuleList(nn.Linear(shape.hidden, shape.hidden) for _ in range(shape.merge))
        self.mix = GatedResidual(shape.hidden, shape.hidden, shape.hidden, shape.dropout)

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """[64, N, F] -> [64 / merge, N, hidden] and the weights [64, N, F], which sum to 1."""
        weights = torch.softmax(self.judge(z), dim=-1)
        minutes = self.embed(weights * z) + self.offset(weights)
        steps = sum(join(minutes[at::self.merge]) for at, join in enumerate(self.joins))
        return self.mix(steps), weights


class LastStepAttention(nn.Module):
    """Interpretable attention: heads have their own queries and keys, share the values, and average their weights."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, self.width = shape.heads, shape.hidden // shape.heads
        self.query = nn.Linear(shape.hidden, shape.hidden)
        self.key = nn.Linear(shape.hidden, shape.hidden)
        self.value = nn.Linear(shape.hidden, self.width)
        self.out = nn.Linear(self.width, shape.hidden, bias=False)

    def forward(self, steps: Tensor) -> tuple[Tensor, Tensor]:
        """[S, N, hidden] -> [N, hidden] for the newest step, and the weights [S, N, 1], which sum to 1 over steps."""
        count = steps.shape[0]
        query = self.query(steps[-1]).reshape(1, -1, self.heads, self.width)
        key = self.key(steps).reshape(count, -1, self.heads, self.width)
        weights = torch.softmax((query * key).sum(dim=-1) / self.width ** 0.5, dim=0).mean(dim=-1, keepdim=True)
        return self.out((weights * self.value(steps)).sum(dim=0)), weights


class TemporalFusion(nn.Module):
    """The network. Time-major, so that a live window is scored where it lies."""

    def __init__(self, shape: Shape, median: NDArray[np.float32], scale: NDArray[np.float32]) -> None:
        super().__init__()
        hidden, dropout = shape.hidden, shape.dropout
        self.shape = shape
        self.input = RobustInput(median, scale)
        self.select = VariableSelection(shape)
        self.encoder = nn.LSTM(hidden, hidden)
        self.after_encoder = GatedAdd(hidden, hidden, dropout)
        self.attention = LastStepAttention(shape)
        self.after_attention = GatedAdd(hidden, hidden, dropout)
        self.feed_forward = GatedResidual(hidden, hidden, hidden, dropout)
        self.last = GatedAdd(hidden, hidden, dropout)
        self.head = nn.Linear(hidden, 3)

    def explain(self, window: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """[64, N, F] -> logits [N, 3], variable weights [64, N, F], attention [64 / merge, N, 1]."""
        selected, variables = self.select(self.input(window))
        encoded, _ = self.encoder(selected)
        temporal = self.after_encoder(encoded, selected)
        context, attention = self.attention(temporal)
        decided = self.feed_forward(self.after_attention(context, temporal[-1]))
        return self.head(self.last(decided, temporal[-1])), variables, attention

    def logits(self, window: Tensor) -> Tensor:
        """[64, N, F] -> [N, 3], before the softmax."""
        return self.explain(window)[0]

    def forward(self, window: Tensor) -> Tensor:
        """[64, N, F] -> probabilities [N, 3]: down, flat, up."""
        return torch.softmax(self.logits(window), dim=-1)


def robust_statistics(features: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Median [F] and 1 / robust deviation [F] of rows [N, F]; a feature that hardly moves keeps its unit."""
    quarter, median, three_quarters = np.nanpercentile(features, [25, 50, 75], axis=0)
    deviation = (three_quarters - quarter) / 1.349
    deviation = np.where(deviation > 1e-9, deviation, np.nanstd(features, axis=0))
    scale = 1 / np.where(deviation > 1e-9, deviation, 1.0)
    return np.nan_to_num(median).astype(np.float32), np.nan_to_num(scale, nan=1.0).astype(np.float32)
