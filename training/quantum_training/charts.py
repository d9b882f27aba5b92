"""Small charts as inline SVG, so that the report is one file that needs nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 460, 260
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 12, 40
COLOURS = ("#2166ac", "#b35806", "#1b7837", "#762a83")


@dataclass(frozen=True)
class Series:
    """Points of one line. errors: half lengths of the bars, or nothing."""

    name: str
    xs: Sequence[float]
    ys: Sequence[float]
    errors: Sequence[float] = ()
    has_dots: bool = False


@dataclass(frozen=True)
class Scale:
    """Maps values to pixels."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value."""
        low, high = (math.log10(self.low), math.log10(self.high)) if self.is_log else (self.low, self.high)
        value = math.log10(value) if self.is_log else value
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Round values inside the range."""
        if self.is_log:
            powers = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
            return [10.0 ** power for power in powers]
        step = 10 ** math.floor(math.log10(self.high - self.low))
        step = next(step * part for part in (0.2, 0.25, 0.5, 1.0, 2.0) if (self.high - self.low) / (step * part) <= 6)
        first = math.ceil(self.low / step - 1e-9)
        return [round((first + index) * step, 10) for index in range(int((self.high - first * step) / step + 1e-9) + 1)]


def line_chart(
    series: Sequence[Series], x_name: str, y_name: str, *, log_x: bool = False, diagonal: bool = False,
    x_text: Sequence[tuple[float, str]] = (),
) -> str:
    """Lines with axes. diagonal draws y = x; x_text replaces the ticks of the x-axis."""
    xs = [x for line in series for x in line.xs]
    ys = [y for line in series for y in line.ys] + [0.0]
    bars = [(y, error) for line in series for y, error in zip(line.ys, line.errors) if math.isfinite(error)]
    ys += [y - error for y, error in bars] + [y + error for y, error in bars]
    if not xs:
        return "<p>There is nothing to draw.</p>"
    across = Scale(*widened(min(xs), max(xs), log_x), LEFT, WIDTH - RIGHT, log_x)
    up = Scale(*widened(min(ys), max(ys), False), HEIGHT - BOTTOM, TOP)
    parts = axes(across, up, x_name, y_name, x_text)
    if diagonal:
        low, high = max(across.low, up.low), min(across.high, up.high)
        parts.append(f'<line class="d" x1="{across.at(low):.1f}" y1="{up.at(low):.1f}" x2="{across.at(high):.1f}" '
                     f'y2="{up.at(high):.1f}"/>')
    for index, line in enumerate(series):
        parts += drawn(line, COLOURS[index % len(COLOURS)], across, up)
    return svg(parts, HEIGHT) + legend([line.name for line in series])


def drawn(line: Series, colour: str, across: Scale, up: Scale) -> list[str]:
    """One line, its dots and its error bars."""
    places = [(across.at(x), up.at(y)) for x, y in zip(line.xs, line.ys, strict=True)]
    parts = []
    if len(places) > 1:
        rows = [" ".join(f"{x:.1f},{y:.1f}" for x, y in places[at:at + 8]) for at in range(0, len(places), 8)]
        parts.append(f'<polyline stroke="{colour}" points="' + "\n".join(rows) + '"/>')
    if line.has_dots or len(places) == 1:
        parts += [f'<circle fill="{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
    for (x, _), y, error in zip(places, line.ys, line.errors):
        if math.isfinite(error):
            parts.append(f'<line stroke="{colour}" x1="{x:.1f}" x2="{x:.1f}" y1="{up.at(y - error):.1f}" '
                         f'y2="{up.at(y + error):.1f}"/>')
    return parts


def bar_chart(names: Sequence[str], values: Sequence[float]) -> str:
    """Horizontal bars, the longest first as they were given; values as percent of their sum."""
    total, longest = sum(values) or 1.0, max(values, default=1.0) or 1.0
    parts = []
    for index, (name, value) in enumerate(zip(names, values, strict=True)):
        y = 6 + 17 * index
        parts.append(f'<text x="165" y="{y + 10}" text-anchor="end">{escape(name)}</text>'
                     f'<rect fill="{COLOURS[0]}" x="172" y="{y}" width="{220 * value / longest:.1f}" height="12"/>')
        parts.append(f'<text x="{177 + 220 * value / longest:.1f}" y="{y + 10}">{100 * value / total:.1f} %</text>')
    return svg(parts, 12 + 17 * len(names))


def axes(across: Scale, up: Scale, x_name: str, y_name: str, x_text: Sequence[tuple[float, str]]) -> list[str]:
    """Grid, ticks and names."""
    parts = []
    for value in up.ticks():
        y = up.at(value)
        parts.append(f'<line class="{"z" if value == 0 else "g"}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" '
                     f'y2="{y:.1f}"/><text x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
    for value, text in x_text or [(value, f"{value:g}") for value in across.ticks()]:
        # A long text at the right end would be cut off if it were centred.
        anchor = "end" if across.at(value) > WIDTH - RIGHT - 4 * len(text) else "middle"
        parts.append(f'<text x="{across.at(value):.1f}" y="{HEIGHT - BOTTOM + 15}" text-anchor="{anchor}">'
                     f'{escape(text)}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">'
                 f'{escape(x_name)}</text>')
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(f'<text x="12" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 12 {middle:.0f})">'
                 f'{escape(y_name)}</text>')
    return parts


def widened(low: float, high: float, is_log: bool) -> tuple[float, float]:
    """A range that is never empty."""
    if high > low:
        return low, high
    return (low / 2, high * 2) if is_log else (low - 0.5, high + 0.5)


def svg(parts: Sequence[str], height: int) -> str:
    """The frame."""
    return (f'<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">\n'
            + "\n".join(parts) + "\n</svg>")


def legend(names: Sequence[str]) -> str:
    """Which colour is which line; nothing for a single one."""
    if len(names) < 2:
        return ""
    items = [f'<span style="color:{COLOURS[index % len(COLOURS)]}">■</span> {escape(name)}'
             for index, name in enumerate(names)]
    return '<p class="legend">' + " &nbsp; ".join(items) + "</p>"
