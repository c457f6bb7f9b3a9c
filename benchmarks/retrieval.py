"""Measure the search on the judged sets of ``../shared/data``: ours, its parts taken away one by one, and its peers.

Run: ``python -m benchmarks.retrieval [SET…]``; about five minutes. ``JALON_BENCH_POSTGRES``, the address of a server
(``postgresql://…``), adds PostgreSQL to the peers.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

from assistant.domain import DocumentKind
from assistant.knowledge import Knowledge, expansion, lexical
from assistant.knowledge import search as fusion
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, open_database
from benchmarks.judged import CUT, SETS, JudgedSet, Measured, Search, measure, ranking_table
from benchmarks.peers import available
from ingestion import ingest

OURS = "Jalon"
FIELDS, WEIGHTS = lexical.FIELDS, fusion.WEIGHTS
# What is changed in a part of the search to measure what it brings: (module, name, value).
WITHOUT: Mapping[str, tuple[object, str, object]] = {
    "without the lexicon's terms": (expansion, "WEIGHT", 0.0),
    "without associations of words": (expansion, "ASSOCIATION_WEIGHTS", dict.fromkeys(DocumentKind, 0.0)),
    "without the title's field": (lexical, "FIELDS", {**FIELDS, "title": 0.0}),
    "without the opening's field": (lexical, "FIELDS", {**FIELDS, "opening": 0.0}),
    "without word families": (lexical, "FIELDS", {**FIELDS, "family": 0.0}),
    "without whole documents": (fusion, "WEIGHTS", {**WEIGHTS, "documents": 0.0}),
    "without vectors": (fusion, "WEIGHTS", {**WEIGHTS, "vectors": 0.0}),
}


def main() -> None:
    """Print a table for each judged set."""
    for judged in SETS:
        if not sys.argv[1:] or judged.name in sys.argv[1:]:
            print(ranking_table(judged.name, _systems(judged), OURS))


def _systems(judged: JudgedSet) -> dict[str, Measured]:
    measured = {name: measure(judged, peer(judged)) for name, peer in available()}
    with _jalon(judged) as search:
        for name, (module, attribute, value) in WITHOUT.items():
            with patch.object(module, attribute, value):
                measured[name] = measure(judged, search)
        measured[OURS] = measure(judged, search)
    return measured


@contextmanager
def _jalon(judged: JudgedSet) -> Iterator[Search]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        ingest(judged.paths, settings=settings, kind=judged.kind)
        database = open_database(settings.database_path)
        store = KnowledgeStore(database)
        knowledge = Knowledge(settings, store)
        on = date.today() if judged.kind is DocumentKind.REGULATION else None  # noqa: DTZ011

        def search(query: str) -> Sequence[str]:
            hits = knowledge.search(query, kind=judged.kind, limit=CUT, on=on, per_document=1)
            return [store.document(hit.passage.document_id).reference or "" for hit in hits]

        try:
            yield search
        finally:
            knowledge.close()
            database.close()


if __name__ == "__main__":
    main()
