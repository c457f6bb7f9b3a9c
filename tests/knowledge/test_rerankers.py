"""A reranker reads the query with each passage, and puts the first passages of a search in its own order."""

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.knowledge.rerankers import load_reranker
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from tests.knowledge.tiny_models import write_cross_encoder, write_encoder

TEXTS = (
    "Éclairage. Éclairage. Éclairage nocturne, éclairage et vitrines : tout sur l'éclairage.",
    "Le maire peut décider.",
    "interdiction de l'éclairage nocturne des vitrines après une heure",
)


def settings_with(home: Path, reranker: str | None) -> Settings:
    return Settings(home=home, reranker=reranker)


def test_an_onnx_cross_encoder_scores_each_text_in_order(tmp_path: Path) -> None:
    write_cross_encoder(tmp_path / "models" / "petit", ["vitrines éclairées la nuit"])
    reranker = load_reranker("onnx:petit", settings_with(tmp_path, None))
    texts = ["la nuit", "vitrines éclairées la nuit", "rien", *["vitrines"] * 40]
    assert reranker.scores("la nuit vitrines éclairées", texts) == [2.0, 4.0, 0.0, *[1.0] * 40]


def test_the_first_passages_take_the_order_of_the_reranker(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "docs"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    ingest([folder], settings=Settings(home=home))
    write_cross_encoder(home / "models" / "petit", ["interdiction"])

    with open_services(settings_with(home, None)) as services:
        fused = services.knowledge.search("interdiction par le maire")
    with open_services(settings_with(home, "onnx:petit")) as services:
        reranked = services.knowledge.search("interdiction par le maire")

    assert (fused[0].passage.source, reranked[0].passage.source) == ("1.txt", "2.txt")
    assert [hit.score for hit in reranked] == [hit.score for hit in fused]
    assert {hit.passage for hit in reranked} == {hit.passage for hit in fused}


def test_an_encoder_is_not_a_reranker(tmp_path: Path) -> None:
    write_encoder(tmp_path / "models" / "petit", TEXTS)
    with pytest.raises(InputError, match="modèle de reclassement"):
        load_reranker("onnx:petit", settings_with(tmp_path, None)).scores("vitrines", TEXTS)


@pytest.mark.parametrize("name", ["inconnu", "onnx:", "onnx:absent", "cross-encoder:"])
def test_a_reranker_that_cannot_be_made_is_explained(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        load_reranker(name, settings_with(tmp_path, None))
