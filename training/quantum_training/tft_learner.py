"""Fits the Temporal Fusion Transformer on windows that are drawn from the rows, and writes it as ONNX."""

from __future__ import annotations

import copy
import io
import warnings

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from .clock import Clock
from .dataset import STEPS, DataSet
from .learner import Fit, Report, Settings
from .splits import Rows, fit_weights
from .tft import Shape, TemporalFusion, robust_statistics

BATCH = 512
STEPS_PER_CHECK = 64
"""Optimiser steps between two looks at the tail."""

CHECKS_MAX = 24
PATIENCE = 4
TAIL_ROWS_MAX = 8_192
STATISTICS_ROWS_MAX = 100_000
SCORE_BATCH = 1_024
WARM_UP_STEPS = 50
OPSET = 15


class FusionModel:
    """A fitted network, in evaluation mode."""

    def __init__(self, network: TemporalFusion, data: DataSet) -> None:
        self.network = network.eval()
        self._data = data

    def predict(self, rows: Rows) -> NDArray[np.float32]:
        """Raw probabilities [len(rows), 3] of the windows that end at the rows."""
        return self.predict_windows(lambda part: self._data.windows(part), rows)

    def predict_windows(self, windows: object, rows: Rows) -> NDArray[np.float32]:
        """Raw probabilities of windows [64, len(rows), F], given as an array or as a function of row indices."""
        scores = np.empty((len(rows), 3), dtype=np.float32)
        with torch.no_grad():
            for start in range(0, len(rows), SCORE_BATCH):
                part = slice(start, start + SCORE_BATCH)
                window = windows(rows[part]) if callable(windows) else np.ascontiguousarray(windows[:, part])
                scores[part] = self.network(torch.from_numpy(window)).numpy()
        return scores

    def explain(self, rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean weight of each variable [F] and mean attention to each step [64], over the windows of the rows."""
        with torch.no_grad():
            _, variables, attention = self.network.explain(torch.from_numpy(self._data.windows(rows)))
        return variables.mean(dim=(0, 1)).double().numpy(), attention.mean(dim=(1, 2)).double().numpy()

    def to_onnx(self) -> onnx.ModelProto:
        """input `window` float32 [64, N, F] -> output `probabilities` float32 [N, 3]; N is free."""
        example = torch.zeros(STEPS, 2, self.network.shape.features)
        stream = io.BytesIO()
        with warnings.catch_warnings():
            # The exporter warns of LSTM states made for one batch size; this network leaves them to their default.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                self.network, (example,), stream, input_names=["window"], output_names=["probabilities"],
                dynamic_axes={"window": {1: "N"}, "probabilities": {0: "N"}}, opset_version=OPSET)
        made = onnx.load_from_string(stream.getvalue())
        for node in made.graph.node:
            node.doc_string = ""
        onnx.checker.check_model(made)
        return made


class Fusion:
    """Fits networks on the rows of one data set."""

    name = "tft"
    defaults: Settings = {"hidden": 16, "heads": 4, "dropout": 0.1, "rate": 2e-3, "decay": 1e-3}

    def __init__(self, data: DataSet, seed: int, threads: int, clock: Clock) -> None:
        self._data, self._seed, self._clock = data, seed, clock
        torch.set_num_threads(threads)
        torch.use_deterministic_algorithms(True)

    def draw(self, random: np.random.Generator) -> Settings:
        """The size stays, because it was chosen for the time that a scan has."""
        return {
            "hidden": 16, "heads": int(random.choice([2, 4])),
            "dropout": float(random.choice([0.05, 0.1, 0.2, 0.3])),
            "rate": float(np.exp(random.uniform(np.log(5e-4), np.log(5e-3)))),
            "decay": float(random.choice([1e-4, 1e-3, 1e-2])),
        }

    def fit(self, train: Rows, tail: Rows, settings: Settings, until: float, report: Report) -> Fit:
        """Fits until `PATIENCE` looks at the tail brought nothing better, and keeps the best look."""
        tail = tail[np.linspace(0, len(tail) - 1, min(len(tail), TAIL_ROWS_MAX)).astype(int)]
        network, course = self._start(train, settings)
        best_loss, best_state, best_check, length = np.inf, network.state_dict(), 0, 1
        curve: list[float] = []
        for check in range(1, CHECKS_MAX + 1):
            is_cut = not course.run(STEPS_PER_CHECK, until)
            curve.append(self._loss(network, tail))
            report(check / CHECKS_MAX, f"step {course.done}, loss {curve[-1]:.4f}")
            if curve[-1] < best_loss:
                best_loss, best_state = curve[-1], copy.deepcopy(network.state_dict())
                best_check, length = check, course.done
            if is_cut or check - best_check >= PATIENCE:
                break
        network.load_state_dict(best_state)
        return Fit(FusionModel(network, self._data), length, best_loss, is_cut, curve)

    def refit(self, rows: Rows, settings: Settings, length: int, until: float, report: Report) -> Fit:
        """Fits all rows for the given number of optimiser steps."""
        network, course = self._start(rows, settings)
        is_whole = True
        while is_whole and course.done < length:
            is_whole = course.run(min(STEPS_PER_CHECK, length - course.done), until)
            report(course.done / length, f"step {course.done}")
        return Fit(FusionModel(network, self._data), course.done, float("nan"), is_cut=not is_whole)

    def _start(self, rows: Rows, settings: Settings) -> tuple[TemporalFusion, Course]:
        torch.manual_seed(self._seed)
        random = np.random.default_rng(self._seed)
        sample = random.choice(rows, min(len(rows), STATISTICS_ROWS_MAX), replace=False)
        median, scale = robust_statistics(self._data.features[np.sort(sample)])
        shape = Shape(self._data.features.shape[1], settings["hidden"], settings["heads"], settings["dropout"])
        network = TemporalFusion(shape, median, scale)
        return network, Course(network, self._data, rows, settings, random, self._clock)

    def _loss(self, network: TemporalFusion, rows: Rows) -> float:
        """Mean log loss on the rows, with the classes weighted as in fitting."""
        weights = fit_weights(self._data, rows).astype(np.float64)
        chosen = FusionModel(network, self._data).predict(rows)[np.arange(len(rows)), self._data.labels[rows]]
        return float(-(weights * np.log(np.clip(chosen, 1e-7, 1))).sum() / max(weights.sum(), 1e-12))


class Course:
    """Endless batches in a seeded order, each row once before any comes again, and the optimiser that takes them."""

    def __init__(
        self, network: TemporalFusion, data: DataSet, rows: Rows, settings: Settings, random: np.random.Generator,
        clock: Clock,
    ) -> None:
        self._network, self._data, self._rows, self._random, self._clock = network, data, rows, random, clock
        self._weights = fit_weights(data, rows)
        self._order = np.empty(0, dtype=np.int64)
        self._rate, self.done = settings["rate"], 0
        self._optimiser = torch.optim.AdamW(network.parameters(), lr=self._rate, weight_decay=settings["decay"])

    def run(self, steps: int, until: float) -> bool:
        """Takes optimiser steps; the rate warms up over the first ones. False: the time ended them; one is made."""
        self._network.train()
        for step in range(steps):
            if step > 0 and self._clock.is_past(until):
                break
            self.done += 1
            for group in self._optimiser.param_groups:
                group["lr"] = self._rate * min(1.0, self.done / WARM_UP_STEPS)
            at = self._next()
            rows = self._rows[at]
            weights = torch.from_numpy(self._weights[at])
            labels = torch.from_numpy(self._data.labels[rows].astype(np.int64))
            logits = self._network.logits(torch.from_numpy(self._data.windows(rows)))
            losses = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
            loss = (weights * losses).sum() / weights.sum().clamp_min(1e-6)
            self._optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
            self._optimiser.step()
        else:
            step += 1
        self._network.eval()
        return step == steps

    def _next(self) -> NDArray[np.int64]:
        if len(self._order) < min(BATCH, len(self._rows)):
            self._order = self._random.permutation(len(self._rows))
        batch, self._order = self._order[:BATCH], self._order[BATCH:]
        return batch
