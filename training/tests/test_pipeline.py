"""Whole trainings on planted worlds: what is there is found, what is not there is not claimed."""

from __future__ import annotations

import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import onnx

from quantum_training import bundle, tft_learner, trees_onnx
from quantum_training.__main__ import main
from quantum_training.dataset import load
from quantum_training.options import Options
from quantum_training.pipeline import Outcome, train
from tests import worlds

SIGNALS_PER_DAY = 6_000.0
"""Small worlds hold a fiftieth of a day of 222 symbols: a rate that they can show."""


def setUpModule() -> None:
    """The network hardly learns here, so that a test takes seconds; the one that needs it lets it."""
    for name, value in (("BATCH", 64), ("STEPS_PER_CHECK", 8), ("CHECKS_MAX", 2), ("TAIL_ROWS_MAX", 256)):
        change = mock.patch.object(tft_learner, name, value)
        change.start()
        unittest.addModuleCleanup(change.stop)


def trained(place: Path, *, models: tuple[str, ...] = ("xgboost",), minutes_max: float | None = None,
            trials: int = 0, **world: object) -> Outcome:
    """A world, and what a training makes of it."""
    data = load(worlds.write(place, **world))
    options = Options(
        folds=2, trials=trials, signals_per_day=SIGNALS_PER_DAY, test_days=0.5, threads=1, models=models,
        minutes_max=minutes_max)
    return train(data, options, io.StringIO())


class PlantedTests(unittest.TestCase):
    """What decides the next move is planted."""

    def setUp(self) -> None:
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name)

    def test_an_edge_is_found_and_holds_in_the_test(self) -> None:
        outcome = trained(self.place, edge=1.5, minutes=4_000)
        self.assertTrue(outcome.verdict.approved, outcome.verdict.reason)
        self.assertEqual(0, outcome.families["xgboost"].final.importance().argmax())
        judged = outcome.thresholds
        self.assertGreater(judged.long.net.lower, 0.003)
        for part in ("outOfFold", "test"):
            better = outcome.baselines["alwaysFlat"][part]["logLoss"]
            labels = outcome.data.labels[outcome.out_of_fold_rows if part == "outOfFold" else outcome.held.test]
            ours = (outcome.out_of_fold if part == "outOfFold" else outcome.test)["ensemble"]
            self.assertLess(-np.log(ours[np.arange(len(labels)), labels]).mean(), better - 0.1)

    def test_where_nothing_is_there_no_edge_is_claimed(self) -> None:
        outcome = trained(self.place, edge=0.0, minutes=4_000)
        self.assertFalse(outcome.verdict.approved)
        self.assertTrue(outcome.verdict.reason.startswith("No edge"), outcome.verdict.reason)
        used = outcome.thresholds.as_json()
        self.assertLess(max(used["long"], used["short"]), 1.0)
        self.assertGreater(used["expectedSignalsPerDay"]["long"], 0)

    def test_an_edge_below_the_cost_is_none(self) -> None:
        with mock.patch.object(worlds, "COST", 0.02):
            outcome = trained(self.place, edge=1.5, minutes=4_000)
        self.assertTrue(outcome.verdict.reason.startswith("No edge"), outcome.verdict.reason)

    def test_rare_classes_are_calibrated_to_their_rate(self) -> None:
        outcome = trained(self.place, edge=0.8, class_bias=(0.0, 3.5, 0.0), minutes=5_000)
        labels = outcome.data.labels[outcome.held.test]
        said = outcome.test["ensemble"].mean(axis=0)
        np.testing.assert_allclose(np.bincount(labels, minlength=3) / len(labels), said, atol=0.02)
        raw = outcome.families["xgboost"].final.predict(outcome.held.test).mean(axis=0)
        self.assertGreater(raw[2], 4 * said[2], "the class weights must have been there to be undone")

    def test_the_network_sees_what_only_a_window_shows(self) -> None:
        with mock.patch.multiple(tft_learner, BATCH=128, STEPS_PER_CHECK=24, CHECKS_MAX=8):
            outcome = trained(self.place, edge=0.0, memory_edge=2.0, minutes=4_000, models=("xgboost", "tft"))
        self.assertGreater(outcome.ensemble.weights["tft"], 0.5)
        variables, _ = outcome.families["tft"].final.explain(outcome.held.train[:200])
        self.assertEqual(1, variables.argmax())

    def test_same_data_and_seed_same_bytes(self) -> None:
        made = []
        for run in ("a", "b"):
            outcome = trained(
                self.place / run, edge=1.0, trials=1, minutes=2_500, models=("xgboost", "tft"))
            folder = self.place / f"models-{run}"
            folder.mkdir()
            bundle.write_models(outcome, folder)
            made.append({path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()})
        self.assertEqual(made[0], made[1])

    def test_the_limit_gives_a_whole_candidate_that_says_what_was_cut(self) -> None:
        outcome = trained(self.place, edge=1.0, trials=3, minutes=2_500, models=("xgboost", "tft"), minutes_max=0.001)
        self.assertGreater(len(outcome.limits), 3)
        out = self.place / "candidate"
        bundle.write(outcome, out, "v1", "2026-01-01T00:00:00Z")
        candidate = json.loads((out / "candidate.json").read_text())
        self.assertEqual(outcome.limits, candidate["limits"])
        self.assertFalse(candidate["isRepeatable"])


class CandidateTests(unittest.TestCase):
    """The folder that the command writes."""

    @classmethod
    def setUpClass(cls) -> None:
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.data = worlds.write(Path(place.name) / "set", edge=1.2, minutes=2_500)
        cls.out = Path(place.name) / "candidate"
        cls.arguments = [
            "train", "--dataset", str(cls.data), "--out", str(cls.out), "--folds", "2", "--trials", "0",
            "--target-signals-per-day", "6000", "--test-days", "0.5", "--threads", "1", "--version", "v1"]
        with mock.patch("sys.stdout", new_callable=io.StringIO) as cls.said:
            cls.code = main(cls.arguments)
        cls.candidate = json.loads((cls.out / "candidate.json").read_text())

    def array(self, name: str) -> np.ndarray:
        """One array of the folder."""
        return np.load(self.out / name)

    def test_holds_every_file_of_the_contract(self) -> None:
        self.assertEqual(0, self.code)
        self.assertEqual({
            "candidate.json", "metrics.json", "report.html", "xgboost.onnx", "tft.onnx", "golden-window.npy",
            "golden-xgboost.npy", "golden-tft.npy", "golden-ensemble.npy", "parity/parity-window.npy",
            "parity/parity-xgboost.npy", "parity/parity-tft.npy",
        }, {str(path.relative_to(self.out)) for path in self.out.rglob("*") if path.is_file()})

    def test_holds_every_key_of_the_manifest(self) -> None:
        self.assertLessEqual({
            "format", "version", "createdAt", "schemaHash", "steps", "featureCount", "label", "data", "calibration",
            "ensemble", "thresholds", "folds", "test", "baselines", "approvedForLive", "approvalReason", "codeCommit",
        }, set(self.candidate))
        self.assertEqual({"xgboost", "tft", "ensemble", "error"}, set(self.candidate["calibration"]))
        self.assertAlmostEqual(1.0, sum(self.candidate["ensemble"].values()))

    def test_golden_ensemble_is_what_the_manifest_computes(self) -> None:
        def calibrated(raw: np.ndarray, name: str) -> np.ndarray:
            of = self.candidate["calibration"][name]
            power = np.exp(of["scale"] * np.log(np.clip(raw.astype(float), 1e-7, 1)) + np.array(of["bias"]))
            return power / power.sum(axis=1, keepdims=True)

        mixed = sum(weight * calibrated(self.array(f"golden-{name}.npy"), name)
                    for name, weight in self.candidate["ensemble"].items())
        np.testing.assert_allclose(calibrated(mixed, "ensemble"), self.array("golden-ensemble.npy"), atol=1e-6)

    def test_golden_windows_are_finite_and_parity_windows_are_not(self) -> None:
        self.assertEqual((64, 32, 52), self.array("golden-window.npy").shape)
        self.assertTrue(np.isfinite(self.array("golden-window.npy")).all())
        window = self.array("parity/parity-window.npy")
        self.assertEqual((64, 1000, 52), window.shape)
        self.assertGreater(np.isnan(window).any(axis=(0, 2)).sum(), 80)
        self.assertGreater((np.abs(window) > 1e38).any(axis=(0, 2)).sum(), 40)
        for name in ("xgboost", "tft"):
            self.assertTrue(np.isfinite(self.array(f"parity/parity-{name}.npy")).all())

    def test_the_exported_trees_agree_on_every_parity_row(self) -> None:
        made = trees_onnx.evaluate(onnx.load(self.out / "xgboost.onnx"), self.array("parity/parity-window.npy")[-1])
        self.assertLess(np.abs(made - self.array("parity/parity-xgboost.npy")).max(), 1e-5)

    def test_the_report_stands_alone(self) -> None:
        report = (self.out / "report.html").read_text()
        self.assertIn(self.candidate["approvalReason"], report)
        for loaded in ("<script", "http://", "https://", "src=", "@import", "nan"):
            self.assertNotIn(loaded, report)
        self.assertGreaterEqual(report.count("<svg"), 8)

    def test_the_folder_is_written_once(self) -> None:
        with mock.patch("sys.stderr", new_callable=io.StringIO) as said:
            self.assertEqual(2, main(self.arguments))
        self.assertIn("is not empty", said.getvalue())

    def test_no_half_folder_is_left(self) -> None:
        self.assertEqual([], list(self.out.parent.glob("*.partial")))

    def test_an_unknown_model_is_refused(self) -> None:
        with mock.patch("sys.stderr", new_callable=io.StringIO) as said:
            code = main([*self.arguments[:3], "--out", str(self.out) + "2", "--models", "xgboost,oracle"])
        self.assertEqual(2, code)
        self.assertIn("oracle", said.getvalue())
