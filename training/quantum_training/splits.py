"""Cuts rows by time so that nothing learns from what it is judged on: a final test, and walk-forward folds.

A row's label looks `horizon` minutes ahead, and rows of other symbols share its market. So every cut holds for all
symbols at once, rows whose outcome reaches across a cut are purged, and one further horizon is left empty (embargo).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .dataset import CLASSES, DAY_MS, MINUTE_MS, DataSet, DataSetError

Rows = NDArray[np.int64]

TAIL_SHARE = 0.15
"""Share of a fold's training rows, the newest, that decides when fitting stops."""

FOLD_ROWS_MIN = 200
"""Fewest rows that a part of a fold may have."""


@dataclass(frozen=True)
class HoldOut:
    """Which rows train, which test, and which do neither.

    train, test: row indices in time order; unused: held out, yet not later than all training rows, so that a test on
    them would look back; unlabelled: of both, whose features alone show how often the final models will signal;
    gap_ms: time between the newest training row and the oldest test row at least.
    """

    train: Rows
    test: Rows
    unlabelled: Rows
    unused: int
    gap_ms: int


@dataclass(frozen=True)
class Fold:
    """One step of the walk: fit on `train`, stop by `tail`, judge on `valid`. Row indices in time order."""

    number: int
    train: Rows
    tail: Rows
    valid: Rows

    @property
    def fitted(self) -> Rows:
        """All rows before the validation block."""
        return np.concatenate([self.train, self.tail])


def gap_ms(data: DataSet) -> int:
    """Entry at the next candle, the horizon until the exit, and one horizon of embargo."""
    return (1 + 2 * data.horizon_minutes) * MINUTE_MS


def hold_out(data: DataSet, test_days: float, judged_rows_max: int | None = None) -> HoldOut:
    """Keeps the last days of every symbol out of training; of these, what is later than all training rows tests."""
    rows = by_time(data, data.usable)
    last_of_symbol = np.full(len(data.symbol_names), np.iinfo(np.int64).min)
    np.maximum.at(last_of_symbol, data.symbols[rows], data.times[rows])
    cut = last_of_symbol[data.symbols[rows]] - int(test_days * DAY_MS)
    gap = gap_ms(data)
    train = rows[data.times[rows] + gap <= cut]
    if len(train) < FOLD_ROWS_MIN:
        raise DataSetError(f"Only {len(train)} rows with a label and a whole window are left for training after the "
                           f"last {test_days:g} days of every symbol are held out; {FOLD_ROWS_MIN} are needed.")
    held = rows[data.times[rows] > cut]
    test = held[data.times[held] > data.times[train].max() + gap]
    return HoldOut(train, spread(test, judged_rows_max), spread(held, judged_rows_max), len(held) - len(test), gap)


def walk_forward(data: DataSet, rows: Rows, folds: int, judged_rows_max: int | None = None) -> list[Fold]:
    """Cuts rows in time order into `folds` + 1 blocks of equal size; fold k learns from blocks before block k."""
    each_max = None if judged_rows_max is None else judged_rows_max // folds
    rows = by_time(data, rows)
    times, gap = data.times[rows], gap_ms(data)
    edges = [times[len(rows) * k // (folds + 1)] for k in range(1, folds + 1)] + [times[-1] + 1]
    made = []
    for number in range(1, folds + 1):
        start, end = edges[number - 1], edges[number]
        train, tail = split_tail(data, rows[times + gap <= start])
        valid = spread(rows[(times >= start) & (times < end)], each_max)
        if min(len(train), len(tail), len(valid)) < FOLD_ROWS_MIN:
            raise DataSetError(f"Fold {number} of {folds} has {len(train)} rows to fit, {len(tail)} to stop by and "
                               f"{len(valid)} to judge on; each needs {FOLD_ROWS_MIN}. Take fewer folds or more data.")
        lacking = sorted(set(CLASSES) - {CLASSES[label] for label in np.unique(data.labels[train])})
        if lacking:
            raise DataSetError(f"Fold {number} of {folds} has no row of the class {' or '.join(lacking)} among its "
                               f"{len(train)} rows to fit: nothing can be learnt of it. Take more data, or a longer "
                               f"horizon.")
        made.append(Fold(number, train, tail, valid))
    return made


def split_tail(data: DataSet, rows: Rows) -> tuple[Rows, Rows]:
    """The older rows and the newest share of them, purged and embargoed against each other."""
    if len(rows) == 0:
        return rows, rows
    times = data.times[rows]
    start = times[int(len(rows) * (1 - TAIL_SHARE))]
    return rows[times + gap_ms(data) <= start], rows[times >= start]


def spread(rows: Rows, count: int | None) -> Rows:
    """At most `count` rows, evenly spaced: neighbours share most of their window and of their outcome."""
    if count is None or len(rows) <= count:
        return rows
    return rows[np.linspace(0, len(rows) - 1, count).astype(np.int64)]


def by_time(data: DataSet, rows: Rows) -> Rows:
    """Rows by time, then symbol."""
    return rows[np.lexsort((data.symbols[rows], data.times[rows]))]


def class_weights(labels: NDArray[np.int8], cap: float = 10.0) -> NDArray[np.float64]:
    """[3] weights that make the classes count alike, at most `cap` times each; calibration undoes them."""
    counts = np.bincount(labels, minlength=3).astype(np.float64)
    return np.minimum(len(labels) / (3 * np.maximum(counts, 1)), cap)


def fit_weights(data: DataSet, rows: Rows) -> NDArray[np.float32]:
    """[len(rows)] weights for fitting: the data set's own times those of the classes."""
    labels = data.labels[rows]
    return (data.weights[rows] * class_weights(labels)[labels]).astype(np.float32)
