"""What people write against what texts say: typos, other words, acronyms, references and dates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.knowledge.spelling import nearest_word
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest

NOTES = {
    "dotation": "La dotation d'équipement des territoires ruraux finance des travaux.",
    "sigle": "Le PCAET est révisé tous les six ans.",
    "bassin": "Le schéma d'aménagement et de gestion des eaux fixe des règles.",
    "conseil": "Un sage conseil de voisinage se réunit chaque mois.",
    "silence": "Le silence gardé pendant deux mois vaut décision d'acceptation.",
    "eclairage": "L'éclairage des voies est éteint la nuit par arrêté du 27 décembre 2018.",
    "marches": "Les seuils sont fixés par l'article L. 2123-1 du code de la commande publique.",
    "tertiaire": "Le décret n° 2019-771 du 23 juillet 2019 vise les bâtiments tertiaires.",
    "mobilite": "L'établissement public de coopération intercommunale organise les transports.",
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("notes")
    for name, text in NOTES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    ingest([folder], settings=settings)
    with open_services(settings) as opened:
        yield opened


def first(services: Services, query: str) -> str:
    hits = services.knowledge.search(query)
    return hits[0].passage.title if hits else ""


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("DETR", "dotation"),
        ("detr", "dotation"),
        ("plan climat-air-énergie territorial", "sigle"),
        ("absence de réponse", "silence"),
        ("EPCI", "mobilite"),
    ],
)
def test_another_wording_finds_the_text(services: Services, query: str, note: str) -> None:
    assert first(services, query) == note


def test_an_acronym_that_is_also_a_word_is_told_by_its_capitals(services: Services) -> None:
    found = {query: {hit.passage.title for hit in services.knowledge.search(query)} for query in ("SAGE", "sage")}
    assert "bassin" in found["SAGE"]
    assert "bassin" not in found["sage"]


@pytest.mark.parametrize(
    ("query", "note"),
    [("eclerage des voies", "eclairage"), ("bâtimnets tertiares", "tertiaire"), ("transprots", "mobilite")],
)
def test_a_typo_is_read_as_the_nearest_known_word(services: Services, query: str, note: str) -> None:
    assert first(services, query) == note


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("article L2123-1", "marches"),
        ("L. 2123-1", "marches"),
        ("décret 2019-771", "tertiaire"),
        ("arrêté du 27/12/2018", "eclairage"),
    ],
)
def test_a_reference_or_a_date_finds_its_text_however_it_is_written(services: Services, query: str, note: str) -> None:
    assert first(services, query) == note


def test_what_is_said_in_other_words_counts_as_relevant(services: Services) -> None:
    (hit, *_) = services.knowledge.search("absence de réponse")
    assert hit.relevance >= 0.25


@pytest.mark.parametrize(
    ("written", "known"),
    [("chaufage", "chauffage"), ("subvnetion", "subvention"), ("pret", None), ("a2019", None), ("zzzzzzzz", None)],
)
def test_the_nearest_word_is_one_slip_away_or_two_for_a_long_word(written: str, known: str | None) -> None:
    words = {"chauffage": 3, "chauffeur": 9, "subvention": 5, "prets": 2}

    def vocabulary(beginning: str) -> list[tuple[str, int]]:
        return [(word, count) for word, count in words.items() if word.startswith(beginning)]

    assert nearest_word(written, vocabulary) == known


def test_a_name_is_not_another_word_of_the_same_stem(tmp_path: Path) -> None:
    (tmp_path / "terres.txt").write_text("Les terres australes ont leurs règles.", encoding="utf-8")
    settings = Settings(home=tmp_path / "home")
    ingest([tmp_path / "terres.txt"], settings=settings)
    with open_services(settings) as services:
        assert services.knowledge.relevance("le climat de l'Australie").of("Les terres australes.") == 0.0
