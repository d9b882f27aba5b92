"""`python -m quantum_training train`: from a data set folder to a candidate folder.

Exit codes: 0 a candidate lies in the folder, 2 the options or the data set cannot be used, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .dataset import DataSetError, load
from .options import MODELS, Options


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; answers with its exit code."""
    asked = parser().parse_args(arguments)
    try:
        return run(asked)
    except DataSetError as error:
        print(f"quantum_training: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nquantum_training: interrupted; nothing was written.", file=sys.stderr)
        return 130


def run(asked: argparse.Namespace) -> int:
    """Loads, trains and writes."""
    if asked.out.exists() and (not asked.out.is_dir() or any(asked.out.iterdir())):
        raise DataSetError(f"{asked.out} exists and is not empty; a candidate is written once.")
    models = [name for name in MODELS if name in asked.models.split(",")]
    if not models or set(asked.models.split(",")) - set(MODELS):
        raise DataSetError(f"--models takes {', '.join(MODELS)}, separated by commas; it was {asked.models}.")
    data = load(asked.dataset)
    # Here and not above: a data set that cannot be read is said at once, not after the libraries have started.
    from . import bundle
    from .pipeline import train

    options = Options(
        seed=asked.seed, folds=asked.folds, trials=asked.trials, minutes_max=asked.minutes_max,
        judged_rows_max=asked.judged_rows_max, signals_per_day=asked.target_signals_per_day,
        test_days=asked.test_days, threads=asked.threads, models=models, progress=asked.progress)
    outcome = train(data, options)
    now = time.time()
    version = asked.version or bundle.default_version(data.sha256, options.seed, now)
    bundle.write(outcome, asked.out, version, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)))
    for limit in outcome.limits:
        print(f"Limit: {limit}")
    print(f"Approved for live: {'yes' if outcome.verdict.approved else 'no'}. {outcome.verdict.reason}")
    print(f"Candidate {version} of {len(outcome.held.train):,} training rows and {len(outcome.held.test):,} test rows "
          f"in {outcome.seconds:.0f} s: {asked.out}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The options, with units and ranges."""
    defaults = Options()
    made = argparse.ArgumentParser(prog="quantum_training", description="Trains Quantum's models on a data set.")
    commands = made.add_subparsers(required=True)
    train = commands.add_parser("train", help="train on a data set folder, write a candidate folder")
    add = train.add_argument
    add("--dataset", type=Path, required=True, metavar="DIR", help="folder that `quantum dataset` wrote")
    add("--out", type=Path, required=True, metavar="DIR", help="folder to write; must not exist, or be empty")
    add("--seed", type=whole(0), default=defaults.seed, help="of every random choice (default %(default)s)")
    add("--folds", type=whole(2), default=defaults.folds, help="walk-forward folds, at least 2 (default %(default)s)")
    add("--trials", type=whole(0), default=defaults.trials,
        help="random settings that the search tries beside the defaults; 0 is no search (default %(default)s)")
    add("--minutes-max", type=positive, default=None, metavar="M",
        help="wall-clock limit; what it cuts short is stated in the candidate (default: none)")
    add("--target-signals-per-day", type=positive, default=defaults.signals_per_day, metavar="X",
        help="signals a day among 222 symbols that thresholds aim at (default %(default)s)")
    add("--test-days", type=positive, default=defaults.test_days, metavar="D",
        help="last days of every symbol that are kept for the final test (default %(default)s)")
    add("--judged-rows-max", type=whole(2_000), default=None, metavar="N",
        help="rows, evenly spaced, that the folds together and the final test judge at most (default: all)")
    add("--threads", type=whole(1), default=os.cpu_count() or 1, help="threads of the libraries (default: all cores)")
    add("--models", default=",".join(MODELS), help="models to train (default %(default)s)")
    add("--version", default=None, help="version of the candidate (default: time, data and seed)")
    add("--progress", choices=["plain", "tty"], default="plain", help="lines, or one line that is redrawn")
    return made


def whole(least: int) -> Callable[[str], int]:
    """A parser of whole numbers of at least `least`."""
    def number(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"{value} is below {least}")
        return value
    return number


def positive(text: str) -> float:
    """A finite number above 0."""
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number above 0")
    return value


if __name__ == "__main__":
    # Threads that wait by spinning take the processor from whatever else runs here, and from each other.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    sys.exit(main())
