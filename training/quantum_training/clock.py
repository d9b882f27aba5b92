"""The wall-clock limit, and the progress that is shown while it runs."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TextIO


class Clock:
    """Seconds spent and left. What is cut short because of it is written into `limits`, for the report."""

    def __init__(self, minutes_max: float | None, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._started = now()
        self._end = math.inf if minutes_max is None else self._started + 60 * minutes_max
        self.limits: list[str] = []

    @property
    def spent(self) -> float:
        """Seconds since the start."""
        return self._now() - self._started

    @property
    def left(self) -> float:
        """Seconds until the limit; infinite without one, never below 0."""
        return max(0.0, self._end - self._now())

    def moment(self, part: float, end: float = math.inf, reserve: float = 0.0) -> float:
        """When the given part of the time from now to `end`, or to the limit if that is nearer, will be used up.

        reserve: seconds before that end which are kept for something else.
        """
        now = self._now()
        return now + part * max(0.0, min(end, self._end) - reserve - now)

    def is_past(self, moment: float) -> bool:
        """Whether a moment, or the limit itself, has gone by."""
        return self._now() >= min(moment, self._end)

    def cut(self, sentence: str) -> None:
        """Records what the limit cut short."""
        self.limits.append(sentence)


class Progress:
    """One line for people: percent, time to go, what is being done. `plain` prints lines, `tty` redraws one."""

    INTERVAL_SECONDS = {"plain": 5.0, "tty": 0.2}

    def __init__(self, style: str, stages: dict[str, float], clock: Clock, stream: TextIO) -> None:
        """stages: the stages in order, each with its expected share of the work (any unit)."""
        self._style, self._clock, self._stream = style, clock, stream
        total = sum(stages.values())
        self._starts: dict[str, float] = {}
        self._shares = {name: work / total for name, work in stages.items()}
        done = 0.0
        for name, share in self._shares.items():
            self._starts[name] = done
            done += share
        self._stage = ""
        self._shown = -math.inf

    def begin(self, stage: str) -> None:
        """Starts a stage that was named at construction."""
        self._stage = stage
        self.at(0.0, "", is_due=True)

    def at(self, share: float, note: str, is_due: bool = False) -> None:
        """The share of the stage that is done, 0 to 1, and a word on it; shown if the last line is old enough."""
        now = self._clock.spent
        if not is_due and now - self._shown < self.INTERVAL_SECONDS[self._style]:
            return
        self._shown = now
        done = self._starts[self._stage] + self._shares[self._stage] * min(1.0, max(0.0, share))
        left = now / done - now if done > 0.02 else math.inf
        left = min(left, self._clock.left)
        text = f"{100 * done:3.0f} %  {self._left_text(left)}  {self._stage}{': ' + note if note else ''}"
        if self._style == "tty":
            bar = "█" * int(20 * done) + "░" * (20 - int(20 * done))
            self._stream.write(f"\r\x1b[2K{bar} {text}"[:150])
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def finish(self) -> None:
        """Ends the line."""
        if self._style == "tty":
            self._stream.write("\n")

    @staticmethod
    def _left_text(seconds: float) -> str:
        if math.isinf(seconds):
            return "time to go: unknown"
        return f"time to go: {int(seconds // 60)}:{int(seconds % 60):02d}"
