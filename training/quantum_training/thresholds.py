"""Chooses the probability at which a side becomes a signal: by how often it should, and by what that was worth.

A few signals a day among 320,000 symbol-minutes is a quantile far out in the tail, and trees have no tail: their scores
end. So nothing is extrapolated. A threshold was reached by three rows at least, so that no model can be published that
never speaks; where the rows are too few for the target, the rate is higher and stated. How often is asked of the final
models on held-out features, since they will speak and not the folds' models; what it was worth is asked of the folds,
whose outcomes nobody had seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calibration import Probabilities
from .dataset import DOWN, LONG, SHORT, UP, DataSet
from .evaluation import ROWS_PER_DAY, Mean, mean_of
from .splits import Rows

REACHED_ROWS_MIN = 3
"""Rows that reached a threshold, at least."""

EVIDENCE_ROWS_MIN = 200
"""Rows that an expected return rests on, at least: where fewer pass the threshold, the next best join them."""

STRICTER = (1.0, 0.75, 0.5)
"""Parts of the target rate that are tried, the first with a positive expected return wins."""

CLOSED = 1.0
"""Threshold of a side that may not signal: no probability reaches it."""


@dataclass(frozen=True)
class Side:
    """A side's threshold. per_day: signals a day among 222 symbols; net: expected net return of one, as a share."""

    threshold: float
    per_day: float
    net: Mean

    @property
    def has_edge(self) -> bool:
        """Whether the expected net return is positive beyond its error, on enough independent stretches of time."""
        return self.net.is_positive


@dataclass(frozen=True)
class Thresholds:
    """Both sides as found; `used` says what goes into the manifest."""

    long: Side
    short: Side

    @property
    def has_edge(self) -> bool:
        """Whether any side has an edge."""
        return self.long.has_edge or self.short.has_edge

    def used(self, side: Side) -> float:
        """A side without an edge is closed if the other has one; if none has, both stay open for paper."""
        return CLOSED if self.has_edge and not side.has_edge else side.threshold

    def as_json(self) -> dict[str, Any]:
        """The form of the manifest, with what the expectation rests on."""
        def rate(side: Side) -> float:
            return 0.0 if self.used(side) == CLOSED else side.per_day

        return {
            "long": self.used(self.long), "short": self.used(self.short),
            "expectedSignalsPerDay": {"long": rate(self.long), "short": rate(self.short)},
            "expectedNetReturn": {"long": self.long.net.mean, "short": self.short.net.mean},
            "evidence": {name: {
                "rows": side.net.count, "clusters": side.net.clusters, "standardError": side.net.error,
                "lowerBound": side.net.lower, "hasEdge": side.has_edge,
                "thresholdFound": side.threshold, "signalsPerDayFound": side.per_day,
            } for name, side in (("long", self.long), ("short", self.short))},
        }


def choose(
    data: DataSet, rows: Rows, probabilities: Probabilities, signals_per_day: float,
    final: Probabilities | None = None,
) -> Thresholds:
    """Each side aims at half of the signals.

    probabilities: out of fold [rows, 3], for the worth; final: the final models' [any rows, 3], for the rate; without
    them the rate is read off the former too.
    """
    final = probabilities if final is None or len(final) == 0 else final
    return Thresholds(*(
        choose_side(data, rows, side_scores(probabilities, klass), side_scores(final, klass), column,
                    signals_per_day / 2)
        for klass, column in ((UP, LONG), (DOWN, SHORT))))


def choose_side(
    data: DataSet, rows: Rows, scores: NDArray[np.float64], final: NDArray[np.float64], column: int, per_day: float
) -> Side:
    """The target rate, or the first stricter one with an edge."""
    returns = data.returns[rows, column].astype(np.float64)
    tried = []
    for part in STRICTER:
        threshold, share = reached_threshold(final, per_day * part / ROWS_PER_DAY)
        net = evidence(data, rows, scores, returns, share * len(rows))
        tried.append(Side(threshold, share * ROWS_PER_DAY, net))
    return next((side for side in tried if side.has_edge), tried[0])


def side_scores(probabilities: Probabilities, klass: int) -> NDArray[np.float64]:
    """[rows] the side's probability where it is the likelier one, 0 elsewhere: only the likelier side can signal."""
    is_up = probabilities[:, UP] >= probabilities[:, DOWN]
    return np.where(is_up if klass == UP else ~is_up, probabilities[:, klass], 0.0)


def evidence(
    data: DataSet, rows: Rows, scores: NDArray[np.float64], returns: NDArray[np.float64], count: float
) -> Mean:
    """Mean net return of the `count` best rows, joined by the next best where they are too few."""
    best = np.argsort(-scores, kind="stable")[:max(int(count), EVIDENCE_ROWS_MIN)]
    best = best[scores[best] > 0]
    return mean_of(returns[best], data.times[rows[best]], data.horizon_minutes)


def test_evidence(data: DataSet, rows: Rows, probabilities: Probabilities, chosen: Thresholds) -> dict[str, Mean]:
    """The same measure on rows that chose nothing, for each side that is open."""
    made = {}
    for name, side, klass, column in (("long", chosen.long, UP, LONG), ("short", chosen.short, DOWN, SHORT)):
        if chosen.used(side) < CLOSED:
            scores = side_scores(probabilities, klass)
            returns = data.returns[rows, column].astype(np.float64)
            made[name] = evidence(data, rows, scores, returns, (scores >= side.threshold).sum())
    return made


def reached_threshold(scores: NDArray[np.float64], share: float) -> tuple[float, float]:
    """The score that `share` of the rows reach, and the share that do: equal scores signal together or not at all."""
    ordered = np.sort(scores)[::-1]
    place = min(max(round(share * len(ordered)), REACHED_ROWS_MIN), len(ordered))
    threshold = float(ordered[place - 1])
    return threshold, float((scores >= threshold).sum() / len(ordered))


def rate_curve(data: DataSet, rows: Rows, probabilities: Probabilities) -> list[dict[str, Any]]:
    """The mean net return of the best rows of both sides, from a few signals a day to a flood: is there a slope?"""
    curve = []
    for per_day in (10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000):
        count = int(round(per_day / 2 * len(rows) / ROWS_PER_DAY))
        if not 1 <= count <= len(rows) // 4:
            continue
        point: dict[str, Any] = {"signalsPerDay": per_day}
        for name, klass, column in (("long", UP, LONG), ("short", DOWN, SHORT)):
            best = np.argsort(-side_scores(probabilities, klass), kind="stable")[:count]
            net = mean_of(data.returns[rows[best], column].astype(np.float64), data.times[rows[best]],
                          data.horizon_minutes)
            point[name] = {"meanNetReturn": net.mean, "standardError": net.error, "rows": net.count}
        curve.append(point)
    return curve
