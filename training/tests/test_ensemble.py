"""Two models together are not worse than the better one."""

from __future__ import annotations

import unittest

import numpy as np

from quantum_training.calibration import log_loss, softmax
from quantum_training.ensemble import best_weights, fit_ensemble
from tests.test_calibration import drawn


class EnsembleTests(unittest.TestCase):
    """Scores that know the truth to a different degree."""

    def setUp(self) -> None:
        random = np.random.default_rng(3)
        self.truth, self.labels = drawn(random, 20_000)
        self.noise = [random.standard_normal(self.truth.shape) for _ in range(2)]

    def scores(self, which: int, size: float) -> np.ndarray:
        """The truth under noise."""
        return softmax(np.log(self.truth) + size * self.noise[which])

    def test_equal_models_share_the_weight_and_gain(self) -> None:
        raw = {"a": self.scores(0, 0.8), "b": self.scores(1, 0.8)}
        ensemble = fit_ensemble(raw, self.labels)
        self.assertAlmostEqual(0.5, ensemble.weights["a"], delta=0.11)
        alone = log_loss(ensemble.calibrations["a"].apply(raw["a"]), self.labels)
        self.assertLess(log_loss(ensemble.apply(raw), self.labels), alone - 0.01)

    def test_a_model_that_knows_nothing_gets_nothing(self) -> None:
        raw = {"a": self.scores(0, 0.2), "b": softmax(self.noise[1])}
        self.assertGreaterEqual(fit_ensemble(raw, self.labels).weights["a"], 0.95)

    def test_the_sum_of_weights_is_one(self) -> None:
        self.assertEqual({"only": 1.0}, best_weights({"only": self.truth}, self.labels))
        weights = best_weights({"a": self.scores(0, 0.5), "b": self.scores(1, 0.9)}, self.labels)
        self.assertEqual(1.0, sum(weights.values()))

    def test_apply_is_calibrate_mean_calibrate(self) -> None:
        raw = {"a": self.scores(0, 0.5), "b": self.scores(1, 0.9)}
        ensemble = fit_ensemble(raw, self.labels)
        by_hand = sum(ensemble.weights[name] * ensemble.calibrations[name].apply(raw[name]) for name in raw)
        np.testing.assert_allclose(ensemble.own.apply(by_hand), ensemble.apply(raw), rtol=1e-12)
