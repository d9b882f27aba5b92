"""Gradient-boosted trees of three classes, with XGBoost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xgboost
from numpy.typing import NDArray

from .clock import Clock
from .dataset import DataSet
from .learner import Fit, Report, Settings
from .splits import Rows, fit_weights

ROUNDS_MAX = 400
ROUNDS_MIN = 5
PATIENCE = 25
"""Rounds without a better tail before fitting stops."""

MATRIX_BINS = 128


class TreesModel:
    """A booster cut to its best rounds."""

    def __init__(self, booster: xgboost.Booster, data: DataSet) -> None:
        self.booster = booster
        self._data = data

    def predict(self, rows: Rows) -> NDArray[np.float32]:
        """Raw probabilities [len(rows), 3]."""
        return self.predict_features(self._data.features[rows])

    def predict_features(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Raw probabilities [N, 3] of features [N, F]; NaN takes each split's default direction."""
        return self.booster.predict(xgboost.DMatrix(features))

    def importance(self) -> NDArray[np.float64]:
        """[F] share of the loss that splits on each feature removed; sums to 1 if there is any split."""
        gains = self.booster.get_score(importance_type="total_gain")
        values = np.array([gains.get(f"f{index}", 0.0) for index in range(self._data.features.shape[1])])
        return values / max(values.sum(), 1e-12)


class Trees:
    """Fits boosters on the rows of one data set."""

    name = "xgboost"
    defaults: Settings = {
        "max_depth": 4, "eta": 0.06, "min_child_weight": 60.0, "subsample": 0.6, "colsample_bytree": 0.6,
        "reg_lambda": 5.0, "gamma": 0.0,
    }

    def __init__(self, data: DataSet, seed: int, threads: int, clock: Clock) -> None:
        self._data, self._seed, self._threads, self._clock = data, seed, threads, clock

    def draw(self, random: np.random.Generator) -> Settings:
        """Shallow trees and strong shrinkage only: minute returns are nearly all noise."""
        return {
            "max_depth": int(random.integers(3, 7)),
            "eta": float(np.exp(random.uniform(np.log(0.03), np.log(0.15)))),
            "min_child_weight": float(np.exp(random.uniform(np.log(20), np.log(400)))),
            "subsample": float(random.uniform(0.4, 0.9)),
            "colsample_bytree": float(random.uniform(0.3, 0.9)),
            "reg_lambda": float(np.exp(random.uniform(np.log(1), np.log(50)))),
            "gamma": float(random.choice([0.0, 1.0, 5.0])),
        }

    def fit(self, train: Rows, tail: Rows, settings: Settings, until: float, report: Report) -> Fit:
        """Fits until the tail's weighted log loss has not improved for `PATIENCE` rounds."""
        matrix = self._matrix(train)
        judge = xgboost.DMatrix(
            self._data.features[tail], self._data.labels[tail], weight=fit_weights(self._data, tail))
        watch = Watch(self._clock, until, report, ROUNDS_MAX)
        results: dict[str, dict[str, list[float]]] = {}
        booster = xgboost.train(
            self._parameters(settings), matrix, ROUNDS_MAX, evals=[(judge, "tail")], evals_result=results,
            early_stopping_rounds=PATIENCE, verbose_eval=False, callbacks=[watch])
        curve = results["tail"]["mlogloss"]
        length = int(np.argmin(curve)) + 1
        return Fit(TreesModel(booster[:length], self._data), length, curve[length - 1], watch.is_cut, curve)

    def refit(self, rows: Rows, settings: Settings, length: int, until: float, report: Report) -> Fit:
        """Fits all rows for the given number of rounds."""
        watch = Watch(self._clock, until, report, length)
        booster = xgboost.train(
            self._parameters(settings), self._matrix(rows), length, verbose_eval=False, callbacks=[watch])
        return Fit(TreesModel(booster, self._data), booster.num_boosted_rounds(), float("nan"), watch.is_cut)

    def _matrix(self, rows: Rows) -> xgboost.DMatrix:
        return xgboost.QuantileDMatrix(
            self._data.features[rows], self._data.labels[rows], weight=fit_weights(self._data, rows),
            max_bin=MATRIX_BINS, nthread=self._threads)

    def _parameters(self, settings: Settings) -> Settings:
        # base_score is stated, because its default differs between versions; in a softmax it has no effect at all.
        return {
            "objective": "multi:softprob", "num_class": 3, "eval_metric": "mlogloss", "tree_method": "hist",
            "base_score": 0.5, "max_bin": MATRIX_BINS, "seed": self._seed, "nthread": self._threads, **settings,
        }


class Watch(xgboost.callback.TrainingCallback):
    """Reports each round, and ends fitting when its time is up; a few rounds are always made."""

    def __init__(self, clock: Clock, until: float, report: Report, rounds: int) -> None:
        super().__init__()
        self._clock, self._until, self._report, self._rounds = clock, until, report, rounds
        self.is_cut = False

    def after_iteration(
        self, model: xgboost.Booster, epoch: int, evals_log: dict[str, dict[str, Sequence[float]]]
    ) -> bool:
        """Called by XGBoost after each round; True ends the fitting."""
        losses = evals_log.get("tail", {}).get("mlogloss", [])
        self._report((epoch + 1) / self._rounds, f"round {epoch + 1}" + (f", loss {losses[-1]:.4f}" if losses else ""))
        if epoch + 1 >= ROUNDS_MIN and epoch + 1 < self._rounds and self._clock.is_past(self._until):
            self.is_cut = True
        return self.is_cut
