"""A first page of aids that may fit, as long as the corpus holds enough of them."""

import json
from datetime import date
from pathlib import Path

from assistant.domain import DocumentKind
from assistant.funding import Stated, search_aids, understand
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest

ELSEWHERE, HERE = 70, 12


def aid(number: int, region: str) -> dict[str, object]:
    """An aid for cycle paths of one région; those of Bretagne speak of them less."""
    words = "Aménager des pistes cyclables. " * (3 if region == "Normandie" else 1)
    return {
        "id": str(number), "slug": f"aid-{number}", "name": f"Pistes cyclables, volet {number}",
        "description": f"<p>{words} Dossier {number} de la politique de déplacement.</p>",
        "perimeter": f"{region} (Région)", "targeted_audiences": ["Communes"], "financers": [f"Région {region}"],
        "aid_types": ["Subvention"], "categories": [],
    }  # fmt: skip


def test_the_first_page_holds_only_aids_that_may_fit_when_there_are_enough(tmp_path: Path) -> None:
    rows = [aid(number, "Normandie" if number < ELSEWHERE else "Bretagne") for number in range(ELSEWHERE + HERE)]
    path = tmp_path / "aids.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    settings = Settings(home=tmp_path / "home")
    ingest([path], settings=settings, kind=DocumentKind.FUNDING)
    with open_services(settings) as services:
        request = understand(
            "pistes cyclables", territories=services.territories, on=date(2026, 11, 30),
            stated=Stated(territory="Bretagne", beneficiary="commune"), limit=10,
        )  # fmt: skip
        answer = search_aids(
            request, knowledge=services.knowledge, store=services.store, territories=services.territories
        )
    assert len(answer.results) == 10
    assert not [match.aid.slug for match in answer.results if match.is_excluded]
