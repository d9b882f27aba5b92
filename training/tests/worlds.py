"""Data set folders with what is true of them planted, so that a test knows what must be found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

FEATURES = 52
HORIZON = 45
START_MS = 1_700_000_040_000
WIN, LOSS, COST = 0.012, 0.008, 0.0014


def write(
    folder: Path, *, edge: float, memory_edge: float = 0.0, symbols: int = 4, minutes: int = 2_500,
    class_bias: tuple[float, float, float] = (0.0, 0.8, 0.0), seed: int = 1,
) -> Path:
    """A data set whose first feature decides with `edge` log-odds per deviation between down and up.

    memory_edge does the same for the mean of the second feature over the last 30 minutes, which only a model with a
    window can see. class_bias: log-odds of down, flat, up. A long that meets `up` wins, any other outcome loses half
    or all; minutes are per symbol.
    """
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    parts = [symbol(random, minutes, edge, memory_edge, class_bias) for _ in range(symbols)]
    rows = symbols * minutes
    index = np.tile(np.arange(minutes), symbols)
    arrays = {
        "features": np.concatenate([part[0] for part in parts]),
        "labels": np.concatenate([part[1] for part in parts]),
        "returns": np.concatenate([part[2] for part in parts]),
        "exits": random.integers(5, HORIZON + 1, (rows, 2)).astype("<i2"),
        "times": (START_MS + 60_000 * index).astype("<i8"),
        "symbols": np.repeat(np.arange(symbols), minutes).astype("<i2"),
        "steps": np.minimum(index + 1, 64).astype("<i2"),
        "weights": np.ones(rows, dtype="<f4"),
    }
    return save(folder, arrays)


def symbol(
    random: np.random.Generator, minutes: int, edge: float, memory_edge: float, class_bias: tuple[float, float, float]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels and returns of one symbol; the last horizon has no label."""
    features = random.standard_normal((minutes, FEATURES)).astype("<f4") * 0.01
    noise = random.standard_normal(minutes)
    for at in range(1, minutes):
        noise[at] = 0.9 * noise[at - 1] + np.sqrt(1 - 0.81) * noise[at]
    features[:, 0] = 0.01 * noise
    features[:, 13] = np.clip(0.5 + 0.15 * random.standard_normal(minutes), 0, 1)
    memory = np.convolve(features[:, 1], np.ones(30), "full")[:minutes] / 30 * 100 * np.sqrt(30)
    pull = edge * noise + memory_edge * memory
    logits = np.array(class_bias) + np.stack([-pull, np.zeros(minutes), pull], axis=1)
    chances = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    labels = (random.random(minutes)[:, None] > np.cumsum(chances, axis=1)).sum(axis=1).clip(0, 2)
    drift = np.choose(labels, [-LOSS, -LOSS / 4, WIN]), np.choose(labels, [WIN, -LOSS / 4, -LOSS])
    returns = np.stack(drift, axis=1) - COST
    labels = labels.astype("i1")
    labels[-HORIZON:] = -1
    return features, labels, returns.astype("<f4")


def save(folder: Path, arrays: dict[str, np.ndarray]) -> Path:
    """Writes the arrays and the dataset.json that describes them."""
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    names = [f"feature_{index}" for index in range(arrays["features"].shape[1])]
    names[13] = "rsi"
    labels = arrays["labels"]
    facts = {
        "format": 1, "schemaHash": "0" * 64, "schemaVersion": 1, "features": names, "rows": len(labels),
        "symbols": [f"S{index}USDT" for index in range(int(arrays["symbols"].max()) + 1)],
        "from": "2023-11-14T22:14:00Z", "to": "2023-11-16T15:53:00Z",
        "label": {"horizonMinutes": HORIZON, "stopAtrMultiple": 1.5, "stopMinShare": 0.008, "stopMaxShare": 0.03,
                  "takeProfitRatio": 1.5, "takerFeeRate": 0.0005, "slippageBps": 2},
        "classCounts": np.bincount(labels[labels >= 0], minlength=3).tolist(), "sources": [],
        "files": {f"{name}.npy": hashlib.sha256((folder / f"{name}.npy").read_bytes()).hexdigest() for name in arrays},
        "codeCommit": "0" * 40,
    }
    (folder / "dataset.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder
