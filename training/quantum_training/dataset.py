"""Reads the folder that `quantum dataset` writes, and refuses what does not fit together."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 1
STEPS = 64
"""Closed minutes that a window holds, the newest last."""

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS

CLASSES = ("down", "flat", "up")
DOWN, FLAT, UP = 0, 1, 2
LONG, SHORT = 0, 1
"""Columns of `returns` and `exits`."""


class DataSetError(ValueError):
    """The folder is not a data set that can be trained on; the text is a sentence for whoever gave it."""


@dataclass(frozen=True)
class DataSet:
    """Rows of closed minutes, symbol by symbol, ascending in time within a symbol.

    features: float32 [rows, F], scale-free; labels: int8 [rows], 0 down, 1 flat, 2 up, -1 unknown;
    returns: float32 [rows, 2], net share of entry that a long and a short entered there made;
    exits: int16 [rows, 2], minutes until that exit; times: int64 [rows], Unix milliseconds of the candle's open;
    symbols: int16 [rows], index into `symbol_names`; steps: int16 [rows], unbroken rows up to this one, at most 64;
    weights: float32 [rows], how much a row counts in fitting.
    """

    folder: Path
    facts: dict[str, Any]
    features: NDArray[np.float32]
    labels: NDArray[np.int8]
    returns: NDArray[np.float32]
    exits: NDArray[np.int16]
    times: NDArray[np.int64]
    symbols: NDArray[np.int16]
    steps: NDArray[np.int16]
    weights: NDArray[np.float32]
    sha256: str

    @property
    def feature_names(self) -> list[str]:
        """Names of the feature columns, in order."""
        return self.facts["features"]

    @property
    def symbol_names(self) -> list[str]:
        """Names that `symbols` indexes."""
        return self.facts["symbols"]

    @property
    def horizon_minutes(self) -> int:
        """Longest time from entry to exit."""
        return int(self.facts["label"]["horizonMinutes"])

    @cached_property
    def usable(self) -> NDArray[np.int64]:
        """Rows with a label and a whole window: both models learn from and are judged on the same rows.

        Minutes of which the data set holds a single symbol are left out if it holds others: there the rank among
        symbols and the move against the market are constants, which they never are live.
        """
        return np.flatnonzero((self.labels >= 0) & (self.steps >= STEPS) & ~self.lone)

    @cached_property
    def lone(self) -> NDArray[np.bool_]:
        """[rows] whether the row is the only one of its minute, in a data set that has fuller minutes."""
        _, minute, count = np.unique(self.times, return_inverse=True, return_counts=True)
        return (count[minute] == 1) & (count.max() > 1)

    def windows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The windows that end at the rows: float32 [64, len(rows), F], oldest minute first."""
        return self.features[rows[None, :] + np.arange(1 - STEPS, 1)[:, None]]


SHAPES: dict[str, tuple[np.dtype, int]] = {
    "features": (np.dtype("<f4"), 2),
    "labels": (np.dtype("i1"), 1),
    "returns": (np.dtype("<f4"), 2),
    "exits": (np.dtype("<i2"), 2),
    "times": (np.dtype("<i8"), 1),
    "symbols": (np.dtype("<i2"), 1),
    "steps": (np.dtype("<i2"), 1),
    "weights": (np.dtype("<f4"), 1),
}
"""Type and number of dimensions of each array of the folder."""


def load(folder: Path) -> DataSet:
    """Reads and checks a data set; the features stay on disk and are read where they are needed."""
    facts_file = folder / "dataset.json"
    if not facts_file.is_file():
        raise DataSetError(f"{folder} holds no dataset.json; make a data set with `quantum dataset`.")
    raw = facts_file.read_bytes()
    try:
        facts = json.loads(raw)
        missing = [name for name in ("features", "symbols", "label", "schemaHash", "rows") if name not in facts]
    except (ValueError, TypeError) as error:
        raise DataSetError(f"dataset.json cannot be read: {error}.") from error
    if missing:
        raise DataSetError(f"dataset.json lacks {', '.join(missing)}.")
    if facts.get("format") != FORMAT:
        raise DataSetError(f"dataset.json has format {facts.get('format')}; this training reads format {FORMAT}.")
    check_hashes(folder, facts.get("files", {}))
    arrays = {name: read_array(folder, name) for name in SHAPES}
    check_shapes(facts, arrays)
    data = DataSet(folder=folder, facts=facts, sha256=hashlib.sha256(raw).hexdigest(), **arrays)
    check_order(data)
    return data


def check_hashes(folder: Path, expected: dict[str, str]) -> None:
    """A file that changed after the data set was written is not what its maker described."""
    for name, sha256 in expected.items():
        path = folder / name
        if Path(name).name != name or not path.is_file():
            raise DataSetError(f"dataset.json names the file {name}, which is not there.")
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        if digest.hexdigest() != sha256.lower():
            raise DataSetError(f"{name} is not the file that dataset.json describes: its SHA-256 differs.")


def read_array(folder: Path, name: str) -> NDArray[Any]:
    """One array; pickled objects are never read."""
    path = folder / f"{name}.npy"
    dtype, dimensions = SHAPES[name]
    try:
        array = np.load(path, mmap_mode="r" if name == "features" else None, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise DataSetError(f"{path.name} cannot be read: {error}.") from error
    if array.dtype != dtype or array.ndim != dimensions or not array.flags.c_contiguous:
        raise DataSetError(f"{path.name} is {array.dtype} with {array.ndim} dimensions; expected {dtype} in C order "
                           f"with {dimensions}.")
    return array


def check_shapes(facts: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
    """All arrays have the same rows, and the columns that their names promise."""
    columns = {"features": len(facts["features"]), "returns": 2, "exits": 2}
    for name, array in arrays.items():
        expected = (facts["rows"], columns[name]) if name in columns else (facts["rows"],)
        if array.shape != expected:
            raise DataSetError(f"{name}.npy has the shape {array.shape}; dataset.json promises {expected}.")


def check_order(data: DataSet) -> None:
    """Windows are neighbouring rows, so symbols may not mix and time may not run backwards."""
    if len(data.times) == 0:
        raise DataSetError("The data set has no rows.")
    if data.labels.min() < -1 or data.labels.max() > UP:
        raise DataSetError("labels.npy holds a class other than -1, 0, 1 and 2.")
    if data.symbols.min() < 0 or data.symbols.max() >= len(data.symbol_names):
        raise DataSetError("symbols.npy holds an index that dataset.json has no symbol for.")
    same = data.symbols[1:] == data.symbols[:-1]
    if np.any(data.symbols[1:] < data.symbols[:-1]) or np.any(data.times[1:][same] <= data.times[:-1][same]):
        raise DataSetError("The rows are not in the order of symbol, then time.")
    first_of_symbol = np.flatnonzero(np.r_[True, ~same])
    age = np.arange(len(data.times)) - np.repeat(first_of_symbol, np.diff(np.r_[first_of_symbol, len(data.times)]))
    if np.any(data.steps > age + 1) or data.steps.max() > STEPS:
        raise DataSetError("steps.npy promises more unbroken rows than the symbol has.")
    if not (np.all(np.isfinite(data.weights)) and data.weights.min() >= 0):
        raise DataSetError("weights.npy holds a weight that is negative or not finite.")
    labelled = data.labels >= 0
    if not np.all(np.isfinite(data.returns[labelled])):
        raise DataSetError("returns.npy holds a return that is not finite in a row with a label.")
