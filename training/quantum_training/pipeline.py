"""The whole training: split, fit, calibrate, weigh, choose thresholds, compare, and test once at the end."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from . import baselines, evaluation, thresholds
from .boosting import Trees
from .calibration import Calibration, Probabilities, expected_error, fit
from .clock import Clock, Progress
from .dataset import DataSet
from .ensemble import Ensemble, fit_ensemble
from .family import Family, FamilyResult, stages_of
from .options import Options
from .splits import Fold, HoldOut, Rows, hold_out, walk_forward
from .tft_learner import Fusion
from .verdict import Verdict, verdict_of

TREES_TIME_SHARE = 0.3
"""Part of the limit that XGBoost may take when the network follows."""

@dataclass(frozen=True)
class Outcome:
    """Everything that was found out. out_of_fold and test: calibrated probabilities by name, [rows, 3]."""

    data: DataSet
    options: Options
    held: HoldOut
    folds: list[Fold]
    families: dict[str, FamilyResult]
    ensemble: Ensemble
    thresholds: thresholds.Thresholds
    out_of_fold_rows: Rows
    out_of_fold: dict[str, Probabilities]
    test: dict[str, Probabilities]
    forward_error: float
    baselines: dict[str, Any]
    verdict: Verdict
    limits: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def sides(self, probabilities: Probabilities) -> evaluation.Sides:
        """Signals at the thresholds of the manifest."""
        used = self.thresholds
        return evaluation.sides_of(probabilities, used.used(used.long), used.used(used.short))


def train(data: DataSet, options: Options, stream: TextIO = sys.stdout) -> Outcome:
    """Trains on a data set; raises DataSetError where it cannot be cut into folds."""
    clock = Clock(options.minutes_max)
    held = hold_out(data, options.test_days, options.judged_rows_max)
    folds = walk_forward(data, held.train, options.folds, options.judged_rows_max)
    rows = np.concatenate([fold.valid for fold in folds])
    progress = Progress(options.progress, plan(options), clock, stream)
    families = fit_families(data, options, clock, progress, folds, held)
    labels = data.labels[rows]
    ensemble = fit_ensemble({name: family.out_of_fold for name, family in families.items()}, labels)
    out_of_fold = probabilities_of(ensemble, {name: family.out_of_fold for name, family in families.items()})
    progress.begin("rate of signals")
    final = probabilities_of(ensemble, final_scores(families, held.unlabelled))
    chosen = thresholds.choose(
        data, rows, out_of_fold["ensemble"], options.signals_per_day, final.get("ensemble"))

    progress.begin("logistic regression")
    linear = Family(baselines.Linear(data, options.seed), clock, QuietProgress(), clock.moment(0.5)).run(
        folds, held.train, 0, options.seed)
    progress.begin("final test")
    test = probabilities_of(ensemble, final_scores(families, held.test))
    compared = compare(data, held, folds, rows, linear, options.signals_per_day)
    progress.finish()
    return Outcome(
        data, options, held, folds, families, ensemble, chosen, rows, out_of_fold, test,
        forward_error(out_of_fold_raw(ensemble, families), labels, folds), compared,
        verdict_of(data, chosen, held.test, test.get("ensemble"), clock.limits), clock.limits, clock.spent)


def plan(options: Options) -> dict[str, float]:
    """The stages and their expected shares of the work."""
    stages: dict[str, float] = {}
    for name in options.models:
        stages |= stages_of(name, options.folds, options.trials, 1.0 if name == "xgboost" else 3.0)
    return stages | {"rate of signals": 0.3, "logistic regression": 0.3, "final test": 0.3}


def fit_families(
    data: DataSet, options: Options, clock: Clock, progress: Progress, folds: list[Fold], held: HoldOut
) -> dict[str, FamilyResult]:
    """Each family in turn; what the trees leave of their time is the network's."""
    families = {}
    for name in options.models:
        is_last = name == options.models[-1]
        end = clock.moment(0.92 if is_last else TREES_TIME_SHARE)
        learner = (Trees if name == "xgboost" else Fusion)(data, options.seed, options.threads, clock)
        families[name] = Family(learner, clock, progress, end).run(
            folds, held.train, options.trials, options.seed,
            len(held.test) + len(held.unlabelled))
    return families


def final_scores(families: dict[str, FamilyResult], rows: Rows) -> dict[str, NDArray[np.float32]]:
    """Each final model's raw scores [len(rows), 3]; nothing for no rows."""
    return {name: family.final.predict(rows) for name, family in families.items()} if len(rows) else {}


def probabilities_of(ensemble: Ensemble, raw: dict[str, NDArray[Any]]) -> dict[str, Probabilities]:
    """Calibrated probabilities of each model and of the ensemble; nothing for no rows."""
    if not raw:
        return {}
    return {name: ensemble.calibrations[name].apply(scores) for name, scores in raw.items()} | {
        "ensemble": ensemble.apply(raw)}


def out_of_fold_raw(ensemble: Ensemble, families: dict[str, FamilyResult]) -> Probabilities:
    """The ensemble's mean before its own calibration."""
    return ensemble.mix({name: family.out_of_fold for name, family in families.items()})


def forward_error(mixed: Probabilities, labels: NDArray[np.int8], folds: list[Fold]) -> float:
    """Calibration error when each fold is calibrated on the folds before it: like the first weeks of a new model."""
    edges = np.cumsum([0] + [len(fold.valid) for fold in folds])
    errors, sizes = [], []
    for start, end in zip(edges[1:-1], edges[2:], strict=True):
        calibration: Calibration = fit(mixed[:start], labels[:start])
        errors.append(expected_error(calibration.apply(mixed[start:end]), labels[start:end]))
        sizes.append(end - start)
    return float(np.average(errors, weights=sizes)) if sizes else float("nan")


def compare(
    data: DataSet, held: HoldOut, folds: list[Fold], rows: Rows, linear: FamilyResult, signals_per_day: float
) -> dict[str, Any]:
    """The three baselines, out of fold and on the final test, by the same measures as the models."""
    calibration = fit(linear.out_of_fold, data.labels[rows])
    logistic = calibration.apply(linear.out_of_fold)
    chosen = thresholds.choose(data, rows, logistic, signals_per_day)
    prior = np.concatenate([baselines.prior(data, fold.fitted, fold.valid) for fold in folds])
    made: dict[str, Any] = {"alwaysFlat": {}, "rsiRule": {}, "logistic": {}}
    parts = [("outOfFold", rows, prior, logistic)]
    if len(held.test):
        parts.append(("test", held.test, baselines.prior(data, held.train, held.test),
                      calibration.apply(linear.final.predict(held.test))))
    for part, at, flat, linear_scores in parts:
        labels = data.labels[at]
        made["alwaysFlat"][part] = evaluation.describe(flat, labels) | {
            "flatAccuracy": float((labels == 1).mean()), "meanNetReturn": 0.0, "signals": 0}
        sides = evaluation.sides_of(linear_scores, chosen.long.threshold, chosen.short.threshold)
        made["logistic"][part] = evaluation.describe(linear_scores, labels) | evaluation.judge(data, at, sides)
        rsi = baselines.rsi_sides(data, at)
        made["rsiRule"][part] = None if rsi is None else evaluation.judge(data, at, rsi)
    return made


class QuietProgress(Progress):
    """Shows nothing: the baseline is one stage of the outer progress."""

    def __init__(self) -> None:
        """Needs no stages."""

    def begin(self, stage: str) -> None:
        """Nothing."""

    def at(self, share: float, note: str, is_due: bool = False) -> None:
        """Nothing."""
