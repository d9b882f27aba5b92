"""No row learns from what it is judged on."""

from __future__ import annotations

import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np

from quantum_training import splits
from quantum_training.dataset import MINUTE_MS, DataSetError, load
from tests import worlds

GAP = (1 + 2 * worlds.HORIZON) * MINUTE_MS


class SplitTests(unittest.TestCase):
    """On three symbols of which one ends earlier."""

    @classmethod
    def setUpClass(cls) -> None:
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        folder = worlds.write(Path(place.name), edge=0, symbols=3, minutes=3_500)
        arrays = {path.stem: np.load(path) for path in folder.glob("*.npy")}
        keep = ~((arrays["symbols"] == 2) & (arrays["times"] >= worlds.START_MS + 2_000 * MINUTE_MS))
        worlds.save(folder, {name: array[keep] for name, array in arrays.items()})
        cls.data = load(folder)
        cls.held = splits.hold_out(cls.data, test_days=400 / 1440)
        cls.folds = splits.walk_forward(cls.data, cls.held.train, 3)

    def test_the_last_days_of_every_symbol_never_train(self) -> None:
        usable = self.data.usable
        for symbol in range(3):
            last = self.data.times[usable[self.data.symbols[usable] == symbol]].max()
            mine = self.held.train[self.data.symbols[self.held.train] == symbol]
            self.assertLessEqual(self.data.times[mine].max(), last - 400 * MINUTE_MS - GAP)

    def test_the_test_is_later_than_all_training_rows(self) -> None:
        newest = self.data.times[self.held.train].max()
        self.assertGreater(self.data.times[self.held.test].min(), newest + GAP)

    def test_held_out_rows_that_would_look_back_are_counted(self) -> None:
        # The shorter symbol's last 400 minutes lie inside the others' training time.
        self.assertGreaterEqual(self.held.unused, 400)
        self.assertNotIn(2, self.data.symbols[self.held.test])

    def test_rates_are_read_off_rows_that_never_trained(self) -> None:
        self.assertFalse(np.isin(self.held.unlabelled, self.held.train).any())
        self.assertTrue(np.isin(self.held.test, self.held.unlabelled).all())
        self.assertEqual(len(self.held.test) + self.held.unused, len(self.held.unlabelled))

    def test_folds_walk_forward_with_a_gap(self) -> None:
        for fold in self.folds:
            self.assertLessEqual(self.data.times[fold.fitted].max() + GAP, self.data.times[fold.valid].min())
            self.assertLessEqual(self.data.times[fold.train].max() + GAP, self.data.times[fold.tail].min())

    def test_every_row_is_judged_once_at_most_and_blocks_are_alike(self) -> None:
        judged = np.concatenate([fold.valid for fold in self.folds])
        self.assertEqual(len(judged), len(np.unique(judged)))
        sizes = [len(fold.valid) for fold in self.folds]
        self.assertLess(max(sizes) - min(sizes), 10)

    def test_blocks_meet(self) -> None:
        for earlier, later in zip(self.folds, self.folds[1:]):
            self.assertEqual(
                self.data.times[earlier.valid].max() + MINUTE_MS, self.data.times[later.valid].min())

    def test_judging_fewer_rows_changes_nothing_else(self) -> None:
        thin = splits.walk_forward(self.data, self.held.train, 3, judged_rows_max=900)
        for fold, all_rows in zip(thin, self.folds, strict=True):
            np.testing.assert_array_equal(all_rows.train, fold.train)
            self.assertEqual(300, len(fold.valid))
            self.assertTrue(np.isin(fold.valid, all_rows.valid).all())

    def test_too_little_data_is_refused_with_a_sentence(self) -> None:
        with self.assertRaisesRegex(DataSetError, "fewer folds or more data"):
            splits.walk_forward(self.data, self.held.train, 30)
        with self.assertRaisesRegex(DataSetError, "are left for training"):
            splits.hold_out(self.data, test_days=30)

    def test_a_class_that_a_fold_never_saw_is_refused_with_a_sentence(self) -> None:
        labels = self.data.labels.copy()
        first = splits.walk_forward(self.data, self.held.train, 2)[0].train
        labels[first[labels[first] == 2]] = 1
        with self.assertRaisesRegex(DataSetError, "Fold 1 of 2 has no row of the class up among its"):
            splits.walk_forward(replace(self.data, labels=labels), self.held.train, 2)

    def test_rare_classes_weigh_more_up_to_the_cap(self) -> None:
        labels = np.repeat([0, 1, 2], [100, 800, 100]).astype(np.int8)
        weights = splits.class_weights(labels)
        np.testing.assert_allclose(weights, [10 / 3, 10 / 24, 10 / 3])
        rare = splits.class_weights(np.repeat([0, 1, 2], [1, 9_998, 1]).astype(np.int8))
        self.assertEqual(10.0, rare[0])

    def test_the_weights_of_the_data_set_count(self) -> None:
        rows = self.held.train[:50]
        plain = splits.fit_weights(self.data, rows)
        self.data.weights[rows[0]] = 3
        self.addCleanup(self.data.weights.__setitem__, rows[0], 1)
        self.assertAlmostEqual(3 * plain[0], splits.fit_weights(self.data, rows)[0], places=5)
