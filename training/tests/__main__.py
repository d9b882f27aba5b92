"""Runs every test here; the last line counts them."""

from __future__ import annotations

import sys
import unittest
from pathlib import Path


def main(pattern: str) -> int:
    """Runs the test files that match; exit code 1 when any test failed, or none ran."""
    here = Path(__file__).parent
    suite = unittest.defaultTestLoader.discover(str(here), pattern, top_level_dir=str(here.parent))
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    for test, reason in result.skipped:
        print(f"  {test.id()}: {reason}")
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    passed = result.testsRun - failed - len(result.skipped)
    print(f"\n{passed} passed, {failed} failed, {len(result.skipped)} skipped")
    return 1 if failed or result.testsRun == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "test_*.py"))
