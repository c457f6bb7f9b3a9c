"""The Aides-territoires API as a source: all its aids, kept up to date."""

import json
from pathlib import Path

import pytest

from assistant.domain import Beneficiary
from assistant.settings import Settings
from ingestion.records import Record, read_records
from tests.ingestion.sources.aides_api import Api, aid, ingest_aids, refresh
from tests.ingestion.sources.knowledge import changes, documents, errors, stored
from tests.ingestion.sources.site import Exchange, Site, reply


def test_every_aid_becomes_a_document(settings: Settings, api: Api) -> None:
    report = ingest_aids(settings)
    assert (changes(report), report.failed) == ((5, 0, 0, 0), ())
    assert api.pages_asked() == [1, 2, 3]
    first = documents(settings)[0]
    assert (first.source, first.kind) == ("Aides-territoires", "funding")
    assert first.url == f"https://aides-territoires.beta.gouv.fr/aides/{first.reference}/"


def test_aids_that_changed_or_left_are_updated_or_removed(settings: Settings, api: Api) -> None:
    ingest_aids(settings)
    assert changes(ingest_aids(settings)) == (0, 0, 5, 0)
    api.aids = [aid(1, description="<p>Nouveau texte.</p>"), aid(2), aid(3), aid(6)]
    assert changes(ingest_aids(settings)) == (1, 1, 2, 2)


def test_both_shapes_of_the_api_are_read_without_loss(settings: Settings, api: Api) -> None:
    objects = aid(
        7,
        financers=[{"id": 1, "name": "ADEME", "logo": None}, {"id": 2, "name": "Région Bretagne"}],
        programs=[{"id": 3, "name": "Fonds vert"}],
        categories=[{"id": 4, "name": "Sols", "theme": {"id": 1, "name": "Nature"}}, "Eau / Pluie"],
        targeted_audiences=[{"id": "epci", "name": "Intercommunalité / Pays"}],
        perimeter={"id": 5, "name": "Bretagne", "scale": "Région"},
        recurrence={"id": 1, "name": "Permanente"},
        mobilization_steps=[{"id": "op", "name": "Mise en œuvre"}],
    )
    audiences = ["Commune", "Intercommunalité / Pays", "Etablissement public dont services de l'Etat"]
    flat = aid(8, targeted_audiences=audiences, financers_full=[{"id": 1, "name": "ADEME", "logo": "ademe.png"}])
    api.aids = [objects, flat]
    assert ingest_aids(settings).failed == ()
    with stored(settings) as store:
        first, second = (store.aid(f"aide-{number:04}") for number in (7, 8))
    assert (first.financers, first.programs) == (("ADEME", "Région Bretagne"), ("Fonds vert",))
    assert first.categories == ("Nature|Sols", "Eau / Pluie")
    assert (first.perimeter, first.perimeter_scale) == ("Bretagne", "Région")
    assert (first.audiences, first.recurrence) == ((Beneficiary.EPCI,), "ongoing")
    assert first.mobilization_steps == ("Mise en œuvre",)
    assert {name: first.extra[name] for name in ("financers", "perimeter", "categories")} == {
        name: objects[name] for name in ("financers", "perimeter", "categories")
    }
    assert second.audiences == (Beneficiary.COMMUNE, Beneficiary.EPCI, Beneficiary.PUBLIC_BODY)
    assert second.extra["financers_full"] == flat["financers_full"]


def test_a_trouble_that_lasts_is_reported_and_keeps_what_was_indexed(settings: Settings, api: Api, site: Site) -> None:
    ingest_aids(settings)
    api.aids = [aid(9)]
    site.routes["/api/connexion/"] = reply(404)
    report = ingest_aids(settings)
    assert (report.unchanged, report.deleted) == (5, 0)
    assert ["404" in error for error in errors(report)] == [True]


def test_a_list_that_changes_while_it_is_read_removes_nothing(settings: Settings, api: Api) -> None:
    ingest_aids(settings)

    def withdraw(exchange: Exchange) -> None:
        api.aids = [aid(number) for number in (2, 3, 4, 5)]
        api.answer(exchange)

    api.troubles = [api.answer, withdraw]
    moved = ingest_aids(settings)
    assert (changes(moved), [warning.source for warning in moved.warnings]) == ((0, 0, 5, 0), ["Aides-territoires"])
    assert changes(ingest_aids(settings)) == (0, 0, 4, 1)


def test_an_empty_list_removes_nothing(settings: Settings, api: Api) -> None:
    ingest_aids(settings)
    api.aids = []
    report = ingest_aids(settings)
    assert (report.unchanged, report.deleted) == (5, 0)
    assert ["aucune aide" in error for error in errors(report)] == [True]


def test_an_aid_that_cannot_be_read_is_named_and_the_others_are_kept(settings: Settings, api: Api) -> None:
    api.aids = [aid(1), aid(2, subvention_rate_upper_bound=400), {"id": 3, "name": "Sans identifiant"}]
    report = ingest_aids(settings)
    assert report.added == 1
    assert [failure.source.partition(":")[0] for failure in report.failed] == ["Aides-territoires"] * 2


def records(path: Path) -> list[Record]:
    return [record for record in read_records(path, None) if isinstance(record, Record)]


@pytest.mark.real_data
def test_real_aids_read_through_the_api_are_those_of_the_file(
    settings: Settings, site: Site, shared_data: Path
) -> None:
    file = shared_data / "funding" / "aides_api_2021.jsonl"
    Api(site, aids=[json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()], size=100)
    assert refresh(settings, []) is None
    (fetched,) = settings.home.glob("fetched/*/aides-territoires.jsonl")
    read, expected = ({record.key: record for record in records(path)} for path in (fetched, file))
    assert (len(read), read) == (473, expected)
