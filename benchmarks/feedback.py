"""Measure the aids found on the verdicts that people have given, replayed on the aids of their own home.

Run: ``jalon feedback export DIR``, then ``python -m benchmarks.feedback DIR``; ``JALON_HOME`` says which home.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.clock import today
from assistant.domain import DocumentKind
from assistant.funding import Stated, search_aids, understand
from assistant.services import Services, open_services
from assistant.settings import Settings
from benchmarks.judged import CUT, JudgedSet, score

SEVERAL = {"theme", "operation", "kind_of_help"}  # facets that may be stated more than once


def main() -> None:
    """Print the measures of the requests that have an aid to add, and how many aids set aside come back."""
    folder = Path(sys.argv[1])
    given = feedback_set(folder)
    with open_services(Settings()) as services:
        found = replay(folder, services)
    measured, back = score(given, found), rejected_found(given, found)
    if given.queries():
        print(
            f"{len(measured.ndcg)} queries: nDCG@10 {measured.ndcg.mean():.3f}, recall@20 {measured.recall.mean():.3f}"
        )
    print(f"aids told not relevant among the first {CUT}: {back}")


def feedback_set(folder: Path) -> JudgedSet:
    """The verdicts exported in a folder, as a judged set; the collection is that of the home."""
    return JudgedSet("feedback", (), DocumentKind.FUNDING, 2, folder)


def replay(folder: Path, services: Services) -> dict[str, list[str]]:
    """The aids found for each request of the folder, by its id, best first."""
    lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["_id"]: _found(row["text"], row.get("facets", {}), services) for row in map(json.loads, lines)}


def rejected_found(given: JudgedSet, found: Mapping[str, list[str]]) -> int:
    """How many aids told not relevant for a request are among the first found for it."""
    qrels = given.qrels()
    return sum(qrels[identity].get(slug) == 0 for identity, slugs in found.items() for slug in slugs[:CUT])


def _found(text: str, facets: Mapping[str, list[str]], services: Services) -> list[str]:
    stated = {name: tuple(values) if name in SEVERAL else values[0] for name, values in facets.items()}
    request = understand(
        text,
        territories=services.territories,
        on=today(),
        stated=Stated.model_validate(stated),
        include_closed=True,
        limit=CUT,
    )
    answer = search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)
    return [match.aid.slug for match in answer.listed]


if __name__ == "__main__":
    main()
