"""The aid model: the whole Aides-territoires schema, without loss; what is unknown or absurd is told by its field."""

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Actor, Aid, Beneficiary, Expense, HelpKind, Recurrence, Step
from assistant.language import normalise
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, open_database
from ingestion import ingest
from ingestion.records import Record, read_records
from tests.ingestion.test_records import FULL_AID, REDUCED_AID, write

MARKUP = re.compile(r"<[^>]+>")
WHOLE_AID: dict[str, Any] = {
    "id": 7, "slug": "aide-entiere", "url": "/aides/aide-entiere/", "name": "Aide entière",
    "name_initial": "Aide (AAP)", "short_title": "AE", "description": "<p>Un <a href='https://exemple.fr'>lien</a>.</p>",
    "eligibility": "<p>Communes.</p>", "project_examples": "<p>Une école.</p>",
    "project_references": [{"id": 3, "name": "Rénover une école"}], "financers": ["ADEME"],
    "financers_full": [{"id": 22, "name": "ADEME", "logo": "ademe.png"}], "instructors": ["DREAL"],
    "instructors_full": [{"id": 5, "name": "DREAL", "logo": None}], "programs": ["Fonds vert"],
    "contact": "<p>ici@ademe.fr</p>", "perimeter": "Adour-Garonne", "perimeter_scale": "Bassin hydrographique",
    "targeted_audiences": ["Commune", "Intercommunalité / Pays", "Confréries"],
    "aid_types": ["Subvention", "Ingénierie technique", "Mécénat"],
    "aid_types_full": [
        {"id": 1, "name": "Subvention", "group": {"id": 1, "name": "Aide financière"}},
        {"id": 8, "name": "Ingénierie technique", "group": {"id": 2, "name": "Aide en ingénierie"}},
    ],
    "mobilization_steps": ["Réflexion / conception", "Usage / valorisation"],
    "destinations": ["Dépenses de fonctionnement", "Dépenses d'investissement"],
    "categories": ["Nature / environnement|Biodiversité", "Eau / Eau potable"],
    "is_call_for_project": True, "is_charged": False, "is_live": True, "european_aid": "sectorial",
    "recurrence": "Récurrente", "start_date": "2026-01-01", "predeposit_date": "2026-03-01",
    "submission_deadline": "2026-06-30", "subvention_rate_lower_bound": 20, "subvention_rate_upper_bound": 60,
    "subvention_comment": "Selon la strate", "loan_amount": 50000, "recoverable_advance_amount": 1000,
    "other_financial_aid_comment": "Bonus", "origin_url": "https://ademe.fr", "application_url": "https://ademe.fr/d",
    "import_data_url": "https://ademe.fr/data", "import_data_mention": "Données ADEME",
    "import_share_licence": "openlicence20", "date_created": "2025-01-02T10:00:00+01:00",
    "date_updated": "2025-02-03T10:00:00+01:00",
}  # fmt: skip


def aid_of(folder: Path, raw: dict[str, Any]) -> Aid:
    (record,) = read_records(write(folder / "aide.jsonl", [raw]), None)
    assert isinstance(record, Record)
    assert record.aid
    return record.aid


def test_every_field_of_the_schema_has_its_own(tmp_path: Path) -> None:
    aid = aid_of(tmp_path, WHOLE_AID)
    assert (aid.name_initial, aid.project_references) == ("Aide (AAP)", ("Rénover une école",))
    assert aid.financers_full == (Actor(name="ADEME", actor_id="22", logo="ademe.png"),)
    assert aid.instructors_full == (Actor(name="DREAL", actor_id="5"),)
    assert (aid.perimeter, aid.perimeter_scale) == ("Adour-Garonne", "Bassin hydrographique")
    assert aid.audiences == (Beneficiary.COMMUNE, Beneficiary.EPCI)
    assert aid.kinds == (HelpKind.GRANT, HelpKind.TECHNICAL_ENGINEERING)
    assert aid.aid_type_groups == ("Aide financière", "Aide en ingénierie")
    assert aid.steps == (Step.DESIGN, Step.USE)
    assert aid.expenses == (Expense.RUNNING, Expense.INVESTMENT)
    assert (aid.is_call_for_project, aid.is_charged, aid.is_live) == (True, False, True)
    assert (aid.european_aid, aid.recurrence) == ("sectorial", Recurrence.RECURRING)
    assert aid.predeposit_date == date(2026, 3, 1)
    assert (aid.loan_amount, aid.recoverable_advance_amount) == (Decimal(50000), Decimal(1000))
    assert aid.other_aid_comment == "Bonus"
    assert (aid.import_data_url, aid.import_share_licence) == ("https://ademe.fr/data", "openlicence20")


def test_what_jalon_does_not_know_is_kept(tmp_path: Path) -> None:
    aid = aid_of(tmp_path, WHOLE_AID)
    assert aid.unknown_audiences == ("Confréries",)
    assert "Mécénat" in aid.aid_types
    assert aid.extra["description"] == WHOLE_AID["description"]  # its link
    assert aid.extra["date_created"] == WHOLE_AID["date_created"]  # its hour


def test_each_value_of_721_real_aids_is_found_again(shared_data: Path) -> None:
    paths = [shared_data / "funding" / name for name in ("aides_api_2021.jsonl", "aides_export_2022.jsonl")]
    count = 0
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        for raw, record in zip(map(json.loads, lines), read_records(path, None), strict=True):
            assert isinstance(record, Record)
            assert record.aid
            lost = [field for field, value in raw.items() if not is_found(value, field, record.aid)]
            assert not lost, (record.aid.slug, lost)
            count += 1
    assert count == 721


def is_found(value: Any, field: str, aid: Aid) -> bool:
    """Whether a value of the source is in an aid, as it is or under another name; texts without their markup."""
    if value in (None, "", []) or aid.extra.get(field) == value:
        return True
    if isinstance(value, list):
        return all(item in getattr(aid, field) for item in value)
    if isinstance(value, bool):
        return getattr(aid, field) is value
    if isinstance(value, int):
        return str(value) in {
            str(one) for one in (aid.aid_id, aid.rate_min, aid.rate_max, aid.recoverable_advance_amount)
        }
    held = [aid.aid_id, aid.slug, aid.url, aid.name, aid.description, aid.eligibility, aid.project_examples]
    held += [aid.origin_url, aid.application_url, aid.short_title, f"{aid.perimeter} ({aid.perimeter_scale})"]
    held += [aid.perimeter, *(str(day) for day in (aid.start_date, aid.predeposit_date))]
    if aid.submission_deadline:
        held += [str(aid.submission_deadline), f"{aid.submission_deadline:%d/%m/%Y}"]
    if field == "recurrence":
        return {"Permanente": "ongoing", "Ponctuelle": "oneoff", "Récurrente": "recurring"}[value] == aid.recurrence
    if field == "url":
        return bool(aid.url and aid.url.endswith(value))
    return letters(unescape(MARKUP.sub("", value))) in {letters(text) for text in held if text}


def letters(text: str) -> str:
    """The letters and digits of a text: markup may cut a word, or join two."""
    return normalise(text).replace(" ", "")


def test_an_unknown_value_is_told_once_with_its_count(tmp_path: Path) -> None:
    aids = [{**FULL_AID, "slug": f"aide-{n}", "aid_types": ["Mécénat"], "recurrence": "Parfois"} for n in range(3)] + [
        REDUCED_AID
    ]
    report = ingest([write(tmp_path / "aides.jsonl", aids)], settings=Settings(home=tmp_path / "home"))
    assert (report.added, report.failed) == (4, ())
    assert sorted(warning.error for warning in report.warnings) == [
        "valeur inconnue « Confréries » dans targeted_audiences (3 fiches), gardée telle quelle",
        "valeur inconnue « Mécénat » dans aid_types (3 fiches), gardée telle quelle",
        "valeur inconnue « Parfois » dans recurrence (3 fiches), gardée telle quelle",
    ]


@pytest.mark.parametrize(
    ("absurd", "told"),
    [
        ({"subvention_rate_upper_bound": 120}, "subvention_rate_upper_bound : un taux de 120 % n'est pas entre"),
        ({"subvention_rate_lower_bound": -5}, "subvention_rate_lower_bound : un taux de -5 %"),
        ({"loan_amount": -1}, "loan_amount : un montant de -1 € ne peut pas être négatif"),
        ({"recoverable_advance_amount": -0.5}, "recoverable_advance_amount"),
        ({"is_live": "peut-être"}, "is_live : « peut-être » n'est ni oui ni non"),
    ],
)  # fmt: skip
def test_an_impossible_figure_refuses_its_aid_and_no_other(tmp_path: Path, absurd: dict[str, Any], told: str) -> None:
    path = write(tmp_path / "aides.jsonl", [{**FULL_AID, **absurd}, REDUCED_AID])
    report = ingest([path], settings=Settings(home=tmp_path / "home"))
    assert report.added == 1
    assert [failure.source for failure in report.failed] == ["aides.jsonl:1"]
    assert told in report.failed[0].error


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"start_date": "2027-06-01", "submission_deadline": "2027-03-31"}, "submission_deadline"),
        ({"subvention_rate_lower_bound": 60, "subvention_rate_upper_bound": 40}, "subvention_rate_upper_bound"),
    ],
)
def test_a_record_that_contradicts_itself_stays_and_says_so(tmp_path: Path, told: dict[str, Any], field: str) -> None:
    settings = Settings(home=tmp_path / "home")
    report = ingest([write(tmp_path / "aides.jsonl", [{**FULL_AID, **told}])], settings=settings)
    assert report.added == 1
    assert any(field in warning.error and "aide-velo" in warning.error for warning in report.warnings)
    database = open_database(settings.database_path)
    assert field in KnowledgeStore(database).aid("aide-velo").contradictions[0]
    database.close()


def test_an_aid_that_only_gives_its_full_financers_is_an_aid(tmp_path: Path) -> None:
    raw = {key: value for key, value in WHOLE_AID.items() if key != "financers"}
    assert aid_of(tmp_path, raw).financers == ("ADEME",)
