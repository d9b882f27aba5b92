"""A probability that is said is one that holds."""

from __future__ import annotations

import unittest

import numpy as np

from quantum_training.calibration import SCALE_MIN, Calibration, expected_error, fit, log_loss, reliability, softmax


def drawn(random: np.random.Generator, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """True probabilities [rows, 3] and labels that were drawn from them."""
    truth = softmax(random.standard_normal((rows, 3)) + [0.0, 1.5, 0.0])
    return truth, (random.random(rows)[:, None] > np.cumsum(truth, axis=1)).sum(axis=1).astype(np.int8)


class CalibrationTests(unittest.TestCase):
    """On probabilities whose truth is known."""

    def setUp(self) -> None:
        self.truth, self.labels = drawn(np.random.default_rng(1), 60_000)

    def test_apply_is_the_formula(self) -> None:
        calibration = Calibration(2.0, (0.1, 0.0, -0.1))
        by_hand = np.array([0.2 ** 2 * np.exp(0.1), 0.5 ** 2, 0.3 ** 2 * np.exp(-0.1)])
        np.testing.assert_allclose(
            calibration.apply(np.array([[0.2, 0.5, 0.3]])), [by_hand / by_hand.sum()], rtol=1e-12)

    def test_a_probability_of_nothing_stays_finite(self) -> None:
        made = Calibration(1.0, (0.0, 0.0, 0.0)).apply(np.array([[0.0, 1.0, 0.0]], dtype=np.float32))
        np.testing.assert_allclose(made, [[1e-7, 1, 1e-7]], rtol=1e-5)

    def test_class_weights_and_doubt_are_undone(self) -> None:
        # As a model would say it that was fitted on classes weighted 4 : 1 : 4 and is half as sure as it should be.
        weighted = self.truth * [4, 1, 4]
        raw = (weighted / weighted.sum(axis=1, keepdims=True)) ** 0.5
        raw /= raw.sum(axis=1, keepdims=True)
        self.assertGreater(expected_error(raw, self.labels), 0.1)
        calibration = fit(raw, self.labels)
        self.assertAlmostEqual(2.0, calibration.scale, delta=0.05)
        self.assertAlmostEqual(np.log(4), calibration.bias[1] - calibration.bias[0], delta=0.05)
        self.assertLess(expected_error(calibration.apply(raw), self.labels), 0.01)

    def test_what_is_calibrated_stays(self) -> None:
        calibration = fit(self.truth, self.labels)
        self.assertAlmostEqual(1.0, calibration.scale, delta=0.03)
        self.assertLess(max(map(abs, calibration.bias)), 0.03)

    def test_scores_without_value_become_the_base_rates(self) -> None:
        noise, _ = drawn(np.random.default_rng(2), 60_000)
        calibrated = fit(noise, self.labels).apply(noise)
        rates = np.bincount(self.labels) / len(self.labels)
        self.assertLess(np.abs(calibrated - rates).max(), 0.1)

    def test_scores_that_are_worse_than_none_do_not_turn_round(self) -> None:
        inverse = (1 / self.truth) / (1 / self.truth).sum(axis=1, keepdims=True)
        calibration = fit(inverse, self.labels)
        self.assertEqual(SCALE_MIN, calibration.scale)
        base = np.tile(np.bincount(self.labels) / len(self.labels), (len(self.labels), 1))
        loss = log_loss(calibration.apply(inverse), self.labels)
        self.assertAlmostEqual(log_loss(base, self.labels), loss, delta=0.06)

    def test_reliability_by_hand(self) -> None:
        said = np.array([[0.7, 0.2, 0.1]] * 4 + [[0.1, 0.8, 0.1]] * 2)
        labels = np.array([0, 0, 0, 1, 1, 1], dtype=np.int8)
        table = reliability(said, labels, 0)
        self.assertEqual([2, 4], [row["rows"] for row in table])
        np.testing.assert_allclose([0.0, 0.75], [row["happened"] for row in table])
        # Class 0: (2 · |0.1 − 0| + 4 · |0.7 − 0.75|) / 6 = 0.0667; class 1: 0.1 and class 2: 0.1 by the same sum.
        self.assertAlmostEqual(0.1, expected_error(said, labels))
