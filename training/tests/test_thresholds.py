"""A threshold gives the rate that it promises, and is open only where that paid."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np

from quantum_training import thresholds
from quantum_training.dataset import load
from quantum_training.evaluation import ROWS_PER_DAY, sides_of
from tests import worlds


class ThresholdTests(unittest.TestCase):
    """On rows whose scores and returns are set by hand."""

    @classmethod
    def setUpClass(cls) -> None:
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.data = load(worlds.write(Path(place.name), edge=0, symbols=4, minutes=3_000))
        cls.rows = np.arange(12_000)
        up = np.random.default_rng(4).uniform(0.0, 0.6, 12_000)
        cls.probabilities = np.stack([0.6 - up, np.full_like(up, 0.4), up], axis=1)

    def returns(self, long_slope: float, short_slope: float) -> None:
        """Returns that grow with the side's probability, less a cost."""
        random = np.random.default_rng(5)
        for column, klass, slope in ((0, 2, long_slope), (1, 0, short_slope)):
            self.data.returns[:, column] = (
                slope * (self.probabilities[:, klass] - 0.3) - 0.001 + 0.002 * random.standard_normal(12_000))

    def test_a_quantile_is_exact(self) -> None:
        self.assertEqual((951 / 1001, 0.05), thresholds.reached_threshold(np.arange(1, 1001) / 1001, 0.05))

    def test_a_rate_that_the_rows_cannot_show_becomes_the_rarest_they_can(self) -> None:
        scores = np.random.default_rng(7).permutation(np.arange(2_000) / 2_000)
        self.assertEqual((1997 / 2_000, 3 / 2_000), thresholds.reached_threshold(scores, 1e-9))

    def test_equal_scores_signal_together(self) -> None:
        self.assertEqual((0.3, 1.0), thresholds.reached_threshold(np.full(2_000, 0.3), 1e-4))

    def test_the_rate_is_what_the_threshold_gives(self) -> None:
        self.returns(0.02, 0.02)
        per_day = 0.02 * ROWS_PER_DAY
        chosen = thresholds.choose(self.data, self.rows, self.probabilities, per_day)
        sides = sides_of(self.probabilities, chosen.long.threshold, chosen.short.threshold)
        self.assertEqual(0.01 * 12_000, (sides > 0).sum())
        self.assertAlmostEqual(per_day / 2, chosen.long.per_day)

    def test_the_rate_is_asked_of_the_final_models(self) -> None:
        # The final models are less sure than the folds' were: at a threshold of the folds they would never speak.
        self.returns(0.02, 0.02)
        final = 0.5 * self.probabilities + 0.5 / 3
        chosen = thresholds.choose(self.data, self.rows, self.probabilities, 0.02 * ROWS_PER_DAY, final)
        self.assertEqual(0.01 * 12_000, (sides_of(final, chosen.long.threshold, 1.0) > 0).sum())
        alone = thresholds.choose(self.data, self.rows, self.probabilities, 0.02 * ROWS_PER_DAY)
        self.assertEqual(alone.long.net, chosen.long.net)

    def test_a_side_without_an_edge_is_closed_if_the_other_has_one(self) -> None:
        self.returns(0.02, 0.0)
        chosen = thresholds.choose(self.data, self.rows, self.probabilities, 0.02 * ROWS_PER_DAY)
        self.assertTrue(chosen.long.has_edge)
        self.assertFalse(chosen.short.has_edge)
        made = chosen.as_json()
        self.assertEqual((1.0, 0.0), (made["short"], made["expectedSignalsPerDay"]["short"]))
        self.assertEqual(chosen.long.threshold, made["long"])

    def test_without_any_edge_both_stay_open_for_paper(self) -> None:
        self.returns(0.0, 0.0)
        chosen = thresholds.choose(self.data, self.rows, self.probabilities, 0.02 * ROWS_PER_DAY)
        self.assertFalse(chosen.has_edge)
        made = chosen.as_json()
        self.assertLess(made["long"], 1)
        self.assertGreater(made["expectedSignalsPerDay"]["short"], 0)

    def test_a_stricter_rate_is_taken_where_only_it_pays(self) -> None:
        self.data.returns[:] = -0.001
        best = np.argsort(-self.probabilities[:, 2])[:600]
        self.data.returns[best, 0] = 0.001
        chosen = thresholds.choose(self.data, self.rows, self.probabilities, 0.2 * ROWS_PER_DAY)
        self.assertTrue(chosen.long.has_edge)
        self.assertAlmostEqual(0.075 * ROWS_PER_DAY, chosen.long.per_day, delta=0.001 * ROWS_PER_DAY)
