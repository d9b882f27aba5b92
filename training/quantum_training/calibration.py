"""Turns raw scores into probabilities that hold: vector scaling, and the measures of how well it does.

q = softmax(scale * ln(clip(p, 1e-7, 1)) + bias). Four numbers: they cannot learn a history by heart, they keep the
order of scores for a given odds ratio, they undo class weights, and C# computes them in one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
"""[rows, 3]: down, flat, up."""

FLOOR = 1e-7
SCALE_MIN = 0.05
"""Scores without any value would be scaled to nothing, and with all scores equal no threshold could part them."""

BINS = 15


@dataclass(frozen=True)
class Calibration:
    """Vector scaling. scale: > 0, without unit; bias: three log-odds that sum to 0."""

    scale: float
    bias: tuple[float, float, float]

    def apply(self, raw: NDArray[Any]) -> Probabilities:
        """Calibrates [rows, 3] in double precision, whatever the precision of the scores."""
        logits = self.scale * np.log(np.clip(raw.astype(np.float64), FLOOR, 1.0)) + np.array(self.bias)
        return softmax(logits)

    def as_json(self) -> dict[str, Any]:
        """The form of the manifest."""
        return {"scale": self.scale, "bias": list(self.bias)}


IDENTITY = Calibration(1.0, (0.0, 0.0, 0.0))


def softmax(logits: NDArray[np.float64]) -> Probabilities:
    """Over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def fit(raw: NDArray[Any], labels: NDArray[np.int8], steps_max: int = 50) -> Calibration:
    """Least log loss by damped Newton steps; the loss is convex in the four numbers, so the answer is the one answer.

    raw: [rows, 3]; labels: [rows] in 0..2. Rows count alike: a probability is about frequency, not about importance.
    """
    scores = np.log(np.clip(raw.astype(np.float64), FLOOR, 1.0))
    truth = np.eye(3)[labels]
    theta = np.array([1.0, 0.0, 0.0, 0.0])
    loss = loss_of(theta, scores, labels)
    for _ in range(steps_max):
        gradient, curvature = derivatives(theta, scores, truth)
        free = np.array([not (theta[0] <= SCALE_MIN and gradient[0] > 0), True, True, True])
        step = np.zeros(4)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        size = 1.0
        while size > 1e-6:
            moved = theta - size * step
            moved[0] = max(moved[0], SCALE_MIN)
            moved_loss = loss_of(moved, scores, labels)
            if moved_loss <= loss:
                break
            size /= 2
        else:
            break
        gain, theta, loss = loss - moved_loss, moved, moved_loss
        if gain < 1e-12:
            break
    bias = theta[1:] - theta[1:].mean()
    return Calibration(float(theta[0]), (float(bias[0]), float(bias[1]), float(bias[2])))


def loss_of(theta: NDArray[np.float64], scores: NDArray[np.float64], labels: NDArray[np.int8]) -> float:
    """Mean log loss at scale theta[0] and bias theta[1:]."""
    return log_loss(softmax(theta[0] * scores + theta[1:]), labels)


def derivatives(
    theta: NDArray[np.float64], scores: NDArray[np.float64], truth: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gradient [4] and curvature [4, 4] of the mean log loss; a ridge keeps the bias's free constant at 0."""
    rows = len(scores)
    q = softmax(theta[0] * scores + theta[1:])
    error = q - truth
    gradient = np.r_[(error * scores).sum() / rows, error.sum(axis=0) / rows]
    mean_score = (q * scores).sum(axis=1, keepdims=True)
    curvature = np.empty((4, 4))
    curvature[0, 0] = (q * scores * (scores - mean_score)).sum() / rows
    curvature[0, 1:] = curvature[1:, 0] = (q * (scores - mean_score)).sum(axis=0) / rows
    curvature[1:, 1:] = np.diag(q.mean(axis=0)) - q.T @ q / rows
    gradient[1:] += 1e-6 * theta[1:]
    return gradient, curvature + 1e-6 * np.eye(4)


def log_loss(probabilities: NDArray[Any], labels: NDArray[np.int8]) -> float:
    """Mean of -ln p(what happened), in nats; ln 3 = 1.0986 knows nothing."""
    chosen = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.clip(chosen, 1e-12, 1.0)).mean())


def reliability(probabilities: Probabilities, labels: NDArray[np.int8], klass: int) -> list[dict[str, float]]:
    """For one class: per bin of equal width, how often it was said to happen and how often it did."""
    said = probabilities[:, klass]
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    table = []
    for index in np.unique(bins):
        inside = bins == index
        table.append({
            "said": float(said[inside].mean()),
            "happened": float((labels[inside] == klass).mean()),
            "rows": int(inside.sum()),
        })
    return table


def expected_error(probabilities: Probabilities, labels: NDArray[np.int8]) -> float:
    """Expected calibration error: the mean distance between said and happened, of the class where it is largest."""
    errors = []
    for klass in range(3):
        table = reliability(probabilities, labels, klass)
        errors.append(sum(row["rows"] * abs(row["said"] - row["happened"]) for row in table) / max(len(labels), 1))
    return float(max(errors))
