"""Writes the candidate folder that `quantum train` checks, hashes and signs into a bundle."""

from __future__ import annotations

import json
import math
import platform
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import sklearn
import torch
import xgboost

from .dataset import FORMAT, STEPS
from .exports import golden, onnx_of, parity
from .metrics import day_text, folds_json, metrics_json, test_json
from .pipeline import Outcome
from .report import report_html


def write(outcome: Outcome, out: Path, version: str, created_at: str) -> None:
    """Writes everything beside the folder first, candidate.json last, then moves it into its place."""
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        write_models(outcome, partial)
        metrics = metrics_json(outcome)
        write_json(partial / "metrics.json", metrics)
        (partial / "report.html").write_text(report_html(outcome, metrics, version, created_at), encoding="utf-8")
        write_json(partial / "candidate.json", candidate_json(outcome, version, created_at))
        if out.is_dir():
            out.rmdir()  # Only an empty folder is replaced; anything in it is somebody's.
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_models(outcome: Outcome, folder: Path) -> None:
    """The ONNX files, the golden answers and the parity rows."""
    features = outcome.data.features.shape[1]
    for name, family in outcome.families.items():
        onnx.save(onnx_of(family.final, features), str(folder / f"{name}.onnx"))
    proof, wide = golden(outcome), parity(outcome)
    (folder / "parity").mkdir()
    save(folder / "golden-window.npy", proof.windows)
    save(folder / "parity" / "parity-window.npy", wide.windows)
    for name in outcome.families:
        save(folder / f"golden-{name}.npy", proof.raw[name])
        save(folder / "parity" / f"parity-{name}.npy", wide.raw[name])
    save(folder / "golden-ensemble.npy", outcome.ensemble.apply(proof.raw).astype(np.float32))


def save(path: Path, array: np.ndarray) -> None:
    """NumPy format 1.0, little-endian, C order."""
    with path.open("wb") as stream:
        np.lib.format.write_array(stream, np.ascontiguousarray(array, dtype="<f4"), version=(1, 0))


def candidate_json(outcome: Outcome, version: str, created_at: str) -> dict[str, Any]:
    """Everything of the manifest but hashes, parity and signature."""
    data, facts = outcome.data, outcome.data.facts
    calibration = outcome.ensemble.as_json()
    calibration["error"] = test_json(outcome).get("calibrationError", outcome.forward_error)
    weights = {name: outcome.ensemble.weights.get(name, 0.0) for name in ("xgboost", "tft")}
    return {
        "format": FORMAT,
        "version": version,
        "createdAt": created_at,
        "schemaHash": facts["schemaHash"],
        "steps": STEPS,
        "featureCount": int(data.features.shape[1]),
        "label": facts["label"],
        "data": {
            "from": facts.get("from", day_text(int(data.times.min()))),
            "to": facts.get("to", day_text(int(data.times.max()))),
            "rows": int(facts["rows"]),
            "symbols": data.symbol_names,
            "sha256": data.sha256,
            "sources": facts.get("sources", []),
        },
        "calibration": calibration,
        "ensemble": weights,
        "thresholds": outcome.thresholds.as_json(),
        "folds": folds_json(outcome),
        "test": test_json(outcome),
        "baselines": outcome.baselines,
        "approvedForLive": outcome.verdict.approved,
        "approvalReason": outcome.verdict.reason,
        "codeCommit": code_commit() or facts.get("codeCommit", ""),
        "models": list(outcome.families),
        "limits": outcome.limits,
        "seed": outcome.options.seed,
        "isRepeatable": not outcome.limits,
        "libraries": libraries(),
    }


def libraries() -> dict[str, str]:
    """Versions that a repetition needs."""
    return {
        "python": platform.python_version(), "numpy": np.__version__, "xgboost": xgboost.__version__,
        "torch": torch.__version__, "onnx": onnx.__version__, "sklearn": sklearn.__version__,
    }


def code_commit() -> str:
    """The commit of this code, or nothing where it is not in a repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"], capture_output=True, text=True,
            timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def write_json(path: Path, value: dict[str, Any]) -> None:
    """UTF-8, two spaces, no NaN: what is not known is null."""
    path.write_text(json.dumps(plain(value), indent=2, allow_nan=False, ensure_ascii=False) + "\n", encoding="utf-8")


def plain(value: Any) -> Any:
    """Python's own types, with null for figures that are not finite."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def default_version(outcome_sha256: str, seed: int, now: float) -> str:
    """A name that sorts by time and tells data and seed apart: 20260102T0304Z-1a2b3c4d-1."""
    return time.strftime("%Y%m%dT%H%MZ", time.gmtime(now)) + f"-{outcome_sha256[:8]}-{seed}"
