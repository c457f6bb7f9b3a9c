"""The corpus that ships: how its documents are built, and what every regulation note and funding record tells."""

from collections import Counter
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from assistant.domain import Aid
from ingestion.parsers import parse_file
from ingestion.records import Record, read_records
from scripts.build_samples import TARGET, build
from scripts.sample_documents import WRITERS, Block, Source, read_source

NOTES = sorted((TARGET / "regulation").iterdir())
WITHOUT_A_DATE = {  # the text in force could not be checked
    "nis2-cybersecurite.md",
    "pcaet.md",
    "zan-artificialisation.odt",
    "zfe-lom-vehicules.md",
}
FUNDING = sorted((TARGET / "funding").iterdir())
AID_TYPES = {
    "Autre aide financière",
    "Avance récupérable",
    "Certificat d'économie d'énergie (CEE)",
    "Ingénierie Juridique / administrative",
    "Ingénierie financière",
    "Ingénierie technique",
    "Prêt",
    "Subvention",
}
CATEGORIES = {
    "Culture et identité collective / patrimoine / sports": {
        "Bibliothèques et livres",
        "Patrimoine et monuments historiques",
        "Sports et loisirs",
    },
    "Développement économique / production / commerce": {
        "Consommation et production",
        "Technologies numériques et numérisation",
    },
    "Eau et milieux aquatiques": {
        "Assainissement des eaux",
        "Cours d'eau / canaux / plans d'eau",
        "Eau pluviale",
        "Eau potable",
    },
    "Energies / Déchets": {
        "Economie d'énergie et rénovation énergétique",
        "Recyclage et valorisation des déchets",
        "Réseaux de chaleur",
        "Transition énergétique",
    },
    "Mobilité / Transports": {"Mobilité pour tous", "Transition énergétique", "Voirie et réseaux"},
    "Nature / environnement": {"Biodiversité", "Forêts", "Risques naturels", "Sols", "Transition énergétique"},
    "Solidarités / lien social": {
        "Accès aux services",
        "Cohésion sociale et inclusion",
        "Education et renforcement des compétences",
        "Famille et enfance",
    },
    "Urbanisme / Logement / Aménagement": {
        "Bâtiments et construction",
        "Equipement public",
        "Espaces verts",
        "Foncier",
        "Friche",
        "Revitalisation",
        "Réhabilitation",
    },
}
WARNING = "à vérifier dans le texte officiel avant toute décision"


def test_building_again_gives_the_very_files_that_ship(tmp_path: Path) -> None:
    building = get_context("spawn").Process(target=build, args=[tmp_path])  # odfpy remembers what a process has written
    building.start()
    building.join()
    assert building.exitcode == 0
    changed = [
        str(built.relative_to(tmp_path))
        for built in tmp_path.rglob("*.*")
        if built.read_bytes() != (TARGET / built.relative_to(tmp_path)).read_bytes()
    ]
    assert changed == []


def test_the_notes_come_in_the_formats_of_real_life() -> None:
    counts = Counter(path.suffix for path in NOTES)
    assert sum(counts.values()) >= 46
    assert counts.keys() == {".md", ".pdf", ".docx", ".odt", ".html", ".xlsx", ".txt"}


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.name)
def test_a_note_warns_that_it_is_a_summary_to_check(path: Path) -> None:
    assert WARNING in " ".join(parse_file(path).text.split())


@pytest.mark.parametrize("path", [path for path in NOTES if path.suffix != ".txt"], ids=lambda path: path.name)
def test_a_note_carries_its_reference_its_link_and_the_day_of_its_check(path: Path) -> None:
    told = parse_file(path).metadata
    assert told["url"].startswith("https://")
    assert told["reference"]
    assert path.name in WITHOUT_A_DATE or date.fromisoformat(told["verified_on"]) <= date(2026, 11, 25)


@pytest.mark.parametrize("path", [path for path in NOTES if path.suffix != ".xlsx"], ids=lambda path: path.name)
def test_a_note_is_as_long_as_a_page_or_two(path: Path) -> None:
    assert 300 <= len(parse_file(path).text.split()) <= 1000


def read_aid(path: Path) -> Aid:
    [record] = read_records(path, None)
    assert isinstance(record, Record)  # a rate out of 0-100 % makes it an error
    assert record.aid
    return record.aid


def test_an_officer_of_2026_finds_at_least_eighty_aids_each_with_an_identity_of_its_own() -> None:
    aids = [read_aid(path) for path in FUNDING]
    assert len(aids) >= 80
    assert len({aid.aid_id for aid in aids}) == len({aid.slug for aid in aids}) == len(aids)


@pytest.mark.parametrize("path", FUNDING, ids=lambda path: path.name)
def test_an_aid_links_to_its_page_to_what_was_read_and_to_the_day_of_its_check(path: Path) -> None:
    aid = read_aid(path)
    assert path.stem == aid.slug
    assert (aid.origin_url or "").startswith("https://")
    assert aid.extra["sources"]
    assert aid.verified_on
    assert aid.extra["verified"] is True
    assert aid.verified_on <= date(2026, 11, 30)


@pytest.mark.parametrize("path", FUNDING, ids=lambda path: path.name)
def test_an_aid_speaks_with_the_labels_of_the_others(path: Path) -> None:
    aid = read_aid(path)
    assert aid.audiences
    assert not aid.unknown_audiences
    assert set(aid.aid_types) <= AID_TYPES
    for category in aid.categories:
        theme, name = category.split("|")
        assert name in CATEGORIES[theme]


@pytest.mark.parametrize("path", FUNDING, ids=lambda path: path.name)
def test_the_least_rate_of_an_aid_is_not_above_the_highest(path: Path) -> None:
    aid = read_aid(path)
    assert (aid.rate_min or 0) <= (100 if aid.rate_max is None else aid.rate_max)


def test_a_footnote_of_a_word_document_is_read_where_it_is_called(tmp_path: Path) -> None:
    source = tmp_path / "note.md"
    source.write_text(
        '---\ntitle: "Note"\n---\nLe délai est d\'un mois (note : article R311-13) après la demande.\n', "utf-8"
    )
    WRITERS["docx"](read_source(source), tmp_path / "note.docx")
    assert parse_file(tmp_path / "note.docx").text == "Le délai est d'un mois (article R311-13) après la demande."


def test_a_workbook_tells_its_title_and_its_metadata(tmp_path: Path) -> None:
    rows = (("Obligation", "Échéance"), ("Déclaration OPERAT", "30 septembre"))
    told = {"url": "https://www.legifrance.gouv.fr/"}
    source = Source(title="Calendrier", metadata=told, blocks=(Block(kind="table", rows=rows),))
    WRITERS["xlsx"](source, tmp_path / "classeur.xlsx")
    parsed = parse_file(tmp_path / "classeur.xlsx")
    assert (parsed.title, parsed.metadata) == ("Calendrier", told)
    assert parsed.text.endswith("Obligation : Déclaration OPERAT ; Échéance : 30 septembre")
