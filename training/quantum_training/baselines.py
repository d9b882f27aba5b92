"""What a model must beat: never trading, the RSI rule that stands in for it, and logistic regression."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from .calibration import Probabilities
from .dataset import DataSet
from .evaluation import Sides
from .learner import Fit, Report, Settings
from .splits import Rows, fit_weights
from .tft import CLIP, robust_statistics

LOGISTIC_ROWS_MAX = 60_000
RSI_BUY, RSI_SELL = 0.30, 0.70
"""The rule's thresholds, as shares: RSI / 100."""


def prior(data: DataSet, train: Rows, rows: Rows) -> Probabilities:
    """[len(rows), 3] how often each class happened in training, for every row: the forecast that knows nothing."""
    counts = np.bincount(data.labels[train], minlength=3) + 1.0
    return np.tile(counts / counts.sum(), (len(rows), 1))


def rsi_sides(data: DataSet, rows: Rows) -> Sides | None:
    """[len(rows)] what the RSI rule says, or None where the data set has no such feature."""
    if "rsi" not in data.feature_names:
        return None
    rsi = data.features[rows, data.feature_names.index("rsi")]
    return (rsi <= RSI_BUY).astype(np.int8) - (rsi >= RSI_SELL).astype(np.int8)


class LinearModel:
    """Logistic regression on robustly scaled features of the newest minute."""

    def __init__(
        self, data: DataSet, fitted: LogisticRegression, median: NDArray[np.float32], scale: NDArray[np.float32]
    ) -> None:
        self._data, self._fitted, self._median, self._scale = data, fitted, median, scale

    def predict(self, rows: Rows) -> NDArray[np.float32]:
        """Raw probabilities [len(rows), 3]; a class that training never saw has none."""
        made = np.zeros((len(rows), 3), dtype=np.float32)
        made[:, self._fitted.classes_] = self._fitted.predict_proba(
            scaled(self._data, rows, self._median, self._scale))
        return made


class Linear:
    """Fits logistic regressions; for comparison only, so it has no search and no clock."""

    name = "logistic"
    defaults: Settings = {"C": 0.1}

    def __init__(self, data: DataSet, seed: int) -> None:
        self._data, self._seed = data, seed

    def draw(self, random: np.random.Generator) -> Settings:
        """Strength of the regularisation."""
        return {"C": float(10 ** random.uniform(-3, 1))}

    def fit(self, train: Rows, tail: Rows, settings: Settings, until: float, report: Report) -> Fit:
        """Fits both parts: nothing here stops early."""
        return self.refit(np.concatenate([train, tail]), settings, 0, until, report)

    def refit(self, rows: Rows, settings: Settings, length: int, until: float, report: Report) -> Fit:
        """Fits a seeded sample of the rows."""
        random = np.random.default_rng(self._seed)
        rows = np.sort(random.choice(rows, min(len(rows), LOGISTIC_ROWS_MAX), replace=False))
        median, scale = robust_statistics(self._data.features[rows])
        model = LogisticRegression(C=settings["C"], max_iter=150, tol=1e-3)
        with warnings.catch_warnings():
            # A baseline that has not settled to the last digit is still the baseline.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(scaled(self._data, rows, median, scale), self._data.labels[rows],
                      sample_weight=fit_weights(self._data, rows))
        return Fit(LinearModel(self._data, model, median, scale), 0, float("nan"), is_cut=False)


def scaled(
    data: DataSet, rows: Rows, median: NDArray[np.float32], scale: NDArray[np.float32]
) -> NDArray[np.float32]:
    """[len(rows), F] as the network sees them."""
    z = np.nan_to_num((data.features[rows] - median) * scale, nan=0.0)
    return np.clip(z, -CLIP, CLIP)
