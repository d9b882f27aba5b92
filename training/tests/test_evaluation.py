"""Signals and what they were worth, by hand."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np

from quantum_training import evaluation
from quantum_training.dataset import MINUTE_MS, load
from tests import worlds


class EvaluationTests(unittest.TestCase):
    """On one symbol whose returns and exits are set by hand."""

    @classmethod
    def setUpClass(cls) -> None:
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.data = load(worlds.write(Path(place.name), edge=0, symbols=2, minutes=300))
        cls.data.returns[:] = [0.01, -0.02]
        cls.data.exits[:] = [3, 5]

    def test_the_likelier_side_signals_at_its_threshold(self) -> None:
        probabilities = np.array([
            [0.2, 0.2, 0.6], [0.1, 0.31, 0.59], [0.7, 0.1, 0.2], [0.45, 0.1, 0.45], [0.41, 0.0, 0.59], [0.5, 0.5, 0]])
        sides = evaluation.sides_of(probabilities, long=0.59, short=0.4)
        self.assertEqual([1, 1, -1, 0, 1, -1], sides.tolist())
        both_reach = np.array([[0.5, 0.1, 0.4]])
        self.assertEqual([1], evaluation.sides_of(np.array([[0.45, 0.1, 0.45]]), 0.4, 0.4).tolist())
        self.assertEqual([-1], evaluation.sides_of(both_reach, long=0.3, short=0.45).tolist())
        self.assertEqual([0], evaluation.sides_of(both_reach, long=0.3, short=0.55).tolist())

    def test_not_a_number_is_no_signal(self) -> None:
        self.assertEqual([0], evaluation.sides_of(np.full((1, 3), np.nan), 0.0, 0.0).tolist())

    def test_each_side_has_its_own_return(self) -> None:
        net = evaluation.net_returns(self.data, np.arange(3), np.array([1, -1, 0]))
        np.testing.assert_allclose([0.01, -0.02, 0.0], net, rtol=1e-6)

    def test_one_position_at_a_time(self) -> None:
        # A long runs 3 minutes from the next open: signals of minutes 0 to 3 are one entry, minute 4 is the next.
        rows = np.arange(6)
        entered = evaluation.entries_of(self.data, rows, np.ones(6, dtype=np.int8))
        self.assertEqual([True, False, False, False, True, False], entered.tolist())

    def test_symbols_do_not_block_each_other(self) -> None:
        entered = evaluation.entries_of(self.data, np.array([0, 300]), np.ones(2, dtype=np.int8))
        self.assertEqual([True, True], entered.tolist())

    def test_rows_that_overlap_are_one_piece_of_evidence(self) -> None:
        values = np.repeat([0.01, -0.01, 0.02, 0.0], 10)
        apart = np.repeat(np.arange(4), 10) * 45 * MINUTE_MS
        by_clusters = evaluation.mean_of(values, apart, 45)
        self.assertEqual((40, 4), (by_clusters.count, by_clusters.clusters))
        # Clustered sums are 10 · (0.005, -0.015, 0.015, -0.005): √(Σ² · 4/3) / 40.
        self.assertAlmostEqual(10 * np.sqrt(5e-4 * 4 / 3) / 40, by_clusters.error)

    def test_one_stretch_of_time_proves_nothing(self) -> None:
        mean = evaluation.mean_of(np.full(50, 0.01), np.zeros(50, dtype=np.int64), 45)
        self.assertEqual(float("inf"), mean.error)
        self.assertFalse(mean.lower > 0)

    def test_rates_are_for_the_whole_universe(self) -> None:
        rows = np.arange(288)
        sides = np.zeros(288, dtype=np.int8)
        sides[[10, 20]] = 1
        judged = evaluation.judge(self.data, rows, sides)
        self.assertAlmostEqual(2 / 288 * 222 * 1440, judged["signalsPerDay"])
        self.assertAlmostEqual(0.02, judged["entriesNetReturn"], places=6)
        self.assertEqual(1.0, judged["winShare"])

    def test_equity_is_the_running_sum_of_entries(self) -> None:
        times, sums = evaluation.equity(self.data, np.arange(5), np.array([1, 1, 0, 0, -1], dtype=np.int8))
        np.testing.assert_allclose([0.01, -0.01], sums, rtol=1e-5)
        self.assertEqual(4 * MINUTE_MS, times[1] - times[0])
