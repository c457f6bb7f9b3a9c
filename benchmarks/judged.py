"""The judged sets of ``../shared/data`` and the measures of a ranking, with bootstrap intervals."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import R, nDCG
from numpy.typing import NDArray

from assistant.domain import DocumentKind
from ingestion.records import RecordError, read_records

DATA = Path(__file__).parents[2] / "shared" / "data"
RESAMPLES = 5000
CUT = 20

Search = Callable[[str], Sequence[str]]
Scores = NDArray[np.float64]


@dataclass(frozen=True)
class JudgedSet:
    """Queries on a collection, and the grade from which a document counts as found; ``folder`` holds the judgements."""

    name: str
    files: tuple[str, ...]
    kind: DocumentKind
    relevant: int
    folder: Path

    @property
    def paths(self) -> list[Path]:
        """The files of the collection."""
        return [DATA / file for file in self.files]

    def queries(self) -> dict[str, str]:
        """The queries that have a relevant document, by id."""
        lines = (self.folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        judged = self.qrels()
        return {row["_id"]: row["text"] for row in map(json.loads, lines) if any(judged[row["_id"]].values())}

    def qrels(self) -> Mapping[str, dict[str, int]]:
        """The grade of each judged document, by query id and document reference."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        with (self.folder / "qrels.tsv").open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                found[row["query-id"]][row["corpus-id"]] = int(row["score"])
        return found

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Reference, title with headings, and text of each document in force, as a plain pipeline would take them."""
        for path in self.paths:
            for record in read_records(path, self.kind):
                if isinstance(record, RecordError) or (record.valid_to and record.valid_to < _today()):
                    continue
                headings = dict.fromkeys(heading for block in record.parsed.blocks for heading in block.heading_path)
                yield record.reference or record.key, " ".join((record.parsed.title, *headings)), record.parsed.text


def _shared(name: str, *files: str, kind: DocumentKind, relevant: int) -> JudgedSet:
    return JudgedSet(name, files, kind, relevant, DATA / "judged" / name)


SETS = (
    _shared(
        "funding",
        "funding/aides_api_2021.jsonl",
        "funding/aides_export_2022.jsonl",
        kind=DocumentKind.FUNDING,
        relevant=2,
    ),
    _shared(
        "crpa",
        "regulation/code_relations_public_administration.jsonl",
        kind=DocumentKind.REGULATION,
        relevant=1,
    ),
    _shared("cnil", "judged/cnil/corpus.jsonl", kind=DocumentKind.REGULATION, relevant=1),
)


@cache
def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day of the person who measures


@dataclass(frozen=True)
class Measured:
    """nDCG@10 and recall@20 of a system, query by query, in the order of the queries."""

    ndcg: Scores
    recall: Scores


def measure(judged: JudgedSet, search: Search) -> Measured:
    """Run a system over the queries of a set."""
    return score(judged, {identity: search(text) for identity, text in judged.queries().items()})


def score(judged: JudgedSet, found: Mapping[str, Sequence[str]]) -> Measured:
    """Measure the references found for each query of a set, best first."""
    queries, qrels = judged.queries(), judged.qrels()
    run = {
        identity: {reference: float(CUT - rank) for rank, reference in enumerate(found[identity][:CUT])}
        for identity in queries
    }
    asked = {identity: qrels[identity] for identity in queries}
    measures = (nDCG @ 10, R(rel=judged.relevant) @ CUT)
    values: dict[str, dict[str, float]] = {str(one): dict.fromkeys(queries, 0.0) for one in measures}
    for metric in ir_measures.iter_calc(measures, asked, run):
        values[str(metric.measure)][metric.query_id] = metric.value
    by_query = [np.array([values[str(one)][identity] for identity in queries]) for one in measures]
    return Measured(ndcg=by_query[0], recall=by_query[1])


def interval(values: Scores) -> tuple[float, float]:
    """The 95 % bootstrap interval of a mean over queries."""
    draws = np.random.default_rng(0).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def ranking_table(name: str, measured: Mapping[str, Measured], ours: str) -> str:
    """One line a system: its means with their intervals, and how far it stands from ours, query by query."""
    own = measured[ours]
    lines = [
        f"\n{name}: {len(own.ndcg)} queries\n",
        "| system | nDCG@10 (95 %) | recall@20 | difference with ours, nDCG@10 (95 %) |",
        "|---|---|---|---|",
    ]
    for system, one in measured.items():
        low, high = interval(one.ndcg)
        difference = "" if one is own else _signed(one.ndcg - own.ndcg)
        told = f"{one.ndcg.mean():.3f} ({low:.3f} to {high:.3f})"
        lines.append(f"| {system} | {told} | {one.recall.mean():.3f} | {difference} |")
    return "\n".join(lines)


def _signed(differences: Scores) -> str:
    low, high = interval(differences)
    return f"{differences.mean():+.3f} ({low:+.3f} to {high:+.3f})"
