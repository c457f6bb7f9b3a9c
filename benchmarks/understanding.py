"""How well requests are understood: accuracy of each facet on the requests of ``tests/funding/requests``.

    python -m benchmarks.understanding [--errors]

A facet of a request is right when its values are exactly those expected, or when none is expected and none is read.
The requests of ``held_out.toml`` were written before the readers, and nothing is tuned on them.
"""

import argparse
import statistics
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.funding import FacetName, FundingRequest, understand
from assistant.territories import Territories, load_territories

FOLDER = Path(__file__).parents[1] / "tests" / "funding" / "requests"
SETS = ("tuned", "held_out")
ON = date(2026, 11, 25)
FLAGS = "flags"
ANY = "?"
RUNS = 20
LONG = 5000  # characters


@dataclass(frozen=True)
class Expected:
    """A request and what it says; see the head of ``tuned.toml``."""

    text: str
    values: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]]

    def is_right(self, name: str, found: tuple[str, ...]) -> bool:
        """Whether the values found for a facet are those expected."""
        wanted = self.values.get(name, ())
        allowed = {*wanted, *self.optional.get(name, ())}
        return ANY in wanted or (set(wanted) <= set(found) and set(found) <= allowed)


@dataclass
class Score:
    """The right answers among the requests, and the wrong ones as they are told."""

    right: int = 0
    asked: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.right / self.asked


def expected_of(name: str) -> list[Expected]:
    """The requests of a set."""
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["request"]
    return [_expected(row) for row in rows]


def _expected(row: Mapping[str, object]) -> Expected:
    names = {*FacetName, FLAGS}
    values = {key: _several(value) for key, value in row.items() if key in names}
    optional = {FacetName.THEME: _several(row.get("also", ()))}
    others = row.get("also_values", {})
    assert isinstance(others, Mapping)
    return Expected(str(row["text"]), values, {**optional, **{key: _several(value) for key, value in others.items()}})


def _several(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()


def found_in(request: FundingRequest, name: str) -> tuple[str, ...]:
    """The values of a facet as understood, or the fields that doubts name."""
    if name == FLAGS:
        return tuple({remark.field.value for remark in request.remarks if remark.field})
    return tuple(facet.value for facet in request.named(FacetName(name)))


def measure(name: str, territories: Territories) -> dict[str, Score]:
    """The score of each facet on a set of requests."""
    scores: dict[str, Score] = defaultdict(Score)
    for expected in expected_of(name):
        request = understand(expected.text, territories=territories, on=ON)
        for facet in (*FacetName, FLAGS):
            found = found_in(request, facet)
            score = scores[str(facet)]
            score.asked += 1
            if expected.is_right(facet, found):
                score.right += 1
            else:
                wanted = expected.values.get(facet, ())
                score.errors.append(f"{facet}: {wanted} <- {found} : {' '.join(expected.text.split())[:120]}")
    return dict(scores)


def latencies(territories: Territories) -> Iterator[tuple[str, float]]:
    """Milliseconds to understand a sentence and a long text, warm: the median of several runs."""
    sentence = expected_of("tuned")[1].text
    every = "\n".join(expected.text for expected in expected_of("tuned"))
    for told, text in (("sentence", sentence), (f"{LONG} characters", every[:LONG])):
        understand(text, territories=territories, on=ON)
        runs = []
        for _ in range(RUNS):
            begun = time.process_time()
            understand(text, territories=territories, on=ON)
            runs.append((time.process_time() - begun) * 1000)
        yield told, statistics.median(runs)


def main() -> None:
    """Print the accuracy of each facet on both sets, and the latencies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print what is wrong on the tuned set")
    asked = parser.parse_args()
    territories = load_territories()
    scores = {name: measure(name, territories) for name in SETS}
    print("facet           " + "".join(f"{name} ({len(expected_of(name))})".rjust(18) for name in SETS))
    for facet in (*FacetName, FLAGS):
        told = "".join(f"{scores[name][facet].accuracy:18.1%}" for name in SETS)
        print(f"{facet:16}{told}")
    for told, milliseconds in latencies(territories):
        print(f"{told:16}{milliseconds:15.2f} ms")
    if asked.errors:
        print("\n".join(error for score in scores["tuned"].values() for error in score.errors))


if __name__ == "__main__":
    main()
