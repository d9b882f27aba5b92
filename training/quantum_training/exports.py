"""What a bundle proves itself with: golden windows and their answers, and windows to compare native and ONNX with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray

from .boosting import TreesModel
from .dataset import STEPS
from .learner import Model
from .pipeline import Outcome
from .splits import spread
from .tft_learner import FusionModel
from .trees_onnx import split_points, to_onnx

GOLDEN_ROWS = 32
GOLDEN_EXTREMES = 4
PARITY_ROWS = 1_000
PARITY_NAN, PARITY_SPLITS, PARITY_EXTREMES = 100, 100, 50
LARGEST = np.float32(3.0e38)
"""Near the end of single precision: what is computed from it overflows. Infinity itself XGBoost does not take."""


@dataclass(frozen=True)
class Vectors:
    """Windows float32 [64, rows, F] and each model's raw answers float32 [rows, 3] by name."""

    windows: NDArray[np.float32]
    raw: dict[str, NDArray[np.float32]]


def onnx_of(model: Model, feature_count: int) -> onnx.ModelProto:
    """The model as ONNX."""
    if isinstance(model, TreesModel):
        return to_onnx(model.booster, feature_count)
    if isinstance(model, FusionModel):
        return model.to_onnx()
    raise TypeError(f"Condition failed: {type(model).__name__} has no ONNX form.")


def answers(outcome: Outcome, windows: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """Raw native answers [rows, 3]; the trees see the newest minute only."""
    made = {}
    for name, family in outcome.families.items():
        model = family.final
        if isinstance(model, TreesModel):
            made[name] = model.predict_features(np.ascontiguousarray(windows[-1]))
        elif isinstance(model, FusionModel):
            made[name] = model.predict_windows(windows, np.arange(windows.shape[1]))
    return made


def golden(outcome: Outcome) -> Vectors:
    """Windows of the training rows, evenly spaced, and four at the corners of what was ever seen; no NaN."""
    data, rows = outcome.data, outcome.held.train
    seen = data.features[spread(rows, 20_000)]
    low, high = np.nanmin(seen, axis=0), np.nanmax(seen, axis=0)
    picked = data.windows(spread(rows, GOLDEN_ROWS - GOLDEN_EXTREMES))
    corners = np.empty((STEPS, GOLDEN_EXTREMES, len(low)), dtype=np.float32)
    corners[:, 0], corners[:, 1], corners[:, 2] = 0, low, high
    corners[0::2, 3], corners[1::2, 3] = low, high
    windows = np.nan_to_num(np.concatenate([picked, corners], axis=1))
    return Vectors(windows, answers(outcome, windows))


def parity(outcome: Outcome) -> Vectors:
    """1,000 windows: real ones, some with holes of NaN, some exactly on splits of the trees, some absurd."""
    data = outcome.data
    random = np.random.default_rng(outcome.options.seed)
    windows = data.windows(spread(data.usable, PARITY_ROWS)).copy()
    count = windows.shape[1]
    order = random.permutation(count)
    with_nan, on_splits, extreme, _ = np.split(order, np.cumsum([PARITY_NAN, PARITY_SPLITS, PARITY_EXTREMES]))
    for row in with_nan:
        windows[:, row][random.random(windows[:, row].shape) < random.choice([0.02, 0.3, 1.0])] = np.nan
    trees = next((f.final for f in outcome.families.values() if isinstance(f.final, TreesModel)), None)
    points = split_points(trees.booster) if trees else {}
    for feature, values in points.items():
        windows[-1, on_splits, feature] = random.choice(values, len(on_splits))
    values = np.array([LARGEST, -LARGEST, 1e6, -1e6, 1e-38, -1e-38, 0.0], dtype=np.float32)
    windows[:, extreme] = random.choice(values, windows[:, extreme].shape)
    return Vectors(windows, answers(outcome, windows))
