"""Charts are drawn whatever the figures are."""

from __future__ import annotations

import unittest
import xml.etree.ElementTree as Xml

from quantum_training.charts import Scale, Series, bar_chart, line_chart


class ChartTests(unittest.TestCase):
    """As a browser would read them."""

    def read(self, chart: str) -> Xml.Element:
        """The chart as XML; what cannot be read fails here."""
        return Xml.fromstring(f"<div>{chart.replace('&nbsp;', ' ')}</div>")

    def test_points_lie_where_they_belong(self) -> None:
        scale = Scale(0, 10, 100, 0)
        self.assertEqual([100, 50, 0], [scale.at(value) for value in (0, 5, 10)])
        self.assertEqual(50, Scale(1, 100, 0, 100, is_log=True).at(10))

    def test_ticks_are_round_and_few(self) -> None:
        for low, high in ((0, 1), (-0.013, 0.027), (0, 9.99), (19_000.0, 19_003.0), (0, 1e-9)):
            ticks = Scale(low, high, 0, 100).ticks()
            self.assertTrue(2 <= len(ticks) <= 7, (low, high, ticks))
            self.assertTrue(all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks))

    def test_a_line_an_error_and_a_legend(self) -> None:
        chart = self.read(line_chart(
            [Series("a", [1, 10, 100], [0, 1, 2], [0.1, float("inf"), 0.2], has_dots=True), Series("b", [1], [1])],
            "x", "y", log_x=True))
        self.assertEqual(4, len(chart.findall(".//circle")))
        self.assertIn("b", "".join(chart.find("p").itertext()))

    def test_nothing_one_point_and_equal_points(self) -> None:
        self.assertIn("nothing to draw", line_chart([], "x", "y"))
        self.read(line_chart([Series("a", [0], [0])], "x", "y"))
        self.read(line_chart([Series("a", [5, 5], [3, 3])], "x", "y", diagonal=True))

    def test_names_are_text(self) -> None:
        chart = self.read(bar_chart(["<b>&", "z"], [3.0, 0.0]))
        self.assertIn("<b>&", "".join(chart.itertext()))
