"""One family of models through search, walk-forward folds and the final fit, inside its share of the time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .clock import Clock, Progress
from .learner import Fit, Learner, Model, Settings
from .splits import Fold, Rows

SEARCH_SHARE = 0.25
"""Part of a family's time that its search may take."""

FITTING_SHARE = 0.85
"""Part of the time until its end that fits may take, besides what scoring was measured to need."""


@dataclass(frozen=True)
class FamilyResult:
    """What a family made. out_of_fold: raw float32 [rows of all validation blocks, 3], in the folds' order."""

    name: str
    settings: Settings
    trials: list[dict[str, object]]
    fold_fits: list[Fit]
    out_of_fold: NDArray[np.float32]
    final: Model
    length: int
    is_cut: bool


class Family:
    """Runs a learner; the same seed and no cut by the clock give the same result."""

    def __init__(self, learner: Learner, clock: Clock, progress: Progress, end: float) -> None:
        self._learner, self._clock, self._progress, self._end = learner, clock, progress, end
        self._is_cut = False
        self._seconds_per_row = 0.0

    def run(self, folds: list[Fold], rows: Rows, trials: int, seed: int, scored_later: int = 0) -> FamilyResult:
        """Search, then each fold, then all rows. scored_later: rows that the final model will be asked for."""
        settings, tried = self._search(folds[0], trials, seed)
        fits, scores = [], []
        for fold in folds:
            to_score = sum(len(later.valid) for later in folds[fold.number - 1:]) + scored_later
            fit = self._fold(fold, len(folds), settings, to_score)
            fits.append(fit)
            scores.append(self._score(fit.model, fold.valid))
        length = max(1, int(np.median([fit.length for fit in fits])))
        final = self._final(rows, settings, length, scored_later)
        return FamilyResult(
            self._learner.name, settings, tried, fits, np.concatenate(scores), final.model, final.length,
            self._is_cut)

    def _search(self, fold: Fold, trials: int, seed: int) -> tuple[Settings, list[dict[str, object]]]:
        """The defaults and random draws, judged on the tail of the first fold: no validation block ever chooses."""
        if trials < 1:
            return self._learner.defaults, []
        name = self._learner.name
        self._progress.begin(f"{name} search")
        random = np.random.default_rng([seed, len(name)])
        end = self._clock.moment(SEARCH_SHARE, self._end)
        tried: list[dict[str, object]] = []
        for trial in range(trials + 1):
            settings = self._learner.defaults if trial == 0 else self._learner.draw(random)
            if trial > 0 and self._clock.is_past(end):
                self._cut(f"{name}: the search ended after {trial} of {trials + 1} trials.")
                break
            fit = self._learner.fit(
                fold.train, fold.tail, settings, self._clock.moment(1 / (trials + 1 - trial), end),
                lambda share, note, t=trial: self._progress.at((t + share) / (trials + 1), f"trial {t}, {note}"))
            tried.append({"settings": settings, "tailLoss": fit.tail_loss, "length": fit.length, "isCut": fit.is_cut})
        best = min(tried, key=lambda entry: entry["tailLoss"])
        return best["settings"], tried

    def _score(self, model: Model, rows: Rows) -> NDArray[np.float32]:
        """Scores a validation block, and learns how long a row takes."""
        started = self._clock.spent
        scores = model.predict(rows)
        self._seconds_per_row = (self._clock.spent - started) / max(len(rows), 1)
        return scores

    def _until(self, part: float, to_score: int) -> float:
        return self._clock.moment(part * FITTING_SHARE, self._end, to_score * self._seconds_per_row)

    def _fold(self, fold: Fold, count: int, settings: Settings, to_score: int) -> Fit:
        stage = f"{self._learner.name} fold {fold.number}/{count}"
        self._progress.begin(stage)
        until = self._until(1 / (count + 2 - fold.number), to_score)
        fit = self._learner.fit(fold.train, fold.tail, settings, until, self._progress.at)
        if fit.is_cut:
            self._cut(f"{stage}: the time ended the fit, the best was at {fit.length}.")
        return fit

    def _final(self, rows: Rows, settings: Settings, length: int, to_score: int) -> Fit:
        stage = f"{self._learner.name} final"
        self._progress.begin(stage)
        fit = self._learner.refit(rows, settings, length, self._until(1, to_score), self._progress.at)
        if fit.is_cut:
            self._cut(f"{stage}: the time ended the fit at {fit.length} of {length}.")
        return fit

    def _cut(self, sentence: str) -> None:
        self._is_cut = True
        self._clock.cut(sentence)


def stages_of(name: str, folds: int, trials: int, work: float) -> dict[str, float]:
    """A family's stages for the progress line; fold k of K sees k/(K+1) of the rows."""
    search = {f"{name} search": work * 0.2 * min(1.0, trials / 6)} if trials else {}
    return search | {
        f"{name} fold {k}/{folds}": work * (0.5 + k / (folds + 1)) / folds for k in range(1, folds + 1)
    } | {f"{name} final": work / folds}
