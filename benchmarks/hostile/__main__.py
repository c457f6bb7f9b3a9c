"""Read hostile files of every format through the real path, and count what happens.

Run: ``python -m benchmarks.hostile [--count 1000] [--seed 1]``. Exits 1 when a file crashed, hung or escaped.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.hostile.files import hostile_files
from benchmarks.hostile.trial import Verdict, run, table


def main() -> int:
    """Print one line a kind of file."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.hostile")
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        outcomes = run(hostile_files(chosen.count, seed=chosen.seed, outside=root), root)
    print(table(outcomes))
    faults = [one for one in outcomes if one.verdict.is_fault]
    for one in sorted(faults, key=lambda one: one.name):
        print(f"{one.verdict.value}: {one.name} ({one.kind}, {one.seconds:.1f} s) {one.reason}")
    print(f"{len(outcomes)} files in {time.monotonic() - started:.0f} s, {len(faults)} faults")
    return 1 if any(one.verdict is not Verdict.SLOW for one in faults) else 0


if __name__ == "__main__":
    sys.exit(main())
