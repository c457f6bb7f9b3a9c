"""The order of ``jalon funding --include-closed`` on the judged requests, against plain pipelines, and by parts."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.domain import DocumentKind
from assistant.funding import FundingRequest, ranking, search_aids, understand
from assistant.funding import search as ordering
from assistant.knowledge import expansion, lexical
from assistant.knowledge import search as fusion
from assistant.knowledge.generations import Generations
from assistant.services import Services, open_services
from assistant.settings import Settings
from benchmarks.judged import CUT, SETS, Measured, Search, measure
from benchmarks.peers import available, bm25s_over, french
from ingestion import ingest

OURS = "Jalon"
RAW_FIELDS = ("description", "description_text", "eligibility", "eligibility_text", "categories")
TAG = re.compile(r"<[^>]+>")
ON = date(2026, 11, 30)
JUDGED = next(one for one in SETS if one.kind is DocumentKind.FUNDING)
Change = tuple[object, str, Any]

NO_CORRECTION = dict.fromkeys(ranking.WEIGHTS, 0.0)
# What is changed to measure what a part brings: (module, name, value).
WITHOUT: Mapping[str, Sequence[Change]] = {
    "without eligibility in the order": [(ordering, "_order", lambda match, *_: match.rank)],
    **{
        f"without the correction «{name}»": [(ranking.rescored, "__defaults__", ({**ranking.WEIGHTS, name: 0.0},))]
        for name in ranking.WEIGHTS
    },
    "without any of the corrections": [(ranking.rescored, "__defaults__", (NO_CORRECTION,))],
    "without lesser weights for words of intention": [(lexical, "LESSER_WEIGHT", 1.0)],
    "without the lexicon and associations": [
        (expansion, "WEIGHT", 0.0),
        (expansion, "ASSOCIATION_WEIGHTS", dict.fromkeys(DocumentKind, 0.0)),
    ],
    "without the title's field": [(lexical, "FIELDS", {**lexical.FIELDS, "title": 0.0})],
    "without word families": [(lexical, "FIELDS", {**lexical.FIELDS, "family": 0.0})],
    "without whole documents": [(fusion, "WEIGHTS", {**fusion.WEIGHTS, "documents": 0.0})],
    "without vectors": [(fusion, "WEIGHTS", {**fusion.WEIGHTS, "vectors": 0.0})],
}


@contextmanager
def opened(home: Path, files: Sequence[Path]) -> Iterator[Services]:
    """The services over a home in which files of aids are ingested, unless it has an index already."""
    settings = Settings(home=home)
    if Generations(settings.index_path).current() is None:
        ingest(files, settings=settings, kind=DocumentKind.FUNDING)
    with open_services(settings) as services:
        yield services


def measured_systems(services: Services) -> Mapping[str, Measured]:
    """Every plain pipeline, ours without each of its parts, and ours, on the same requests."""
    measured = {name: measure(JUDGED, peer(JUDGED)) for name, peer in available()}
    measured["bm25s, French, name three times, raw fields"] = measure(JUDGED, bm25s_of_fields())
    measured["without facets: only the words of the request"] = measure(JUDGED, ranked(services, with_facets=False))
    whole = ranked(services)
    for name, changes in WITHOUT.items():
        with ExitStack() as stack:
            for module, attribute, value in changes:
                stack.enter_context(patch.object(module, attribute, value))
            measured[name] = measure(JUDGED, whole)
    measured[OURS] = measure(JUDGED, whole)
    return measured


def bm25s_of_fields() -> Search:
    """bm25s over the fields of the raw records that say what they pay for: the strongest plain pipeline known here."""
    rows = [json.loads(line) for path in JUDGED.paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [" ".join([row["name"]] * 3 + [str(row.get(name) or "") for name in RAW_FIELDS]) for row in rows]
    plain = [html.unescape(TAG.sub(" ", text)) for text in texts]
    return bm25s_over([row["slug"] for row in rows], plain, french())


def ranked(services: Services, *, with_facets: bool = True) -> Search:
    """The slugs of the aids that ``jalon funding --include-closed`` proposes."""

    def search(query: str) -> Sequence[str]:
        if with_facets:
            request = understand(query, territories=services.territories, on=ON, include_closed=True, limit=CUT)
        else:
            request = FundingRequest(query=query, on=ON, include_closed=True, limit=CUT)
        answer = search_aids(
            request, knowledge=services.knowledge, store=services.store, territories=services.territories
        )
        return [match.aid.slug for match in answer.listed]

    return search
