"""The report for people: what was learned, what it is worth, what to doubt. One file that loads nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from .charts import Series, bar_chart, line_chart
from .dataset import CLASSES, DAY_MS
from .evaluation import equity
from .metrics import day_text, folds_json
from .pipeline import Outcome
from .splits import Rows

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #1a1a1a; max-width: 980px; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; }
table { border-collapse: collapse; margin: .6em 0; } td, th { padding: .2em .7em; border-bottom: 1px solid #ddd; }
td { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td:first-child, th:first-child { text-align: left; }
.charts { display: flex; flex-wrap: wrap; gap: 12px; } figure { margin: 0; } figcaption { font-weight: 600; }
svg text { font-size: 11px; fill: #333; } svg polyline { fill: none; stroke-width: 1.6; }
svg .g { stroke: #e4e4e4; } svg .z { stroke: #888; } svg .d { stroke: #888; stroke-dasharray: 4 3; }
.verdict { border-left: 5px solid #b35806; background: #fdf3e7; padding: .6em 1em; } .yes { border-color: #1b7837; }
.legend, small { color: #444; }
"""

TOP_FEATURES = 20


def report_html(outcome: Outcome, metrics: dict[str, Any], version: str, created_at: str) -> str:
    """The page."""
    approved = outcome.verdict.approved
    return "\n".join([
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
        f"<title>Quantum models {escape(version)}</title>\n<style>{STYLE}</style>",
        f"<h1>Models {escape(version)}</h1>",
        f'<p class="verdict{" yes" if approved else ""}"><b>{"Approved" if approved else "Not approved"} for live '
        f"trading.</b> {escape(outcome.verdict.reason)}</p>",
        summary(outcome, metrics, created_at), limits(outcome), quality(metrics), signals(outcome, metrics),
        fold_table(outcome, metrics), explanation(metrics), settings(metrics), "</html>\n",
    ])


def summary(outcome: Outcome, metrics: dict[str, Any], created_at: str) -> str:
    """Data and split in a few lines."""
    rows, label = metrics["rows"], outcome.data.facts["label"]
    classes = ", ".join(f"{name} {100 * count / rows['usable']:.1f} %" for name, count in rows["classes"].items())
    test = rows["test"]
    tested = (f"{test['rows']:,} rows from {test['from']} to {test['to']}" if test["rows"]
              else "no rows: none is later than all training rows")
    return (f"<p>Made {escape(created_at)} from {rows['all']:,} rows of {len(outcome.data.symbol_names)} symbols "
            f"({rows['usable']:,} with a label and a whole window: {classes}); label within "
            f"{label['horizonMinutes']} minutes; {rows['lone']:,} rows of minutes with a single symbol are left out. "
            f"Trained on {rows['train']['rows']:,} rows from {rows['train']['from']} "
            f"to {rows['train']['to']}. The last {outcome.options.test_days:g} days of every symbol were held out. "
            f"Tested once, at the end, on {tested}; {rows['heldOutUnused']:,} held-out rows are not later than all "
            f"training rows: they show only how often the models signal. Between any rows that learn and rows that "
            f"judge lie at least {rows['gapMinutes']} minutes (purge and embargo).</p>")


def limits(outcome: Outcome) -> str:
    """What the clock cut short."""
    if not outcome.limits:
        return ""
    return "<h2>Cut short by the time limit</h2>\n<ul>" + "".join(
        f"<li>{escape(text)}</li>" for text in outcome.limits) + "</ul>"


def quality(metrics: dict[str, Any]) -> str:
    """Probabilities against the baselines, and reliability."""
    parts = ["<h2>Probabilities</h2>",
             "<p><small>Log loss in nats, lower is better; always-flat forecasts how often each class happened in "
             "training. AUC 0.5 knows nothing.</small></p>"]
    charts = []
    for part, title in (("outOfFold", "Walk-forward, out of fold"), ("test", "Final test")):
        if not metrics[part]:
            continue
        lines = [(name, values) for name, values in metrics[part]["models"].items()]
        lines += [("logistic regression", metrics["baselines"]["logistic"][part]),
                  ("always flat", metrics["baselines"]["alwaysFlat"][part])]
        parts.append(table(
            [title, "log loss", "Brier", "AUC up", "AUC down", "calibration error"],
            [[name, *(number(values[key], 4) for key in (
                "logLoss", "brier", "aucUp", "aucDown", "calibrationError"))] for name, values in lines]))
        curves = [Series(name, [row["said"] for row in metrics[part]["reliability"][name]],
                         [row["happened"] for row in metrics[part]["reliability"][name]], has_dots=True)
                  for name in CLASSES]
        charts.append((f"Reliability, {title.lower()}", line_chart(curves, "said", "happened", diagonal=True)))
    return "\n".join(parts) + figures(charts)


def signals(outcome: Outcome, metrics: dict[str, Any]) -> str:
    """Thresholds, signals against the baselines, the equity of the entries, the slope of return over rate."""
    chosen = outcome.thresholds
    parts = ["<h2>Signals</h2>", table(
        ["side", "threshold", "expected signals a day", "expected net return", "resting on"],
        [[name, number(chosen.used(side), 4), number(chosen.as_json()["expectedSignalsPerDay"][name], 2),
          f"{percent(side.net.mean)} ± {percent(side.net.error)}",
          f"{side.net.count:,} rows, {side.net.clusters} stretches"]
         for name, side in (("long", chosen.long), ("short", chosen.short))]),
        "<p><small>Signals a day are for 222 symbols, each symbol-minute at or above the threshold counted; an entry "
        "needs that the symbol has no open position. Returns are per signal, after fees, slippage and funding. Where "
        "fewer rows than 200 pass, the expected return rests on the best 200.</small></p>"]
    charts = []
    for part, title, rows, probabilities in (
            ("outOfFold", "Out of fold", outcome.out_of_fold_rows, outcome.out_of_fold.get("ensemble")),
            ("test", "Final test", outcome.held.test, outcome.test.get("ensemble"))):
        if probabilities is None:
            continue
        lines = [("ensemble", metrics[part]["signals"]),
                 ("logistic regression", metrics["baselines"]["logistic"][part]),
                 ("RSI rule", metrics["baselines"]["rsiRule"][part])]
        parts.append(table(
            [title, "signals", "a day", "net each", "± error", "won", "entries", "entries' sum"],
            [[name, f"{v['signals']:,}", number(v["signalsPerDay"], 1), percent(v["meanNetReturn"]),
              percent(v["standardError"]), percent(v["winShare"], 0), f"{v['entries']:,}",
              percent(v["entriesNetReturn"], 1)] for name, v in lines if v]))
        charts.append((f"Equity of the entries, {title.lower()}", equity_chart(outcome, rows, probabilities)))
        charts.append((f"Net return by rate, {title.lower()}", rate_chart(metrics[part]["rateCurve"])))
    return "\n".join(parts) + figures(charts)


def equity_chart(outcome: Outcome, rows: Rows, probabilities: np.ndarray) -> str:
    """The running sum of net returns in percent of one position's value."""
    times, sums = equity(outcome.data, rows, outcome.sides(probabilities))
    if len(times) == 0:
        return "<p>No signal.</p>"
    at = np.unique(np.linspace(0, len(times) - 1, min(len(times), 200)).astype(int))
    days = times[at] / DAY_MS
    text = [(float(days[index]), day_text(int(times[at][index]))[:10]) for index in sorted({0, len(at) - 1})]
    return line_chart([Series("sum", days.tolist(), (100 * sums[at]).tolist())], "", "% of a position", x_text=text)


def rate_chart(curve: list[dict[str, Any]]) -> str:
    """Mean net return of the best rows, the rarer the further left, with 95 % bars."""
    return line_chart([Series(
        name, [point["signalsPerDay"] for point in curve],
        [100 * point[name]["meanNetReturn"] for point in curve],
        [196 * point[name]["standardError"] for point in curve], has_dots=True,
    ) for name in ("long", "short")], "signals a day among 222 symbols", "net %", log_x=True)


def fold_table(outcome: Outcome, metrics: dict[str, Any]) -> str:
    """Each fold's spans and log losses."""
    names = [*outcome.families, "ensemble"]
    return "<h2>Walk-forward folds</h2>\n" + table(
        ["fold", "fitted up to", "rows", "judged on", "rows", *(f"log loss {name}" for name in names),
         *(f"length {name}" for name in outcome.families)],
        [[str(fold["number"]), fold["train"]["to"][:10], f"{fold['train']['rows']:,}",
          f"{fold['valid']['from'][:10]} to {fold['valid']['to'][:10]}", f"{fold['valid']['rows']:,}",
          *(number(fold[name]["logLoss"], 4) for name in names),
          *(str(fold[name]["length"]) for name in outcome.families)] for fold in folds_json(outcome)])


def explanation(metrics: dict[str, Any]) -> str:
    """What the models look at."""
    told, charts = metrics["explanation"], []
    for key, title in (("gain", "XGBoost: share of the gain"), ("variableWeights", "Network: weight of the variable")):
        if key in told:
            best = np.argsort(-np.array(told[key]), kind="stable")[:TOP_FEATURES]
            charts.append((title, bar_chart([told["features"][i] for i in best], [told[key][i] for i in best])))
    if "attention" in told:
        steps = len(told["attention"])
        ages = [-(steps - 1 - index) * 64 // steps for index in range(steps)]
        charts.append(("Network: attention by step", line_chart(
            [Series("attention", ages, told["attention"], has_dots=True)], "minutes before now", "weight")))
    return "<h2>What the models look at</h2>" + figures(charts)


def settings(metrics: dict[str, Any]) -> str:
    """Settings that the search chose, and how to repeat the training."""
    lines = [[name, number(model["weight"], 2), str(model["length"]), str(len(model["trials"])),
              ", ".join(f"{key} {value:.4g}" for key, value in model["settings"].items())]
             for name, model in metrics["models"].items()]
    options = ", ".join(f"{key} {value}" for key, value in metrics["options"].items())
    return ("<h2>Settings</h2>\n" + table(["model", "weight", "length", "trials", "settings"], lines)
            + f"<p><small>{escape(options)}; {metrics['seconds']:.0f} s.</small></p>")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts."""
    top = "".join(f"<th>{escape(text)}</th>" for text in head)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f"<table>\n<tr>{top}</tr>\n{body}\n</table>"


def figures(charts: Sequence[tuple[str, str]]) -> str:
    """Charts side by side."""
    return '\n<div class="charts">\n' + "\n".join(
        f"<figure><figcaption>{escape(title)}</figcaption>\n{chart}</figure>" for title, chart in charts) + "\n</div>"


def number(value: float | None, digits: int) -> str:
    """A figure, or a dash where it is not known."""
    return "–" if value is None or not math.isfinite(value) else f"{value:.{digits}f}"


def percent(share: float | None, digits: int = 3) -> str:
    """A share as percent, or a dash."""
    return "–" if share is None or not math.isfinite(share) else f"{100 * share:.{digits}f} %"
