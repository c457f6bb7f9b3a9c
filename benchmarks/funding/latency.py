"""How long ``jalon funding`` takes in a warm process as the aids grow in number.

The requests are those of ``tests/funding/requests``: short, long, with typos, with or without territory. Each is asked
once after others have been, so that what is measured is a new request in a process that has already answered some.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.charts import LineChart, Series, line_chart_svg
from assistant.funding import search_aids, understand
from assistant.services import Services
from benchmarks.funding.made_aids import write_aids
from benchmarks.funding.ranking import ON, opened
from benchmarks.judged import DATA
from benchmarks.understanding import SETS, expected_of

SIZES = (721, 5_000, 100_000)
REAL = DATA / "funding" / "aides_api_2021.jsonl"
WARMING = 40  # requests asked before the clock runs
SHARES = {"p50": 0.5, "p95": 0.95, "worst": 1.0}


@dataclass(frozen=True)
class Point:
    """Milliseconds of the requests on a number of aids, in order: of the clock, and of the processor."""

    aids: int
    clock: Sequence[float]
    processor: Sequence[float]

    def line(self) -> str:
        """A line of Markdown; see ``HEAD``."""
        told = (f"{at(times, share):.0f}" for times in (self.clock, self.processor) for share in SHARES.values())
        return f"| {self.aids:,} | {' | '.join(told)} |"


HEAD = (
    "| aids | p50, ms | p95, ms | worst, ms | processor p50, ms | p95, ms | worst, ms |\n|---|---|---|---|---|---|---|"
)


def at(times: Sequence[float], share: float) -> float:
    """The time within which a share of the requests are answered; ``times`` are in order."""
    return times[round(share * (len(times) - 1))]


def measured(size: int, folder: Path) -> Point:
    """The times over a home of made aids, ingested in a folder unless it holds them already."""
    aids = folder / f"aids-{size}.jsonl"
    if not aids.exists():
        write_aids(aids, size, REAL)
    requests = [expected.text for name in SETS for expected in expected_of(name)]
    with opened(folder / str(size), [aids]) as services:
        for request in requests[:WARMING]:
            _times(services, request)
        clock, processor = zip(*(_times(services, request) for request in requests[WARMING:]), strict=True)
    return Point(size, sorted(clock), sorted(processor))


def _times(services: Services, text: str) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor, all threads together, for one request."""
    clock, processor = time.perf_counter(), time.process_time()
    request = understand(text, territories=services.territories, on=ON)
    search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def plot(points: Sequence[Point]) -> str:
    """The curves as SVG; the numbers of aids are set side by side, not to scale."""
    return line_chart_svg(
        LineChart(
            title="Temps de réponse de jalon funding",
            description="Millisecondes par demande, processus chaud, selon le nombre d'aides (échelle non linéaire).",
            unit="ms, selon le nombre d'aides",
            years=tuple(point.aids for point in points),
            series=tuple(
                Series(label=f"{name}, {what}", values=tuple(at(times(point), SHARES[name]) for point in points))
                for what, times in (
                    ("horloge", lambda point: point.clock),
                    ("processeur", lambda point: point.processor),
                )
                for name in ("p50", "p95")
            ),
        ),
        "funding-latency",
    )
