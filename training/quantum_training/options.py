"""What the command asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MODELS = ("xgboost", "tft")


@dataclass(frozen=True)
class Options:
    """Settings of a training. signals_per_day is for 222 symbols; minutes_max None is no limit.

    judged_rows_max: rows that the folds together, and the final test, judge at most; None is all.
    """

    seed: int = 1
    folds: int = 4
    trials: int = 6
    minutes_max: float | None = None
    signals_per_day: float = 6.0
    test_days: float = 30.0
    threads: int = 2
    judged_rows_max: int | None = None
    models: Sequence[str] = MODELS
    progress: str = "plain"
