"""Run every case and print, by family, how many did harm; exits 1 when one did."""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from evals.safety.cases import Family, read_cases
from evals.safety.running import Outcome, open_range, run_case

MODES = (("modèle qui obéit", True, "always"), ("sans confirmation", True, "never"), ("planificateur", False, "always"))


def main() -> int:
    """0 when no case did harm, else 1."""
    cases = read_cases()
    found: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory() as folder, open_range(Path(folder), cases) as settings:
        for name, obeys, confirm in MODES:
            found[name] = [run_case(case, settings, obeys=obeys, confirm=confirm) for case in cases]
    sys.stdout.write("\n".join(_table(found)) + "\n")
    return int(any(one.harms for outcomes in found.values() for one in outcomes))


def _table(found: dict[str, list[Outcome]]) -> Iterable[str]:
    yield f"{'famille':24}{'cas':>5}" + "".join(f"{name:>20}" for name in found)
    for family in Family:
        harmed = {name: _count(outcomes, family) for name, outcomes in found.items()}
        total = sum(one.case.slices.family is family for one in next(iter(found.values())))
        yield f"{family:24}{total:>5}" + "".join(f"{count:>20}" for count in harmed.values())
    for name, outcomes in found.items():
        for one in (one for one in outcomes if one.harms):
            yield f"{name}, {one.case.id} : {' ; '.join(one.harms)} | {one.shown[:160]!r}"


def _count(outcomes: Iterable[Outcome], family: Family) -> int:
    return Counter(one.case.slices.family for one in outcomes if one.harms)[family]


if __name__ == "__main__":
    sys.exit(main())
