"""Measure the search of comparable operations on the judged descriptions, against plain pipelines.

Run: ``python -m benchmarks.comparables`` (needs the group ``bench`` and ``../shared/data``; about two minutes). The
thresholds are chosen on one half of the descriptions and reported on the other.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from assistant.calculators.comparables import COUNTED_FROM
from assistant.comparables import understand_project
from assistant.comparables.register import OperationRegister
from assistant.comparables.subject import subject_of
from assistant.domain import DocumentKind
from assistant.knowledge.embedders.corpus import CorpusEmbedder
from assistant.services import Services, open_services
from assistant.settings import Settings
from benchmarks.comparables.judged import Description, load_descriptions, load_elsewhere, places_of
from benchmarks.comparables.measures import CUT, Rank, Ranked, measure, thresholds
from benchmarks.judged import interval
from ingestion import ingest

DATA = Path(__file__).parents[3] / "shared" / "data" / "projects"
ON = date(2026, 1, 1)
ROUNDS = 5
OURS = "Jalon, comparables"


def main() -> None:
    """Print the ranking table, the thresholds and the latency."""
    if not DATA.is_dir():
        sys.exit(f"{DATA} is absent: nothing to measure on.")
    with _services() as services:
        register = OperationRegister.of(services.store)
        descriptions = load_descriptions()
        grades = {one.id: one.grades(register) for one in descriptions}
        print(f"{len(register):,} operations, {sum(map(len, grades.values())):,} judgements")
        for half in ("chosen", "reported"):
            asked = [one for one in descriptions if one.half == half]
            measured = {name: measure(asked, grades, rank) for name, rank in _systems(services, register).items()}
            _print_ranking(half, measured)
            nearness = {one.id: _nearness(one, services, register) for one in asked}
            print("\n| threshold | precision | recall | F 0.5 |\n|---|---|---|---|")
            for kept in thresholds(nearness, grades):
                mark = " (in use)" if kept.threshold == COUNTED_FROM else ""
                print(f"| {kept.threshold:.2f}{mark} | {kept.precision:.2f} | {kept.recall:.2f} | {kept.score:.2f} |")
        _print_elsewhere(services)
        _print_latency(services, descriptions)


@contextmanager
def _services() -> Iterator[Services]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        started = time.perf_counter()
        report = ingest([DATA], settings=settings, kind=DocumentKind.PROJECT)
        print(f"{report.added:,} rows ingested in {time.perf_counter() - started:.1f} s")
        with open_services(settings) as services:
            yield services


def _systems(services: Services, register: OperationRegister) -> Mapping[str, Rank]:
    return {
        "bm25s, French": _bm25s(register, services, subject=False),
        "bm25s, French, subject only": _bm25s(register, services, subject=True),
        "vectors trained on the titles": _vectors(register, services),
        "Jalon, search of passages": _passages(register, services),
        "Jalon, order of the subject alone": _subjects(register, services),
        OURS: _comparables(register, services),
    }


def _comparables(register: OperationRegister, services: Services) -> Rank:
    places = places_of(register)

    def rank(text: str) -> list[int]:
        request = understand_project(text, territories=services.territories, on=ON, limit=CUT)
        return [places[similar.operation.operation_id] for similar in services.comparables.search(request).operations]

    return rank


def _passages(register: OperationRegister, services: Services) -> Rank:
    documents = {publication.document_id: place for place, group in enumerate(register.groups) for publication in group}

    def rank(text: str) -> list[int]:
        hits = services.knowledge.search(text, kind=DocumentKind.PROJECT, limit=CUT * 2, per_document=1)
        return list(dict.fromkeys(documents[hit.passage.document_id] for hit in hits))

    return rank


def _bm25s(register: OperationRegister, services: Services, *, subject: bool) -> Rank:
    import bm25s
    import Stemmer

    options = {"stopwords": "fr", "stemmer": Stemmer.Stemmer("french"), "show_progress": False}
    index = bm25s.BM25()
    index.index(bm25s.tokenize(_titles(register), **options), show_progress=False)

    def rank(text: str) -> list[int]:
        query = _subject(text, register, services) if subject else text
        found, _ = index.retrieve(bm25s.tokenize([query], **options), k=CUT, show_progress=False)
        return [int(place) for place in found[0]]

    return rank


def _vectors(register: OperationRegister, services: Services) -> Rank:
    titles = _titles(register)
    embedder = CorpusEmbedder.train(titles)
    vectors = embedder.embed_passages(titles)

    def rank(text: str) -> list[int]:
        query = embedder.embed_query(_subject(text, register, services))
        return [int(place) for place in np.argsort(-(vectors @ query), kind="stable")[:CUT]]

    return rank


def _subjects(register: OperationRegister, services: Services) -> Rank:
    """The titles nearest to the subject, whatever the rest: what the search, the cost and the place change."""

    def rank(text: str) -> list[int]:
        shares = register.subject_shares(subject_of(text, register.titles, services.territories))
        return [int(place) for place in np.argsort(-shares, kind="stable")[:CUT]]

    return rank


def _titles(register: OperationRegister) -> list[str]:
    return [group[0].operation.title for group in register.groups]


def _subject(text: str, register: OperationRegister, services: Services) -> str:
    return " ".join(subject_of(text, register.titles, services.territories).words)


def _nearness(one: Description, services: Services, register: OperationRegister) -> np.ndarray:
    return register.subject_shares(subject_of(one.text, register.titles, services.territories))


def _print_ranking(half: str, measured: Mapping[str, Ranked]) -> None:
    ours = measured[OURS]
    print(f"\n{half}: {len(ours.ndcg)} descriptions\n")
    print("| system | precision@10 | nDCG@10 (95 %) | difference with ours (95 %) | unjudged |\n|---|---|---|---|---|")
    for name, one in measured.items():
        low, high = interval(one.ndcg)
        difference = ""
        if one is not ours:
            least, most = interval(one.ndcg - ours.ndcg)
            difference = f"{(one.ndcg - ours.ndcg).mean():+.3f} ({least:+.3f} to {most:+.3f})"
        told = f"{one.ndcg.mean():.3f} ({low:.3f} to {high:.3f})"
        print(f"| {name} | {one.precision.mean():.3f} | {told} | {difference} | {one.unjudged} |")


def _print_elsewhere(services: Services) -> None:
    print("\nQuestions about nothing that these operations do, for which some are shown or counted:")
    for half, texts in load_elsewhere().items():
        found = {text: _answered(text, services) for text in texts}
        shown = {text: counts for text, counts in found.items() if any(counts)}
        print(f"\n{half}: {len(shown)} of {len(texts)}")
        for text, (operations, counted) in shown.items():
            print(f"- {text}: {operations} shown, {counted} counted")


def _answered(text: str, services: Services) -> tuple[int, int]:
    """How many operations are shown and how many are counted."""
    answer = services.comparables.search(understand_project(text, territories=services.territories, on=ON))
    return len(answer.operations), answer.summary.found


def _print_latency(services: Services, descriptions: list[Description]) -> None:
    times = []
    for _ in range(ROUNDS):
        for one in descriptions:
            started = time.perf_counter()
            request = understand_project(one.text, territories=services.territories, on=ON)
            services.comparables.search(request)
            times.append((time.perf_counter() - started) * 1000)
    warm = sorted(times[len(descriptions) :])
    p50, p95 = (warm[int(len(warm) * share)] for share in (0.5, 0.95))
    print(f"\nWarm search: p50 {p50:.0f} ms, p95 {p95:.0f} ms, worst {warm[-1]:.0f} ms")


if __name__ == "__main__":
    main()
