"""The figures of a training as JSON: for the manifest, for metrics.json and for the report."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from .boosting import TreesModel
from .calibration import reliability
from .dataset import CLASSES
from .evaluation import describe, judge
from .pipeline import Outcome
from .splits import Rows, spread
from .thresholds import rate_curve
from .tft_learner import FusionModel

EXPLAINED_WINDOWS = 512


def day_text(time_ms: int) -> str:
    """A moment as ISO text, UTC, to the minute."""
    return time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(time_ms / 1000))


def span(outcome: Outcome, rows: Rows) -> dict[str, Any]:
    """From when to when rows lie, and how many they are."""
    if len(rows) == 0:
        return {"rows": 0}
    times = outcome.data.times[rows]
    return {"from": day_text(int(times.min())), "to": day_text(int(times.max())), "rows": len(rows)}


def folds_json(outcome: Outcome) -> list[dict[str, Any]]:
    """Per fold: its rows, each model's length, and the quality of the calibrated probabilities."""
    made, start = [], 0
    for index, fold in enumerate(outcome.folds):
        part = slice(start, start + len(fold.valid))
        start += len(fold.valid)
        labels = outcome.data.labels[fold.valid]
        entry: dict[str, Any] = {
            "number": fold.number, "train": span(outcome, fold.fitted), "valid": span(outcome, fold.valid)}
        for name, probabilities in outcome.out_of_fold.items():
            entry[name] = describe(probabilities[part], labels)
            if name in outcome.families:
                entry[name]["length"] = outcome.families[name].fold_fits[index].length
        made.append(entry)
    return made


def test_json(outcome: Outcome) -> dict[str, Any]:
    """The final test of the ensemble: probabilities, and signals at the thresholds."""
    rows = outcome.held.test
    made = span(outcome, rows) | {"unusedRows": outcome.held.unused}
    if len(rows) == 0:
        return made
    probabilities = outcome.test["ensemble"]
    return made | describe(probabilities, outcome.data.labels[rows]) | judge(
        outcome.data, rows, outcome.sides(probabilities))


def metrics_json(outcome: Outcome) -> dict[str, Any]:
    """Everything measured."""
    data, options = outcome.data, outcome.options
    labels = data.labels[data.usable]
    return {
        "approvedForLive": outcome.verdict.approved,
        "approvalReason": outcome.verdict.reason,
        "limits": outcome.limits,
        "seconds": round(outcome.seconds, 1),
        "options": {
            "seed": options.seed, "folds": options.folds, "trials": options.trials,
            "minutesMax": options.minutes_max, "signalsPerDay": options.signals_per_day,
            "testDays": options.test_days, "threads": options.threads, "models": list(options.models),
            "judgedRowsMax": options.judged_rows_max,
        },
        "rows": {
            "all": len(data.labels), "usable": len(labels), "lone": int(data.lone.sum()),
            "train": span(outcome, outcome.held.train),
            "test": span(outcome, outcome.held.test), "heldOutUnused": outcome.held.unused,
            "rateReadOff": len(outcome.held.unlabelled),
            "gapMinutes": outcome.held.gap_ms // 60_000,
            "classes": dict(zip(CLASSES, np.bincount(labels, minlength=3).tolist(), strict=True)),
        },
        "models": {name: {
            "settings": family.settings, "length": family.length, "isCut": family.is_cut, "trials": family.trials,
            "weight": outcome.ensemble.weights[name],
        } for name, family in outcome.families.items()},
        "outOfFold": part_json(outcome, outcome.out_of_fold_rows, outcome.out_of_fold)
        | {"forwardCalibrationError": outcome.forward_error},
        "test": part_json(outcome, outcome.held.test, outcome.test),
        "thresholds": outcome.thresholds.as_json(),
        "baselines": outcome.baselines,
        "explanation": explanation(outcome),
    }


def part_json(outcome: Outcome, rows: Rows, probabilities: dict[str, np.ndarray]) -> dict[str, Any]:
    """One set of rows: each model's quality, the ensemble's signals, reliability and rate curve."""
    if not probabilities:
        return {}
    labels = outcome.data.labels[rows]
    ensemble = probabilities["ensemble"]
    return {
        "models": {name: describe(values, labels) for name, values in probabilities.items()},
        "signals": judge(outcome.data, rows, outcome.sides(ensemble)),
        "reliability": {name: reliability(ensemble, labels, klass) for klass, name in enumerate(CLASSES)},
        "rateCurve": rate_curve(outcome.data, rows, ensemble),
    }


def explanation(outcome: Outcome) -> dict[str, Any]:
    """What the models look at: gain by feature, variable weights by feature, attention by step."""
    made: dict[str, Any] = {"features": outcome.data.feature_names}
    for family in outcome.families.values():
        model = family.final
        if isinstance(model, TreesModel):
            made["gain"] = model.importance().tolist()
        elif isinstance(model, FusionModel):
            variables, attention = model.explain(spread(outcome.held.train, EXPLAINED_WINDOWS))
            made["variableWeights"], made["attention"] = variables.tolist(), attention.tolist()
    return made
