"""The baselines are what they are called."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np

from quantum_training import baselines
from quantum_training.dataset import load
from tests import worlds


class BaselineTests(unittest.TestCase):
    """On a world with an edge that a line can find."""

    @classmethod
    def setUpClass(cls) -> None:
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.data = load(worlds.write(Path(place.name), edge=1.5, symbols=2, minutes=2_000))

    def test_the_rule_buys_low_and_sells_high(self) -> None:
        rsi = self.data.features[:, 13]
        low, high = int(np.argmin(rsi)), int(np.argmax(rsi))
        middle = int(np.argmin(np.abs(rsi - 0.5)))
        self.assertEqual([1, -1, 0], baselines.rsi_sides(self.data, np.array([low, high, middle])).tolist())

    def test_without_the_feature_there_is_no_rule(self) -> None:
        names = self.data.facts["features"]
        self.addCleanup(names.__setitem__, 13, names[13])
        names[13] = "other"
        self.assertIsNone(baselines.rsi_sides(self.data, np.arange(3)))

    def test_the_prior_is_how_often_it_happened(self) -> None:
        train = self.data.usable
        prior = baselines.prior(self.data, train, np.arange(5))
        rates = np.bincount(self.data.labels[train]) / len(train)
        np.testing.assert_allclose(prior, np.tile(rates, (5, 1)), atol=1e-3)

    def test_logistic_regression_finds_the_line(self) -> None:
        train, judge = np.split(self.data.usable, [2_500])
        fit = baselines.Linear(self.data, seed=1).refit(
            train, baselines.Linear.defaults, 0, float("inf"), lambda share, note: None)
        scores = fit.model.predict(judge)
        up = scores[:, 2] - scores[:, 0]
        self.assertGreater(np.corrcoef(up, self.data.features[judge, 0])[0, 1], 0.9)
