"""Approval for live trading fails on the first doubt."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np

from quantum_training.dataset import MINUTE_MS, load
from quantum_training.evaluation import Mean
from quantum_training.thresholds import Side, Thresholds
from quantum_training.verdict import verdict_of
from tests import worlds

GOOD = Side(0.5, 3.0, Mean(0.002, 0.0005, 300, 60))
BAD = Side(0.5, 3.0, Mean(-0.001, 0.0005, 300, 60))


class VerdictTests(unittest.TestCase):
    """On a test whose probabilities and returns are set by hand."""

    def setUp(self) -> None:
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.data = load(worlds.write(Path(place.name), edge=0, symbols=2, minutes=1_500))
        self.rows = np.arange(1_000)
        random = np.random.default_rng(1)
        up = random.uniform(0.34, 0.6, 1_000)
        self.probabilities = np.stack([(1 - up) / 2, (1 - up) / 2, up], axis=1)
        drawn = random.random(1_000)[:, None] > np.cumsum(self.probabilities, axis=1)
        self.data.labels[self.rows] = drawn.sum(axis=1)
        self.data.returns[:] = 0.002

    def verdict(self, long: Side = GOOD, short: Side = BAD, rows: np.ndarray | None = None) -> tuple[bool, str]:
        """The verdict and its reason."""
        rows = self.rows if rows is None else rows
        made = verdict_of(self.data, Thresholds(long, short), rows, self.probabilities[:len(rows)], [])
        return made.approved, made.reason

    def test_all_good_is_approved(self) -> None:
        self.assertEqual((True, "Positive after all costs"), (self.verdict()[0], self.verdict()[1][:24]))

    def test_no_edge(self) -> None:
        self.assertRegex(self.verdict(long=BAD)[1], "^No edge: .*long -0.100 % ± 0.050 %")

    def test_an_edge_within_its_error_is_none(self) -> None:
        doubtful = Side(0.5, 3.0, Mean(0.002, 0.0013, 300, 60))
        self.assertFalse(self.verdict(long=doubtful)[0])

    def test_an_edge_on_a_few_moments_is_none(self) -> None:
        brief = Side(0.5, 3.0, Mean(0.002, 0.0001, 300, 9))
        self.assertFalse(self.verdict(long=brief)[0])

    def test_an_edge_that_is_not_a_number_is_none(self) -> None:
        broken = Side(0.5, 3.0, Mean(float("nan"), float("nan"), 0, 60))
        self.assertFalse(self.verdict(long=broken)[0])

    def test_no_test_rows(self) -> None:
        self.assertIn("no row later", self.verdict(rows=self.rows[:0])[1])

    def test_a_calibration_that_does_not_hold(self) -> None:
        self.data.labels[self.rows] = 0
        self.assertRegex(self.verdict()[1], "calibration error on the final test is .*limit 0.05")

    def test_an_edge_that_did_not_hold(self) -> None:
        self.data.returns[:] = -0.001
        self.assertIn("did not hold", self.verdict()[1])

    def test_an_edge_that_held_within_its_error_only_is_none(self) -> None:
        stretches = self.data.times // (45 * MINUTE_MS)
        self.data.returns[:, 0] = np.where(stretches % 2 == 0, 0.011, -0.009)
        self.assertRegex(self.verdict()[1], "did not hold: .*long 0.1.* above 0 beyond the error is needed")

    def test_an_edge_that_held_on_a_few_moments_is_none(self) -> None:
        self.data.times[:] = 45 * MINUTE_MS * (np.arange(len(self.data.times)) % 9)
        self.assertIn("did not hold", self.verdict()[1])

    def test_a_closed_side_is_not_asked(self) -> None:
        self.data.returns[:, 1] = -1
        self.assertTrue(self.verdict()[0])
