"""Whether a model may trade real money, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass

from .calibration import Probabilities, expected_error
from .dataset import DataSet
from .splits import Rows
from .thresholds import Thresholds, test_evidence

CALIBRATION_ERROR_MAX = 0.05


@dataclass(frozen=True)
class Verdict:
    """approved: for live trading; on paper any bundle may serve."""

    approved: bool
    reason: str


def verdict_of(
    data: DataSet, thresholds: Thresholds, test: Rows, probabilities: Probabilities | None, limits: list[str]
) -> Verdict:
    """The first failing test wins, in this order: edge out of fold, a final test, calibration there, return there.

    Comparisons are written so that NaN refuses.
    """
    if not thresholds.has_edge:
        sides = ", ".join(
            f"{name} {100 * side.net.mean:.3f} % ± {100 * side.net.error:.3f} %"
            for name, side in (("long", thresholds.long), ("short", thresholds.short)))
        return Verdict(False, "No edge: no threshold has an expected net return that is positive beyond its error "
                       f"(out of fold, best rows: {sides}). The bundle may serve on paper only.")
    if probabilities is None or len(test) == 0:
        return Verdict(False, "There is no row later than the training rows to test on.")
    error = expected_error(probabilities, data.labels[test])
    if not error <= CALIBRATION_ERROR_MAX:
        return Verdict(False, f"The calibration error on the final test is {error:.3f}, limit {CALIBRATION_ERROR_MAX}.")
    found = test_evidence(data, test, probabilities, thresholds)
    told = ", ".join(f"{name} {100 * net.mean:.3f} % ± {100 * net.error:.3f} % over {net.count} rows"
                     for name, net in found.items())
    if not all(net.is_positive for net in found.values()):
        return Verdict(False, f"The edge did not hold: in the final test the best rows made {told}, after all costs; "
                       f"above 0 beyond the error is needed.")
    cut = f" The time limit cut {len(limits)} steps short." if limits else ""
    return Verdict(True, "Positive after all costs beyond the error, out of fold and in the final test: "
                   f"{told}.{cut}")
