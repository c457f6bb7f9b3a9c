"""Filters of a search: they hold inside the engines, so that what passes is found even when much does not."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest

TODAY = date(2026, 11, 25)
CODE = "Code des essais"


def aid(slug: str, perimeter: str, theme: str) -> dict[str, object]:
    return {
        "slug": slug, "name": f"Planter des haies {slug}", "financers": ["Financeur"], "perimeter": perimeter,
        "categories": [f"Nature|{theme}"], "description": "<p>Aide à la plantation de haies champêtres.</p>",
    }  # fmt: skip


def article(number: int, valid_from: str, valid_to: str | None) -> dict[str, object]:
    return {
        "code": CODE, "article": f"L{number}-1", "id": f"LEGIARTI{number:012d}", "title_path": [CODE],
        "text": f"La plantation de haies est soumise à déclaration numéro {number}.",
        "valid_from": valid_from, "valid_to": valid_to, "state": "VIGUEUR",
    }  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred aids elsewhere and two here; articles past, present and to come; notes of two collections."""
    folder, home = tmp_path_factory.mktemp("docs"), tmp_path_factory.mktemp("home")
    aids = [aid(f"bretagne-{number}", "Bretagne (Région)", "Eau") for number in range(300)]
    aids += [aid("dordogne", "Dordogne (Département)", "Forêt"), aid("france", "France (Pays)", "Eau")]
    articles = [article(number, "2016-01-01", "2020-01-01") for number in range(1, 200)]
    articles += [article(900, "2016-01-01", None), article(901, "2030-01-01", None)]
    for name, rows in (("aides.jsonl", aids), ("code.jsonl", articles)):
        (folder / name).write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ingest([folder], settings=Settings(home=home))
    for name in ("service eau", "service voirie"):
        note = folder / f"{name}.txt"
        note.write_text(f"Le {name} entretient les haies des bords de route.", encoding="utf-8")
        ingest([note], settings=Settings(home=home), collection=name)
    return home


@pytest.fixture(scope="module")
def services(home: Path) -> Iterator[Services]:
    with open_services(Settings(home=home)) as opened:
        yield opened


def slugs(services: Services, **filters: object) -> set[str]:
    hits = services.knowledge.search("planter des haies", limit=50, **filters)  # type: ignore[arg-type]
    return {services.store.document(hit.passage.document_id).reference or hit.passage.title for hit in hits}


def test_a_territory_lets_through_what_concerns_it_and_what_says_none(services: Services) -> None:
    dordogne = services.territories.related(services.territories.get("24"))
    found = slugs(services, kind=DocumentKind.FUNDING, territories=dordogne)
    assert found == {"dordogne", "france"}


def test_a_region_lets_through_its_departments(services: Services) -> None:
    region = services.territories.related(services.territories.get("R75"))
    assert "dordogne" in slugs(services, kind=DocumentKind.FUNDING, territories=region)


def test_a_theme_is_compared_without_case_or_accent(services: Services) -> None:
    assert slugs(services, theme="FORET") == {"dordogne"}


def test_only_what_is_in_force_on_the_date_is_found(services: Services) -> None:
    assert slugs(services, kind=DocumentKind.REGULATION, on=TODAY, theme=None) >= {"L900-1"}
    in_force = slugs(services, kind=DocumentKind.REGULATION, on=TODAY)
    assert {name for name in in_force if name.startswith("L")} == {"L900-1"}
    past = slugs(services, kind=DocumentKind.REGULATION, on=date(2018, 1, 1))
    assert "L1-1" in past
    assert "L901-1" not in past


def test_a_collection_is_searched_alone(services: Services) -> None:
    assert slugs(services, collection="service eau") == {"service eau"}


def test_a_repealed_text_that_alone_answers_is_told(services: Services) -> None:
    query = "déclaration numéro 17"
    hits = services.knowledge.search(query, kind=DocumentKind.REGULATION, on=date(2012, 1, 1))
    outdated = services.knowledge.only_outdated(query, hits, kind=DocumentKind.REGULATION, on=date(2012, 1, 1))
    assert outdated is not None
    assert outdated.passage.valid_from == date(2016, 1, 1)


def test_nothing_is_told_when_a_text_in_force_answers(services: Services) -> None:
    hits = services.knowledge.search("plantation de haies", kind=DocumentKind.REGULATION, on=TODAY)
    told = services.knowledge.only_outdated("plantation de haies", hits, kind=DocumentKind.REGULATION, on=TODAY)
    assert told is None


def test_a_copied_document_is_found_once(tmp_path: Path) -> None:
    for name in ("original.md", "copie.md"):
        (tmp_path / name).write_text("# La mare\n\nLa mare du village abrite des tritons.", encoding="utf-8")
    settings = Settings(home=tmp_path / "home")
    ingest([tmp_path / "original.md", tmp_path / "copie.md"], settings=settings)
    with open_services(settings) as services:
        assert len(services.knowledge.search("tritons de la mare")) == 1
