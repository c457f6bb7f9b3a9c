"""ONNX models in folders as hubs publish them: what their files tell is honoured, what is missing is named."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import DocumentKind
from assistant.errors import InputError, ModelError, StorageError
from assistant.knowledge.embedders import load_embedder, train_embedder
from assistant.knowledge.embedders.onnx import OnnxEmbedder
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from tests.knowledge.test_embedders import TEXTS, assert_unit_length, first_found, folder_of_texts
from tests.knowledge.tiny_models import SPECIAL, Files, write_encoder

PREFIXES = ("query: ", "passage: ")
WORDS = (*TEXTS, *PREFIXES)
POOLING = "1_Pooling/config.json"
PROMPTS = {"config_sentence_transformers.json": {"prompts": {"query": "query: ", "passage": "passage: "}}}


def model(folder: Path, **files: object) -> OnnxEmbedder:
    write_encoder(folder, WORDS, files=files)
    return OnnxEmbedder(str(folder), folder.parent)


def test_passages_keep_their_order_whatever_their_length(tmp_path: Path) -> None:
    embedder = model(tmp_path / "m")
    texts = [" ".join(["voirie", "cantine", "vélo", "durables"][: 1 + n % 4] * (1 + n % 3)) for n in range(70)]
    together = embedder.embed_passages(texts)
    assert_unit_length(together)
    assert np.allclose(together, [embedder.embed_passages([text])[0] for text in texts], atol=1e-6)


def test_the_same_texts_give_the_same_vectors(tmp_path: Path) -> None:
    embedder = model(tmp_path / "m")
    again = OnnxEmbedder(str(tmp_path / "m"), tmp_path)
    assert np.array_equal(embedder.embed_passages(TEXTS), again.embed_passages(TEXTS))


def test_the_mean_of_the_words_is_taken_without_the_padding(tmp_path: Path) -> None:
    table = write_encoder(tmp_path / "m", ["a b c d e"])
    short = OnnxEmbedder(str(tmp_path / "m"), tmp_path).embed_passages(["a", "a b c d e"])[0]
    first_word = len(SPECIAL)
    expected = table[[2, first_word, 3]].mean(axis=0)  # [CLS] a [SEP]
    assert np.allclose(short, expected / np.linalg.norm(expected), atol=1e-6)


@pytest.mark.parametrize(
    "config", [{"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, {"pooling_mode": "cls"}]
)
def test_the_pooling_that_the_model_tells_is_used(tmp_path: Path, config: dict[str, object]) -> None:
    table = write_encoder(tmp_path / "m", WORDS, files={POOLING: config})
    vector = OnnxEmbedder(str(tmp_path / "m"), tmp_path).embed_query("cantine")
    assert np.allclose(vector, table[2] / np.linalg.norm(table[2]), atol=1e-6)


def test_the_prompts_that_the_model_tells_precede_queries_and_passages(tmp_path: Path) -> None:
    bare, prompted = model(tmp_path / "bare"), model(tmp_path / "prompted", **PROMPTS)
    assert np.array_equal(prompted.embed_query("cantine"), bare.embed_query("query: cantine"))
    assert np.array_equal(prompted.embed_passages(["cantine"]), bare.embed_passages(["passage: cantine"]))


@pytest.mark.parametrize(
    ("name", "is_prompted"),
    [
        ("multilingual-e5-small", True),
        ("e5-base-v2", True),
        ("multilingual-e5-large-instruct", False),
        ("bge-m3", False),
    ],
)
def test_an_e5_model_gets_the_prompts_of_its_card(tmp_path: Path, name: str, is_prompted: bool) -> None:
    embedder, bare = model(tmp_path / name), model(tmp_path / "bare")
    expected = "query: cantine" if is_prompted else "cantine"
    assert np.array_equal(embedder.embed_query("cantine"), bare.embed_query(expected))


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({}, 22),  # 24 positions, two of which frame the text
        ({"sentence_bert_config.json": {"max_seq_length": 10}}, 8),
        ({"tokenizer_config.json": {"model_max_length": 12}}, 10),
        ({"tokenizer_config.json": {"model_max_length": 1e30}}, 22),
        ({"config.json": {"model_type": "xlm-roberta", "max_position_embeddings": 24, "pad_token_id": 1}}, 20),
    ],
)
def test_a_long_text_is_cut_at_the_smallest_limit_told(tmp_path: Path, files: Files, kept: int) -> None:
    embedder = model(tmp_path / "m", **files)
    filled = " ".join(["voirie"] * kept)
    assert np.array_equal(embedder.embed_query(f"{filled} cantine vélo"), embedder.embed_query(filled))
    assert not np.allclose(embedder.embed_query("cantine " + filled), embedder.embed_query(filled), atol=1e-4)


@pytest.mark.parametrize("graph", ["model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx"])
def test_the_graph_is_found_where_hubs_put_it(tmp_path: Path, graph: str) -> None:
    write_encoder(tmp_path / "models" / "essai" / "petit", WORDS, graph=graph)
    assert OnnxEmbedder("essai/petit", tmp_path / "models").embed_query("cantine").any()


def test_a_model_carries_an_index(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embedder="onnx:petit")
    write_encoder(settings.models_path / "petit", WORDS)
    ingest([folder_of_texts(tmp_path / "docs")], settings=settings)
    assert first_found(settings, "cantine scolaire") == "1.txt"


@pytest.mark.parametrize(
    ("removed", "told"),
    [
        ("model.onnx", ("model.onnx ou onnx/model.onnx ou onnx/model_quantized.onnx", "petit")),
        ("tokenizer.json", ("il manque tokenizer.json",)),
        ("config.json", ("il manque config.json",)),
    ],
)
def test_a_missing_file_is_named_with_the_place(tmp_path: Path, removed: str, told: Sequence[str]) -> None:
    write_encoder(tmp_path / "petit", WORDS)
    (tmp_path / "petit" / removed).unlink()
    with pytest.raises(InputError) as raised:
        OnnxEmbedder(str(tmp_path / "petit"), tmp_path)
    assert all(words in str(raised.value) for words in (*told, str(tmp_path / "petit")))


def test_an_absent_model_is_told_with_the_places_and_the_command(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="introuvable") as raised:
        OnnxEmbedder("essai/absent", tmp_path / "models")
    assert str(tmp_path / "models" / "essai" / "absent") in str(raised.value)
    assert "jalon models pull essai/absent" in str(raised.value)


@pytest.mark.parametrize("damaged", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_told(tmp_path: Path, damaged: str) -> None:
    write_encoder(tmp_path / "petit", WORDS)
    (tmp_path / "petit" / damaged).write_bytes(b"<html>")
    with pytest.raises(InputError, match=damaged):
        OnnxEmbedder(str(tmp_path / "petit"), tmp_path)


@pytest.mark.parametrize(
    "files",
    [
        {"modules.json": [{"idx": 2, "path": "2_Dense", "type": "sentence_transformers.models.Dense"}]},
        {POOLING: {"pooling_mode_max_tokens": True}},
    ],
)
def test_a_step_that_is_not_run_here_is_refused(tmp_path: Path, files: Files) -> None:
    with pytest.raises(InputError, match="Jalon n'exécute pas"):
        model(tmp_path / "m", **files)


def test_a_tokenizer_of_another_model_is_told(tmp_path: Path) -> None:
    write_encoder(tmp_path / "small", ["a"])
    write_encoder(tmp_path / "large", WORDS)
    (tmp_path / "large" / "tokenizer.json").replace(tmp_path / "small" / "tokenizer.json")
    with pytest.raises(ModelError, match="tokenizer"):
        OnnxEmbedder(str(tmp_path / "small"), tmp_path).embed_query("voirie vélo")


@pytest.mark.parametrize(("seed", "dimension"), [(8, 16), (7, 8)])
def test_an_index_built_by_another_model_asks_to_be_rebuilt(tmp_path: Path, seed: int, dimension: int) -> None:
    settings = Settings(home=tmp_path / "home", embedder="onnx:petit")
    write_encoder(settings.models_path / "petit", WORDS)
    ingest([folder_of_texts(tmp_path / "docs")], settings=settings)
    write_encoder(settings.models_path / "petit", WORDS, seed=seed, dimension=dimension)
    with open_services(settings) as services, pytest.raises(StorageError, match="jalon reindex"):
        services.knowledge.search("cantine", kind=DocumentKind.REGULATION)


def test_a_model_that_gives_no_numbers_is_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embedder="onnx:petit")
    write_encoder(settings.models_path / "petit", WORDS, scale=float("nan"))
    with pytest.raises(ModelError, match="pas fait de nombres"):
        train_embedder(settings, lambda: iter(TEXTS)).embed_passages(TEXTS)


def test_the_embedder_of_an_index_is_loaded_by_its_name(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embedder="onnx:petit")
    write_encoder(settings.models_path / "petit", WORDS)
    trained = train_embedder(settings, lambda: iter(TEXTS))
    trained.save(tmp_path / "saved")
    loaded = load_embedder(Settings(home=tmp_path / "home"), "onnx:petit", tmp_path / "saved")
    assert np.array_equal(trained.embed_passages(TEXTS), loaded.embed_passages(TEXTS))
