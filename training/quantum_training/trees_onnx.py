"""Writes a booster as ONNX, and reads such a graph back in plain numpy to prove it.

XGBoost sends x left where x < threshold, both in single precision, and NaN to the default side of the split. ONNX's
BRANCH_LT is the same comparison; its `missing_value_tracks_true` sends NaN to the true (left) side.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import onnx
import xgboost
from numpy.typing import NDArray
from onnx import TensorProto, helper

OPSET = 15
ML_OPSET = 3
IR_VERSION = 8
CLASS_COUNT = 3


def to_onnx(booster: xgboost.Booster, feature_count: int) -> onnx.ModelProto:
    """input `features` float32 [N, F] -> output `probabilities` float32 [N, 3]."""
    learner = json.loads(booster.save_raw("json"))["learner"]
    model = learner["gradient_booster"]["model"]
    columns: dict[str, list[Any]] = {name: [] for name in (
        "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_values", "nodes_modes", "nodes_truenodeids",
        "nodes_falsenodeids", "nodes_missing_value_tracks_true",
        "class_treeids", "class_nodeids", "class_ids", "class_weights")}
    for number, (tree, klass) in enumerate(zip(model["trees"], model["tree_info"], strict=True)):
        append_tree(columns, number, int(klass), tree)
    base = float(str(learner["learner_model_param"]["base_score"]).strip("[]").split(",")[0])
    node = helper.make_node(
        "TreeEnsembleClassifier", ["features"], ["label", "probabilities"], domain="ai.onnx.ml",
        base_values=[base] * CLASS_COUNT, classlabels_int64s=list(range(CLASS_COUNT)), post_transform="SOFTMAX",
        **columns)
    graph = helper.make_graph(
        [node], "xgboost",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", feature_count])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", CLASS_COUNT])])
    made = helper.make_model(
        graph, producer_name="quantum_training", ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)])
    onnx.checker.check_model(made)
    return made


def append_tree(columns: dict[str, list[Any]], number: int, klass: int, tree: dict[str, Any]) -> None:
    """Adds one tree's nodes. In a leaf XGBoost keeps the value where a split keeps its threshold."""
    if any(tree.get("split_type", [])):
        raise ValueError(f"Tree {number} splits on categories, which no feature of Quantum is.")
    for index, left in enumerate(tree["left_children"]):
        is_leaf = left < 0
        value = float(np.float32(tree["split_conditions"][index]))
        columns["nodes_treeids"].append(number)
        columns["nodes_nodeids"].append(index)
        columns["nodes_featureids"].append(0 if is_leaf else int(tree["split_indices"][index]))
        columns["nodes_values"].append(0.0 if is_leaf else value)
        columns["nodes_modes"].append("LEAF" if is_leaf else "BRANCH_LT")
        columns["nodes_truenodeids"].append(0 if is_leaf else left)
        columns["nodes_falsenodeids"].append(0 if is_leaf else tree["right_children"][index])
        columns["nodes_missing_value_tracks_true"].append(0 if is_leaf else int(tree["default_left"][index]))
        if is_leaf:
            columns["class_treeids"].append(number)
            columns["class_nodeids"].append(index)
            columns["class_ids"].append(klass)
            columns["class_weights"].append(value)


def split_points(booster: xgboost.Booster) -> dict[int, NDArray[np.float32]]:
    """The thresholds of each feature that any tree splits on."""
    found: dict[int, set[float]] = {}
    for tree in json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]:
        for left, feature, value in zip(
                tree["left_children"], tree["split_indices"], tree["split_conditions"], strict=True):
            if left >= 0:
                found.setdefault(int(feature), set()).add(value)
    return {feature: np.array(sorted(values), dtype=np.float32) for feature, values in sorted(found.items())}


def evaluate(model: onnx.ModelProto, features: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the graph says by ONNX's own text, [N, 3]; slow, for tests and the export's own check."""
    (node,) = model.graph.node
    if node.op_type != "TreeEnsembleClassifier":
        raise ValueError(f"Condition failed: the graph is one tree ensemble, not {node.op_type}.")
    of = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    place = {key: at for at, key in enumerate(zip(of["nodes_treeids"], of["nodes_nodeids"], strict=True))}
    leaves = {key: (klass, weight) for *key_parts, klass, weight in zip(
        of["class_treeids"], of["class_nodeids"], of["class_ids"], of["class_weights"], strict=True)
        for key in [tuple(key_parts)]}
    scores = np.tile(np.array(of["base_values"], dtype=np.float64), (len(features), 1))
    for tree in sorted(set(of["nodes_treeids"])):
        pending = [(0, np.arange(len(features)))]
        while pending:
            node_id, rows = pending.pop()
            at = place[(tree, node_id)]
            if of["nodes_modes"][at] == b"LEAF":
                klass, weight = leaves[(tree, node_id)]
                scores[rows, klass] += weight
                continue
            if of["nodes_modes"][at] != b"BRANCH_LT":
                raise ValueError(f"Condition failed: {of['nodes_modes'][at]} is not how XGBoost splits.")
            values = features[rows, of["nodes_featureids"][at]]
            is_true = values < np.float32(of["nodes_values"][at])
            if of["nodes_missing_value_tracks_true"][at]:
                is_true |= np.isnan(values)
            pending.append((of["nodes_truenodeids"][at], rows[is_true]))
            pending.append((of["nodes_falsenodeids"][at], rows[~is_true]))
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)
