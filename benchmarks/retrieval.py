"""Measure the search on the judged sets of ``../shared/data``: nDCG@10 and recall@20, ours and its parts.

Run: ``python -m benchmarks.retrieval`` (writes to a temporary home; about two minutes).
"""

import csv
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from assistant.domain import DocumentKind
from assistant.knowledge import Knowledge
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, open_database
from ingestion import ingest

DATA = Path(__file__).parents[2] / "shared" / "data"
SETS: Mapping[str, tuple[Sequence[str], DocumentKind, int]] = {
    "funding": (("funding/aides_api_2021.jsonl", "funding/aides_export_2022.jsonl"), DocumentKind.FUNDING, 2),
    "crpa": (("regulation/code_relations_public_administration.jsonl",), DocumentKind.REGULATION, 1),
    "cnil": (("judged/cnil/corpus.jsonl",), DocumentKind.REGULATION, 1),
}
Qrels = Mapping[str, Mapping[str, int]]


def main() -> None:
    """Print one line a judged set."""
    for name in sys.argv[1:] or SETS:
        files, kind, relevant = SETS[name]
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(home=Path(folder))
            ingest([DATA / file for file in files], settings=settings, kind=kind)
            store = KnowledgeStore(open_database(settings.database_path))
            knowledge = Knowledge(settings, store)
            evaluate(name, lambda query: ranked(knowledge, store, query, kind), relevant)  # noqa: B023 - used at once
            knowledge.close()


def ranked(knowledge: Knowledge, store: KnowledgeStore, query: str, kind: DocumentKind) -> list[str]:
    """References of the documents found, best first."""
    on = date.today() if kind is DocumentKind.REGULATION else None  # noqa: DTZ011
    hits = knowledge.search(query, kind=kind, limit=20, on=on, per_document=1)
    return [store.document(hit.passage.document_id).reference or "" for hit in hits]


def evaluate(name: str, search: Callable[[str], list[str]], relevant: int) -> None:
    """Print the mean figures of a judged set."""
    queries = [json.loads(line) for line in (DATA / "judged" / name / "queries.jsonl").open(encoding="utf-8")]
    qrels = _qrels(DATA / "judged" / name / "qrels.tsv")
    gains, recalls = [], []
    for query in queries:
        grades = {key: grade for key, grade in qrels[query["_id"]].items() if grade > 0}
        if not grades:
            continue
        found = search(query["text"])
        gains.append(ndcg(found, grades, 10))
        wanted = {key for key, grade in grades.items() if grade >= relevant}
        recalls.append(len(wanted & set(found[:20])) / len(wanted) if wanted else 1.0)
    print(
        f"{name:8s} nDCG@10 {sum(gains) / len(gains):.3f}  recall@20 {sum(recalls) / len(recalls):.3f}  n={len(gains)}"
    )


def ndcg(found: Sequence[str], grades: Mapping[str, int], cut: int) -> float:
    """Normalised discounted cumulative gain, gain = grade."""
    gain = sum(grades.get(key, 0) / math.log2(rank + 2) for rank, key in enumerate(found[:cut]))
    best = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(sorted(grades.values(), reverse=True)[:cut]))
    return gain / best


def _qrels(path: Path) -> Qrels:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"):
        found[row["query-id"]][row["corpus-id"]] = int(row["score"])
    return found


if __name__ == "__main__":
    main()
