"""The limit is shared out, kept, and said where it cut."""

from __future__ import annotations

import io
import unittest

from quantum_training.clock import Clock, Progress


class ClockTests(unittest.TestCase):
    """With a clock that stands until it is moved."""

    def setUp(self) -> None:
        self.now = 100.0

    def clock(self, minutes: float | None) -> Clock:
        """A clock of the test's own time."""
        return Clock(minutes, lambda: self.now)

    def test_a_part_of_what_is_left(self) -> None:
        clock = self.clock(10)
        moment = clock.moment(0.5)
        self.assertFalse(clock.is_past(moment))
        self.now += 300
        self.assertTrue(clock.is_past(moment))
        self.assertEqual(300, clock.left)

    def test_the_limit_itself_is_past_whatever_was_granted(self) -> None:
        clock = self.clock(1)
        self.now += 61
        self.assertTrue(clock.is_past(float("inf")))
        self.assertEqual(0, clock.left)

    def test_without_a_limit_nothing_is_ever_past(self) -> None:
        clock = self.clock(None)
        self.now += 1e9
        self.assertFalse(clock.is_past(clock.moment(0.1)))

    def test_progress_tells_percent_and_time_to_go(self) -> None:
        clock, stream = self.clock(None), io.StringIO()
        progress = Progress("plain", {"first": 1, "second": 3}, clock, stream)
        self.now += 60
        progress.begin("second")
        self.assertEqual(" 25 %  time to go: 3:00  second\n", stream.getvalue())

    def test_progress_never_promises_more_than_the_limit(self) -> None:
        clock, stream = self.clock(2), io.StringIO()
        progress = Progress("plain", {"first": 1, "second": 3}, clock, stream)
        self.now += 60
        progress.begin("second")
        self.assertIn("time to go: 1:00", stream.getvalue())

    def test_plain_lines_are_few(self) -> None:
        clock, stream = self.clock(None), io.StringIO()
        progress = Progress("plain", {"only": 1}, clock, stream)
        progress.begin("only")
        for step in range(100):
            self.now += 0.1
            progress.at(step / 100, "x")
        self.assertEqual(2, stream.getvalue().count("\n"))

    def test_a_terminal_sees_one_line(self) -> None:
        stream = io.StringIO()
        progress = Progress("tty", {"only": 1}, self.clock(None), stream)
        progress.begin("only")
        progress.finish()
        self.assertEqual(1, stream.getvalue().count("\n"))
        self.assertTrue(stream.getvalue().startswith("\r"))
