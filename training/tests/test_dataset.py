"""The data set folder is read whole or refused with a sentence."""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

from quantum_training.dataset import DataSetError, load
from tests import worlds


class DataSetTests(unittest.TestCase):
    """Each test breaks one thing in a folder that was right."""

    def setUp(self) -> None:
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = worlds.write(Path(place.name) / "set", edge=0, symbols=2, minutes=300)

    def change(self, name: str, change, keep_hash: bool = False) -> None:
        """Rewrites one array, and its hash unless that is the point."""
        arrays = {path.stem: np.load(path) for path in self.folder.glob("*.npy")}
        facts = (self.folder / "dataset.json").read_bytes()
        arrays[name] = change(arrays[name])
        worlds.save(self.folder, arrays)
        if keep_hash:
            (self.folder / "dataset.json").write_bytes(facts)

    def refused(self, words: str) -> None:
        """The folder is refused, and the sentence holds the words."""
        with self.assertRaisesRegex(DataSetError, words):
            load(self.folder)

    def test_reads_what_was_written(self) -> None:
        data = load(self.folder)
        self.assertEqual((600, 52), data.features.shape)
        self.assertEqual(45, data.horizon_minutes)

    def test_usable_rows_have_a_label_and_a_whole_window(self) -> None:
        usable = load(self.folder).usable
        self.assertEqual(2 * (300 - 63 - 45), len(usable))
        self.assertEqual((63, 300 - 45 - 1), (usable[0], usable[299 - 63 - 45]))

    def test_a_minute_with_one_symbol_is_left_out_where_others_have_more(self) -> None:
        self.change("times", lambda times: times + np.repeat([0, 100 * 60_000], 300))
        data = load(self.folder)
        self.assertEqual(200, data.lone.sum())
        self.assertFalse(data.lone[data.usable].any())

    def test_windows_end_at_their_row(self) -> None:
        data = load(self.folder)
        windows = data.windows(np.array([63, 400]))
        self.assertEqual((64, 2, 52), windows.shape)
        np.testing.assert_array_equal(data.features[400], windows[-1, 1])
        np.testing.assert_array_equal(data.features[0], windows[0, 0])

    def test_refuses_a_folder_without_facts(self) -> None:
        (self.folder / "dataset.json").unlink()
        self.refused("no dataset.json")

    def test_refuses_facts_of_another_format(self) -> None:
        facts = json.loads((self.folder / "dataset.json").read_text())
        (self.folder / "dataset.json").write_text(json.dumps(facts | {"format": 2}))
        self.refused("format 2")

    def test_refuses_a_path_outside_of_the_folder(self) -> None:
        facts = json.loads((self.folder / "dataset.json").read_text())
        facts["files"] = {"../set/labels.npy": "0"}
        (self.folder / "dataset.json").write_text(json.dumps(facts))
        self.refused("not there")

    def test_refuses_a_file_that_changed_later(self) -> None:
        self.change("labels", lambda labels: labels[::-1].copy(), keep_hash=True)
        self.refused("SHA-256 differs")

    def test_refuses_another_type(self) -> None:
        self.change("features", lambda features: features.astype("<f8"))
        self.refused("float64")

    def test_refuses_other_rows(self) -> None:
        self.change("weights", lambda weights: weights[:-1])
        self.refused("weights.npy has the shape")

    def test_refuses_an_unknown_class(self) -> None:
        self.change("labels", lambda labels: labels + 1)
        self.refused("class other than")

    def test_refuses_time_that_runs_back(self) -> None:
        self.change("times", lambda times: times[::-1].copy())
        self.refused("order of symbol, then time")

    def test_refuses_windows_that_reach_into_another_symbol(self) -> None:
        self.change("steps", lambda steps: np.full_like(steps, 64))
        self.refused("more unbroken rows")

    def test_refuses_a_negative_weight(self) -> None:
        self.change("weights", lambda weights: -weights)
        self.refused("negative")

    def test_refuses_a_return_that_is_not_finite(self) -> None:
        self.change("returns", lambda returns: returns * np.float32("nan"))
        self.refused("not finite")
