"""What probabilities and signals were worth. Returns are shares of the position after fees, slippage and funding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from .calibration import Probabilities, expected_error, log_loss
from .dataset import DOWN, LONG, MINUTE_MS, SHORT, UP, DataSet
from .splits import Rows

UNIVERSE = 222
"""Symbols that a rate of signals refers to."""

ROWS_PER_DAY = UNIVERSE * 24 * 60
"""Rows of one day of the whole universe."""

EVIDENCE_CLUSTERS_MIN = 10
"""Fewest independent stretches of time that a mean return must rest on to count as an edge."""

Sides = NDArray[np.int8]
"""[rows]: 1 long, -1 short, 0 nothing."""


@dataclass(frozen=True)
class Mean:
    """A mean with its standard error. clusters: independent stretches of time that it rests on."""

    mean: float
    error: float
    count: int
    clusters: int

    @property
    def lower(self) -> float:
        """The bound that the true mean exceeds with 95 % confidence; NaN without evidence."""
        return self.mean - 1.645 * self.error

    @property
    def is_positive(self) -> bool:
        """Whether the mean is above 0 beyond its error, on enough stretches of time to tell; NaN is not."""
        return self.clusters >= EVIDENCE_CLUSTERS_MIN and self.lower > 0


def sides_of(probabilities: Probabilities, long: float, short: float) -> Sides:
    """The likelier side, if it reaches its threshold; of equally likely ones the long, as the scan decides."""
    up, down = probabilities[:, UP], probabilities[:, DOWN]
    return ((up >= down) & (up >= long)).astype(np.int8) - ((down > up) & (down >= short)).astype(np.int8)


def net_returns(data: DataSet, rows: Rows, sides: Sides) -> NDArray[np.float64]:
    """[rows] net return of taking the side there; 0 where there is none."""
    long, short = data.returns[rows, LONG], data.returns[rows, SHORT]
    return np.where(sides > 0, long, np.where(sides < 0, short, 0.0)).astype(np.float64)


def entries_of(data: DataSet, rows: Rows, sides: Sides) -> NDArray[np.bool_]:
    """[rows] which signals would be entered when a symbol holds one position at a time."""
    entered = np.zeros(len(rows), dtype=bool)
    busy_until: dict[int, int] = {}
    chosen = np.flatnonzero(sides)
    for at in chosen[np.argsort(data.times[rows[chosen]], kind="stable")]:
        row = rows[at]
        symbol, time = int(data.symbols[row]), int(data.times[row])
        if time < busy_until.get(symbol, time):
            continue
        entered[at] = True
        minutes = int(data.exits[row, LONG if sides[at] > 0 else SHORT])
        busy_until[symbol] = time + (1 + minutes) * MINUTE_MS
    return entered


def mean_of(values: NDArray[np.float64], times: NDArray[np.int64], horizon_minutes: int) -> Mean:
    """Rows whose trades overlap in time are one piece of evidence: the error is clustered by stretches of a horizon."""
    count = len(values)
    if count == 0:
        return Mean(float("nan"), float("nan"), 0, 0)
    mean = float(values.mean())
    _, cluster = np.unique(times // (horizon_minutes * MINUTE_MS), return_inverse=True)
    sums = np.bincount(cluster, weights=values - mean)
    clusters = len(sums)
    if clusters < 2:
        return Mean(mean, float("inf"), count, clusters)
    error = float(np.sqrt((sums ** 2).sum() * clusters / (clusters - 1)) / count)
    return Mean(mean, error, count, clusters)


def describe(probabilities: Probabilities, labels: NDArray[np.int8]) -> dict[str, Any]:
    """How good probabilities are, whatever one does with them."""
    truth = np.eye(3)[labels]
    return {
        "rows": len(labels),
        "logLoss": log_loss(probabilities, labels),
        "brier": float(((probabilities - truth) ** 2).sum(axis=1).mean()),
        "accuracy": float((probabilities.argmax(axis=1) == labels).mean()),
        "aucUp": area(labels == UP, probabilities[:, UP]),
        "aucDown": area(labels == DOWN, probabilities[:, DOWN]),
        "calibrationError": expected_error(probabilities, labels),
    }


def area(happened: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Area under the ROC curve: 0.5 knows nothing; NaN where all rows are alike."""
    return float(roc_auc_score(happened, scores)) if 0 < happened.sum() < len(happened) else float("nan")


def judge(data: DataSet, rows: Rows, sides: Sides) -> dict[str, Any]:
    """What signals were worth: counted each, and as entries with one position per symbol."""
    net = net_returns(data, rows, sides)
    chosen = sides != 0
    entered = entries_of(data, rows, sides)
    each = mean_of(net[chosen], data.times[rows[chosen]], data.horizon_minutes)
    per_day = ROWS_PER_DAY / max(len(rows), 1)
    return {
        "signals": int(chosen.sum()),
        "signalsPerDay": float(chosen.sum() * per_day),
        "longShare": float((sides > 0).sum() / max(chosen.sum(), 1)),
        "meanNetReturn": each.mean,
        "standardError": each.error,
        "clusters": each.clusters,
        "winShare": float((net[chosen] > 0).mean()) if chosen.any() else float("nan"),
        "entries": int(entered.sum()),
        "entriesPerDay": float(entered.sum() * per_day),
        "entriesNetReturn": float(net[entered].sum()),
    }


def equity(data: DataSet, rows: Rows, sides: Sides) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Times in ms and the running sum of net returns of the entries, each of the same size."""
    at = np.flatnonzero(entries_of(data, rows, sides))
    at = at[np.argsort(data.times[rows[at]], kind="stable")]
    return data.times[rows[at]], np.cumsum(net_returns(data, rows, sides)[at])
