"""The exported trees say what XGBoost says: NaN, thresholds hit exactly, and the ends of single precision included."""

from __future__ import annotations

import unittest

import numpy as np
import onnx
import xgboost

from quantum_training.trees_onnx import evaluate, split_points, to_onnx

FEATURES = 6


def booster(rounds: int = 12, seed: int = 1, missing: float = 0.2) -> xgboost.Booster:
    """Trees on data with holes, so that splits learn both default directions."""
    random = np.random.default_rng(seed)
    features = random.standard_normal((4_000, FEATURES)).astype(np.float32)
    labels = (features[:, 0] + features[:, 1] * features[:, 2] > 0).astype(int) + (features[:, 3] > 0.5)
    features[random.random(features.shape) < missing] = np.nan
    parameters = {
        "objective": "multi:softprob", "num_class": 3, "tree_method": "hist", "max_depth": 5, "base_score": 0.5,
        "seed": seed, "nthread": 1}
    return xgboost.train(parameters, xgboost.DMatrix(features, labels), rounds)


class TreesOnnxTests(unittest.TestCase):
    """Against the native library."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.booster = booster()
        cls.model = to_onnx(cls.booster, FEATURES)

    def agree(self, features: np.ndarray) -> None:
        """Native and exported answers are the same to 1e-6."""
        native = self.booster.predict(xgboost.DMatrix(features))
        np.testing.assert_allclose(evaluate(self.model, features), native, atol=1e-6)

    def test_ordinary_rows(self) -> None:
        self.agree(np.random.default_rng(2).standard_normal((500, FEATURES)).astype(np.float32))

    def test_rows_with_holes(self) -> None:
        random = np.random.default_rng(3)
        features = random.standard_normal((500, FEATURES)).astype(np.float32)
        features[random.random(features.shape) < 0.5] = np.nan
        self.agree(features)
        self.agree(np.full((1, FEATURES), np.nan, dtype=np.float32))

    def test_both_default_directions_were_tried(self) -> None:
        (node,) = self.model.graph.node
        tracks = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}["nodes_missing_value_tracks_true"]
        modes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}["nodes_modes"]
        splits = {track for track, mode in zip(tracks, modes, strict=True) if mode != b"LEAF"}
        self.assertEqual({0, 1}, splits)

    def test_rows_on_a_split_and_right_beside_it(self) -> None:
        points = split_points(self.booster)
        self.assertGreater(len(points), 3)
        random = np.random.default_rng(4)
        for shift in (0.0, -np.inf, np.inf):
            features = np.zeros((300, FEATURES), dtype=np.float32)
            for feature, values in points.items():
                features[:, feature] = random.choice(values, 300)
            self.agree(features if shift == 0 else np.nextafter(features, np.float32(shift)))

    def test_the_ends_of_single_precision(self) -> None:
        values = np.array([3e38, -3e38, 1e-38, -1e-38, 0.0, -0.0], dtype=np.float32)
        self.agree(np.random.default_rng(5).choice(values, (300, FEATURES)))

    def test_an_ensemble_cut_to_its_best_rounds(self) -> None:
        native = self.booster[:3]
        features = np.random.default_rng(6).standard_normal((50, FEATURES)).astype(np.float32)
        np.testing.assert_allclose(
            evaluate(to_onnx(native, FEATURES), features), native.predict(xgboost.DMatrix(features)), atol=1e-6)

    def test_names_shapes_and_versions_are_the_contract(self) -> None:
        (given,), (made,) = self.model.graph.input, self.model.graph.output
        self.assertEqual(("features", "probabilities"), (given.name, made.name))
        self.assertEqual(["N", FEATURES], [d.dim_param or d.dim_value for d in given.type.tensor_type.shape.dim])
        self.assertEqual(["N", 3], [d.dim_param or d.dim_value for d in made.type.tensor_type.shape.dim])
        self.assertLessEqual(max(o.version for o in self.model.opset_import if o.domain == ""), 17)

    def test_the_same_trees_are_the_same_bytes(self) -> None:
        self.assertEqual(
            self.model.SerializeToString(deterministic=True),
            to_onnx(booster(), FEATURES).SerializeToString(deterministic=True))

    def test_a_tree_of_one_leaf(self) -> None:
        labels = np.tile([0, 1, 2], 20)
        flat = xgboost.train(
            {"objective": "multi:softprob", "num_class": 3, "tree_method": "hist", "nthread": 1},
            xgboost.DMatrix(np.zeros((60, FEATURES), dtype=np.float32), labels), 2)
        made = evaluate(to_onnx(flat, FEATURES), np.ones((2, FEATURES), dtype=np.float32))
        np.testing.assert_allclose(made, np.full((2, 3), 1 / 3), atol=1e-6)
