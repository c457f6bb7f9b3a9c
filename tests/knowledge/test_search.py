"""Search over the corpus that ships, and how the index follows the documents."""

from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.errors import InputError
from assistant.knowledge import Knowledge
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("température de couleur des luminaires de voirie", "regulation/nuisances-lumineuses.pdf"),
        ("OPERAT consommation des bâtiments de 1 000 m²", "regulation/decret-tertiaire.pdf"),
        ("délégué à la protection des données", "regulation/rgpd-collectivites.html"),
        ("compte 615232", "regulation/fctva.docx"),
        ("artificialisation des sols", "regulation/zan-artificialisation.odt"),
    ],
)
def test_the_right_document_comes_first(services: Services, query: str, source: str) -> None:
    assert services.knowledge.search(query, kind=DocumentKind.REGULATION)[0].passage.source == source


def test_a_passage_is_the_exact_span_of_its_document(services: Services) -> None:
    for hit in services.knowledge.search("subvention"):
        document = services.store.document(hit.passage.document_id)
        assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_an_empty_query_is_refused(services: Services) -> None:
    with pytest.raises(InputError):
        services.knowledge.search(" ?! ")


@pytest.mark.parametrize("query", ['title:"x" AND (', "a:b OR -c", "*" * 50 + "éclairage"])
def test_a_query_is_never_a_query_language(services: Services, query: str) -> None:
    services.knowledge.search(query)


def test_a_removed_document_is_gone_and_a_new_one_is_found(tmp_path: Path) -> None:
    folder, settings = tmp_path / "docs", Settings(home=tmp_path / "home")
    folder.mkdir()
    for name, text in (("a.txt", "La chaufferie au bois."), ("b.txt", "Le marais salant protège les oiseaux.")):
        (folder / name).write_text(text, encoding="utf-8")
    ingest([folder], settings=settings)
    with open_services(settings) as services:
        assert _sources(services.knowledge, "chaufferie") == ["a.txt"]
        (folder / "a.txt").unlink()
        (folder / "c.txt").write_text("Une chaufferie au gaz.", encoding="utf-8")
        report = ingest([folder], settings=settings)
        assert (report.added, report.unchanged, report.deleted) == (1, 1, 1)
        assert _sources(services.knowledge, "chaufferie") == ["c.txt"]


def _sources(knowledge: Knowledge, query: str) -> list[str]:
    return [hit.passage.source for hit in knowledge.search(query)]
