"""Several models' calibrated probabilities as one: an arithmetic mean, and a calibration of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calibration import IDENTITY, Calibration, Probabilities, fit, log_loss

WEIGHT_STEPS = 20
"""Weights are tried in twentieths: finer ones differ by less than their own error."""


@dataclass(frozen=True)
class Ensemble:
    """Calibrations and weights by model name; weights sum to 1."""

    calibrations: dict[str, Calibration]
    weights: dict[str, float]
    own: Calibration

    def apply(self, raw: dict[str, NDArray[Any]]) -> Probabilities:
        """[rows, 3] from each model's raw scores [rows, 3]."""
        return self.own.apply(self.mix(raw))

    def mix(self, raw: dict[str, NDArray[Any]]) -> Probabilities:
        """The weighted mean of the calibrated scores, before the ensemble's own calibration."""
        return sum(weight * self.calibrations[name].apply(raw[name]) for name, weight in self.weights.items())

    def as_json(self) -> dict[str, Any]:
        """The calibrations in the form of the manifest."""
        return {name: calibration.as_json() for name, calibration in self.calibrations.items()} | {
            "ensemble": self.own.as_json()}


def fit_ensemble(raw: dict[str, NDArray[Any]], labels: NDArray[np.int8]) -> Ensemble:
    """From out-of-fold scores of one or two models: first each calibration, then the weights, then the mean's own."""
    calibrations = {name: fit(scores, labels) for name, scores in raw.items()}
    weights = best_weights({name: calibrations[name].apply(scores) for name, scores in raw.items()}, labels)
    mixed = Ensemble(calibrations, weights, IDENTITY).mix(raw)
    return Ensemble(calibrations, weights, fit(mixed, labels))


def best_weights(calibrated: dict[str, Probabilities], labels: NDArray[np.int8]) -> dict[str, float]:
    """The weights with the least log loss of the mean; of equals, the first model gets most."""
    names = list(calibrated)
    if len(names) == 1:
        return {names[0]: 1.0}
    first, second = names
    tried = [step / WEIGHT_STEPS for step in range(WEIGHT_STEPS, -1, -1)]
    losses = [log_loss(w * calibrated[first] + (1 - w) * calibrated[second], labels) for w in tried]
    best = tried[int(np.argmin(losses))]
    return {first: best, second: round(1 - best, 6)}
