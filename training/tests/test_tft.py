"""The network: shapes, what it does with bad input, and its export."""

from __future__ import annotations

import unittest

import numpy as np
import torch

from quantum_training.tft import Shape, TemporalFusion, robust_statistics
from quantum_training.tft_learner import FusionModel

FEATURES = 7


def network(seed: int = 1) -> TemporalFusion:
    """A small network with statistics that are not trivial, ready to answer."""
    torch.manual_seed(seed)
    median, scale = np.linspace(-1, 1, FEATURES), np.linspace(0.5, 50, FEATURES)
    return TemporalFusion(Shape(FEATURES, hidden=8, heads=2), median.astype("f"), scale.astype("f")).eval()


class FusionTests(unittest.TestCase):
    """Without training: what holds for any weights."""

    def setUp(self) -> None:
        self.network = network()
        self.window = torch.randn(64, 5, FEATURES, generator=torch.Generator().manual_seed(2))

    def test_answers_are_distributions(self) -> None:
        with torch.no_grad():
            made = self.network(self.window)
        self.assertEqual((5, 3), tuple(made.shape))
        np.testing.assert_allclose(made.sum(dim=1).numpy(), np.ones(5), atol=1e-6)

    def test_rows_do_not_see_each_other(self) -> None:
        with torch.no_grad():
            together, alone = self.network(self.window), self.network(self.window[:, 2:3])
        np.testing.assert_allclose(together[2:3].numpy(), alone.numpy(), atol=1e-6)

    def test_every_step_and_every_feature_counts(self) -> None:
        window = self.window.clone().requires_grad_(True)
        self.network(window)[:, 2].sum().backward()
        inside = ((window.detach() - self.network.input.median) * self.network.input.scale).abs() < 5
        self.assertTrue(bool((window.grad.abs()[inside] > 0).all()))

    def test_bad_input_gives_a_finite_answer(self) -> None:
        for value in (float("nan"), 3e38, -3e38, float("inf")):
            with torch.no_grad():
                made = self.network(torch.full_like(self.window, value))
            self.assertTrue(bool(torch.isfinite(made).all()), value)

    def test_nan_is_read_as_the_median(self) -> None:
        holed, filled = self.window.clone(), self.window.clone()
        holed[10, :, 3], filled[10, :, 3] = float("nan"), self.network.input.median[3]
        with torch.no_grad():
            np.testing.assert_allclose(self.network(holed).numpy(), self.network(filled).numpy(), atol=1e-6)

    def test_weights_and_attention_sum_to_one(self) -> None:
        with torch.no_grad():
            _, variables, attention = self.network.explain(self.window)
        np.testing.assert_allclose(variables.sum(dim=2).numpy(), np.ones((64, 5)), atol=1e-5)
        np.testing.assert_allclose(attention.sum(dim=0).numpy(), np.ones((5, 1)), atol=1e-5)

    def test_the_export_is_the_contract(self) -> None:
        model = FusionModel(self.network, None).to_onnx()
        (given,), (made,) = model.graph.input, model.graph.output
        self.assertEqual(("window", "probabilities"), (given.name, made.name))
        self.assertEqual([64, "N", FEATURES], [d.dim_param or d.dim_value for d in given.type.tensor_type.shape.dim])
        self.assertEqual("N", made.type.tensor_type.shape.dim[0].dim_param)
        self.assertLessEqual(max(o.version for o in model.opset_import), 17)
        self.assertEqual({""}, {node.doc_string for node in model.graph.node}, "stack traces hold paths")

    def test_the_same_weights_are_the_same_bytes(self) -> None:
        first, second = (FusionModel(network(), None).to_onnx().SerializeToString() for _ in range(2))
        self.assertEqual(first, second)
        self.assertNotEqual(first, FusionModel(network(2), None).to_onnx().SerializeToString())

    def test_statistics_are_robust_and_never_zero(self) -> None:
        values = np.random.default_rng(1).standard_normal((10_000, 3)).astype("f")
        values[:, 1] = 4
        values[:50, 0] = 1e6
        values[5, 2] = np.nan
        median, scale = robust_statistics(values)
        np.testing.assert_allclose(median, [0, 4, 0], atol=0.05)
        np.testing.assert_allclose(scale, [1, 1, 1], atol=0.05)
