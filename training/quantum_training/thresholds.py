"""Chooses the probability at which a side becomes a signal: by how often it should, and by what that was worth.

A few signals a day among 320,000 symbol-minutes is a quantile far out in the tail. Where the rows are too few to hold
it, the tail of the log-odds is taken as exponential; the threshold never exceeds the highest score that was seen, so
that a model cannot be published that never speaks. How often is asked of the final models on held-out features, since
they will speak and not the folds' models; what it was worth is asked of the folds, whose outcomes nobody had seen.
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

COUNTED_ROWS_MIN = 20
"""Rows beyond a quantile from which it is counted instead of extrapolated."""

TAIL_ROWS = 200
"""Highest scores that the exponential tail is fitted to, at least."""

EVIDENCE_ROWS_MIN = 200
"""Rows that an expected return rests on, at least: where fewer pass the threshold, the next best join them."""

EVIDENCE_CLUSTERS_MIN = 10
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
    is_extrapolated: bool

    @property
    def has_edge(self) -> bool:
        """Whether the expected net return is positive beyond its error, on enough independent stretches of time."""
        return self.net.clusters >= EVIDENCE_CLUSTERS_MIN and self.net.lower > 0


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
                "lowerBound": side.net.lower, "hasEdge": side.has_edge, "isExtrapolated": side.is_extrapolated,
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
        threshold, share, is_extrapolated = tail_threshold(final, per_day * part / ROWS_PER_DAY)
        net = evidence(data, rows, scores, returns, share * len(rows))
        tried.append(Side(threshold, share * ROWS_PER_DAY, net, is_extrapolated))
    return next((side for side in tried if side.has_edge), tried[0])


def side_scores(probabilities: Probabilities, klass: int) -> NDArray[np.float64]:
    """[rows] the side's probability where it is the likelier one, 0 elsewhere: only the likelier side can signal."""
    other = DOWN if klass == UP else UP
    return np.where(probabilities[:, klass] > probabilities[:, other], probabilities[:, klass], 0.0)


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


def tail_threshold(scores: NDArray[np.float64], share: float) -> tuple[float, float, bool]:
    """The score that `share` of the rows reach, the share that is then expected, and whether it was extrapolated."""
    ordered = np.sort(scores)[::-1]
    rows = len(ordered)
    wanted = share * rows
    if wanted >= COUNTED_ROWS_MIN:
        threshold = float(ordered[min(int(wanted), rows) - 1])
        return threshold, float((scores >= threshold).sum() / rows), False
    tail = min(max(TAIL_ROWS, rows // 1000), rows - 1)
    odds = log_odds(ordered[:tail + 1])
    excess = float((odds[:tail] - odds[tail]).mean())
    if excess <= 1e-9:
        # All the best scores are equal: they signal together or not at all.
        return float(ordered[0]), float((scores >= ordered[0]).sum() / rows), False
    found = odds[tail] + excess * np.log(tail / wanted)
    threshold = min(float(1 / (1 + np.exp(-found))), float(ordered[0]))
    expected = tail / rows * np.exp(-(log_odds(np.array([threshold]))[0] - odds[tail]) / excess)
    return threshold, float(expected), True


def log_odds(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """ln(p / (1 − p)), finite."""
    clipped = np.clip(scores, 1e-12, 1 - 1e-12)
    return np.log(clipped / (1 - clipped))


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
