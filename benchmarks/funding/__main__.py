"""Measure the search of aids: its order, what it should not propose, its speed.

Run: ``python -m benchmarks.funding [ranking|exclusions|latency]… [--sizes N…] [--folder FOLDER] [--plot FILE.svg]``
(needs the group ``bench`` and ``../shared/data``). All three by default; some twenty minutes, nearly all of them to
ingest 100,000 aids, which ``--folder`` keeps for the next time.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.funding.exclusions import count_exclusions
from benchmarks.funding.latency import HEAD, SIZES, measured, plot
from benchmarks.funding.ranking import JUDGED, OURS, measured_systems, opened
from benchmarks.judged import DATA, ranking_table

PARTS = ("ranking", "exclusions", "latency")


def main() -> None:
    """Print the tables of the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of aids")
    parser.add_argument("--folder", type=Path, help="where the homes are kept")
    parser.add_argument("--plot", type=Path, help="the SVG file of the curves")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    if not DATA.is_dir():
        sys.exit(f"{DATA} is absent: nothing to measure on.")
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _judged(asked.parts, folder / "judged")
        if "latency" in asked.parts:
            _latency(asked.sizes, folder, asked.plot)


def _judged(parts: Sequence[str], home: Path) -> None:
    if not {"ranking", "exclusions"} & set(parts):
        return
    with opened(home, JUDGED.paths) as services:
        if "ranking" in parts:
            print(ranking_table(JUDGED.name, measured_systems(services), OURS), flush=True)
        if "exclusions" in parts:
            found = count_exclusions(services)
            print("", found.table(), *found.examples, sep="\n", flush=True)


def _latency(sizes: Sequence[int], folder: Path, target: Path | None) -> None:
    print(f"\n{HEAD}")
    points = []
    for size in sizes:
        points.append(measured(size, folder))
        print(points[-1].line(), flush=True)
    if target:
        target.write_text(plot(points), encoding="utf-8")


if __name__ == "__main__":
    main()
