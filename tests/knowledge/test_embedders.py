"""Every embedder gives unit vectors and carries an index: the default one, an endpoint, sentence-transformers."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import DocumentKind
from assistant.errors import InputError, ModelError
from assistant.knowledge.embedders import load_embedder, train_embedder
from assistant.services import open_services
from assistant.settings import Settings
from evals.endpoint import OpenAIServer, Reply, Script, serve
from ingestion import ingest

TEXTS = (
    "Éclairage public : les luminaires de voirie sont remplacés par des LED.",
    "La cantine scolaire sert des produits durables et de qualité.",
    "Le vélo et la marche remplacent la voiture sur les trajets courts.",
    "Les luminaires de la voirie s'éteignent la nuit.",
) * 3


@pytest.fixture
def endpoint() -> Iterator[OpenAIServer]:
    with serve(lambda body: Reply()) as server:
        yield server


def folder_of_texts(folder: Path) -> Path:
    folder.mkdir()
    for number, text in enumerate(TEXTS[:4]):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def first_found(settings: Settings, query: str) -> str:
    with open_services(settings) as services:
        return services.knowledge.search(query, kind=DocumentKind.REGULATION, limit=1)[0].passage.source


def assert_unit_length(vectors: np.ndarray) -> None:
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_default_embedder_learns_from_the_corpus_and_is_loaded_again(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    trained = train_embedder(settings, lambda: iter(TEXTS))
    trained.save(tmp_path)
    loaded = load_embedder(settings, "corpus", tmp_path)
    assert_unit_length(trained.embed_passages(TEXTS))
    assert np.array_equal(trained.embed_passages(TEXTS), loaded.embed_passages(TEXTS))


def test_a_text_without_any_known_word_gets_the_null_vector(tmp_path: Path) -> None:
    trained = train_embedder(Settings(home=tmp_path), lambda: iter(TEXTS))
    assert not trained.embed_query("xyzzy").any()


def test_an_endpoint_embeds_in_batches_and_carries_an_index(endpoint: OpenAIServer, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", llm_base_url=endpoint.url, embedder="openai:petit")
    assert_unit_length(train_embedder(settings, lambda: iter(TEXTS)).embed_passages([*TEXTS] * 6))
    assert [len(request["input"]) for request in endpoint.requests] == [64, 8]
    ingest([folder_of_texts(tmp_path / "docs")], settings=settings)
    assert first_found(settings, "cantine scolaire") == "1.txt"
    assert endpoint.requests[-1]["model"] == "petit"


def embed_by(script: Script, texts: Sequence[str]) -> np.ndarray:
    """The vectors that the embedder makes of what an endpoint answers."""
    with serve(lambda body: Reply(), embeds=script) as server:
        settings = Settings(home=Path("nowhere"), llm_base_url=server.url, embedder="openai:petit")
        return train_embedder(settings, lambda: iter(TEXTS)).embed_passages(texts)


def vectors(*rows: tuple[int, Sequence[float | None] | None]) -> Reply:
    """An answer of these vectors, each with its place, in this order."""
    data = [{"object": "embedding", "index": index, "embedding": row} for index, row in rows]
    return Reply(raw=json.dumps({"object": "list", "model": "petit", "data": data}).encode())


def test_an_endpoint_that_answers_in_another_order_is_understood() -> None:
    reply = vectors((1, [0.0, 2.0]), (0, [3.0, 0.0]))
    assert embed_by(lambda body: reply, ["a", "b"]).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_an_endpoint_that_fails_once_is_asked_again() -> None:
    replies = iter([Reply(status=503, raw=b"{}"), vectors((0, [1.0, 0.0]))])
    assert embed_by(lambda body: next(replies), ["a"]).tolist() == [[1.0, 0.0]]


def test_a_null_vector_stays_null() -> None:
    assert embed_by(lambda body: vectors((0, [0.0, 0.0])), ["a"]).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=500, raw=b"{}"), "n'a pas répondu"),
        (Reply(raw=b"<html>"), "service d'encodage"),
        (Reply(raw=b'{"object": "list", "data": []}'), "nombre de vecteurs"),
        (vectors((0, [1.0, 0.0])), "nombre de vecteurs"),
        (vectors((0, [1.0, None]), (1, [1.0, 0.0])), "pas fait de nombres"),
        (vectors((0, None), (1, [1.0, 0.0])), "incomplets"),
        (vectors((0, [1.0, 0.0]), (1, [1.0])), "longueurs différentes"),
        (vectors((0, [1.0, 0.0]), (1, [1.0, float("nan")])), "pas fait de nombres"),
    ],
)
def test_an_endpoint_that_gives_no_usable_vector_is_told(reply: Reply, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        embed_by(lambda body: reply, ["a", "b"])


@pytest.mark.parametrize("name", ["openai:petit", "inconnu", "sentence-transformers:", "openai:"])
def test_an_embedder_that_cannot_be_made_is_explained(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        train_embedder(Settings(home=tmp_path, embedder=name), lambda: iter(TEXTS))


@pytest.fixture
def tiny_model(tmp_path: Path) -> Path:
    """A real sentence-transformers model, made here: word vectors of eight dimensions and their mean."""
    sentence_transformers = pytest.importorskip(
        "sentence_transformers", reason="the extra [embeddings] is not installed"
    )
    from sentence_transformers.models import Pooling, WordEmbeddings
    from sentence_transformers.models.tokenizer import WhitespaceTokenizer

    words = sorted({word.strip(".,:").lower() for text in TEXTS for word in text.split()})
    weights = np.random.default_rng(7).normal(size=(len(words), 8)).astype(np.float32)
    embeddings = WordEmbeddings(WhitespaceTokenizer(words, do_lower_case=True), weights)
    model = sentence_transformers.SentenceTransformer(
        modules=[embeddings, Pooling(embeddings.get_embedding_dimension())], device="cpu"
    )
    model.save(str(tmp_path / "model"))
    return tmp_path / "model"


def test_a_sentence_transformers_model_carries_an_index(tiny_model: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embedder=f"sentence-transformers:{tiny_model}")
    ingest([folder_of_texts(tmp_path / "docs")], settings=settings)
    assert_unit_length(train_embedder(settings, lambda: iter(TEXTS)).embed_passages(TEXTS))
    assert first_found(settings, "cantine scolaire") == "1.txt"


def test_a_model_that_cannot_be_loaded_is_explained(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra [embeddings] is not installed")
    settings = Settings(home=tmp_path, embedder=f"sentence-transformers:{tmp_path / 'absent'}")
    with pytest.raises(InputError, match="ne peut pas être chargé"):
        load_embedder(settings, settings.embedder, tmp_path)
