"""How ingestion and search grow with the corpus: time, peak memory, p50 and p95 of a search in process.

Run: ``python -m benchmarks.growth [SIZE…] [--plot FILE.svg]`` (sizes in passages; 1,000 10,000 100,000 by default, some
five minutes). The passages are made of sentences of the corpus that ships, drawn with a fixed seed, with rare words.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from assistant.domain import DocumentKind
from assistant.language import split_sentences
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from ingestion.parsers import parse_file

SAMPLES = Path(__file__).parents[1] / "ingestion" / "samples" / "regulation"
SIZES = (1_000, 10_000, 100_000)
SENTENCES = 5  # a passage
QUERIES = 300
QUERY_WORDS = 9
NAMES = 20_000  # rare words, as the names of places are
MEGABYTE = 1024  # ru_maxrss counts kilobytes


@dataclass(frozen=True)
class Point:
    """Figures of one size: seconds, megabytes, milliseconds."""

    passages: int
    ingestion_seconds: float
    ingestion_megabytes: float
    search_p50: float
    search_p95: float
    search_megabytes: float


def main() -> None:
    """Print a line a size, and draw the curve when asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    print("| passages | ingestion, s | passages/s | peak, MB | search p50, ms | p95, ms | search process, MB |")
    print("|---|---|---|---|---|---|---|")
    points = []
    for size in asked.sizes:
        point = _measure(size)
        points.append(point)
        print(
            f"| {point.passages:,} | {point.ingestion_seconds:.1f} | {size / point.ingestion_seconds:,.0f} "
            f"| {point.ingestion_megabytes:.0f} | {point.search_p50:.1f} | {point.search_p95:.1f} "
            f"| {point.search_megabytes:.0f} |",
            flush=True,
        )
    if asked.plot:
        _plot(points, asked.plot)


def _measure(size: int) -> Point:
    sentences = _sentences()
    with tempfile.TemporaryDirectory() as folder:
        corpus, home = Path(folder) / "corpus.jsonl", Path(folder) / "home"
        with corpus.open("w", encoding="utf-8") as stream:
            stream.writelines(_records(size, sentences))
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            seconds, peak = pool.apply(_ingest, (corpus, home))
            times, held = pool.apply(_search, (home, _queries(sentences)))
    return Point(size, seconds, peak, times[len(times) // 2], times[int(len(times) * 0.95)], held)


def _ingest(corpus: Path, home: Path) -> tuple[float, float]:
    started = time.perf_counter()
    report = ingest([corpus], settings=Settings(home=home))
    assert not report.failed
    return time.perf_counter() - started, _peak()


def _search(home: Path, queries: Sequence[str]) -> tuple[list[float], float]:
    today = date.today()  # noqa: DTZ011
    times = []
    with open_services(Settings(home=home)) as services:
        for query in [*queries[:20], *queries]:
            started = time.perf_counter()
            services.knowledge.search(query, kind=DocumentKind.REGULATION, on=today)
            times.append((time.perf_counter() - started) * 1000)
    return sorted(times[20:]), _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def _sentences() -> list[str]:
    texts = (parse_file(path).text for path in sorted(SAMPLES.glob("*.md")))
    return [sentence for text in texts for sentence in split_sentences(text) if len(sentence) > 40]


def _records(size: int, sentences: Sequence[str]) -> Iterator[str]:
    draw = random.Random(size)
    for number in range(size):
        name = f"lieu{draw.randrange(NAMES)}"
        text = " ".join([f"Commune de {name}.", *draw.choices(sentences, k=SENTENCES)])
        yield json.dumps({"_id": str(number), "title": f"Note {number} sur {name}", "text": text}) + "\n"


def _queries(sentences: Sequence[str]) -> list[str]:
    draw = random.Random(1)
    return [" ".join(draw.choice(sentences).split()[:QUERY_WORDS]) for _ in range(QUERIES)]


def _plot(points: Sequence[Point], target: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 3, figsize=(12, 3.6))
    sizes = [point.passages for point in points]
    for axis, name, curves in (
        (axes[0], "ingestion, s", {"": [point.ingestion_seconds for point in points]}),
        (axes[1], "peak memory, MB", {"": [point.ingestion_megabytes for point in points]}),
        (axes[2], "search, ms", {"p50": [p.search_p50 for p in points], "p95": [p.search_p95 for p in points]}),
    ):
        for label, values in curves.items():
            axis.plot(sizes, values, marker="o", label=label or None)
        axis.set(xscale="log", xlabel="passages", title=name, ylim=(0, None))
        axis.grid(visible=True, alpha=0.3)
    axes[2].legend()
    figure.tight_layout()
    figure.savefig(target)


if __name__ == "__main__":
    sys.exit(main())
