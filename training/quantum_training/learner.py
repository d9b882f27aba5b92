"""What the pipeline asks of a model family: draw settings, fit with early stopping, fit again at a known length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .splits import Rows

Settings = dict[str, Any]
Report = Callable[[float, str], None]
"""Takes the share that is done, 0 to 1, and a word on it."""


class Model(Protocol):
    """A fitted model."""

    def predict(self, rows: Rows) -> NDArray[np.float32]:
        """Raw probabilities, float32 [len(rows), 3]: down, flat, up; before calibration."""
        ...


@dataclass(frozen=True)
class Fit:
    """A fitted model and how it came to be.

    length: rounds or optimiser steps that were best on the tail; tail_loss: log loss there, on weighted classes;
    is_cut: the clock ended it before it had stopped by itself.
    """

    model: Model
    length: int
    tail_loss: float
    is_cut: bool
    curve: list[float] = field(default_factory=list)


class Learner(Protocol):
    """A family of models. Same rows, settings, seed and threads: same model."""

    name: str
    defaults: Settings

    def draw(self, random: np.random.Generator) -> Settings:
        """Settings within this family's bounds."""
        ...

    def fit(self, train: Rows, tail: Rows, settings: Settings, until: float, report: Report) -> Fit:
        """Fits on `train` until `tail` stops getting better or the clock reaches `until`."""
        ...

    def refit(self, rows: Rows, settings: Settings, length: int, until: float, report: Report) -> Fit:
        """Fits on all rows for a length that the folds found."""
        ...
