"""The same small BERT run by sentence-transformers and by ONNX Runtime gives the same vectors and the same scores."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import InputError
from assistant.knowledge.embedders.onnx import OnnxEmbedder
from assistant.knowledge.embedders.sentence_transformer import SentenceTransformerEmbedder
from assistant.knowledge.rerankers import load_reranker
from assistant.settings import Settings
from tests.knowledge.test_embedders import TEXTS
from tests.knowledge.tiny_models import vocabulary, write_tokenizer

sentence_transformers = pytest.importorskip("sentence_transformers", reason="the extra [embeddings] is not installed")
torch = pytest.importorskip("torch", reason="the extra [embeddings] is not installed")
transformers = pytest.importorskip("transformers", reason="the extra [embeddings] is not installed")

PROMPTS = {"query": "requête : ", "document": "passage : "}
WORDS = vocabulary([*TEXTS, *PROMPTS.values()])
LONG = "voirie cantine vélo " * 40
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def config(**more: object) -> Any:
    return transformers.BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=40,
        pad_token_id=0,
        initializer_range=0.5,
        **more,
    )


def tokenizer(folder: Path) -> Any:
    write_tokenizer(folder, WORDS)
    return transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"),
        model_max_length=40,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_input_names=list(INPUTS),
    )


def export(model: Any, path: Path, output: str) -> None:
    """The ONNX graph of a BERT, with batches and texts of any size."""

    class Exported(torch.nn.Module):  # type: ignore[misc, name-defined]  # torch is not installed where types are checked
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *given: Any) -> Any:
            return self.model(**dict(zip(INPUTS, given, strict=True)))[0]

    sizes = {0: "batch", 1: "tokens"}
    axes = dict.fromkeys(INPUTS, sizes) | {output: {0: "batch"} if output == "logits" else sizes}
    example = tuple(torch.ones((2, 7), dtype=torch.int64) for _ in INPUTS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported().eval(),
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=[output],
            dynamic_axes=axes,
            dynamo=False,
        )


@pytest.fixture(params=["mean", "cls"])
def encoder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A sentence-transformers model saved in a folder, with its ONNX export as hubs have it."""
    torch.manual_seed(7)
    bert = transformers.BertModel(config())
    bert.save_pretrained(tmp_path / "bert")
    tokenizer(tmp_path / "bert").save_pretrained(tmp_path / "bert")
    modules = sentence_transformers.sentence_transformer.modules
    parts = [
        modules.Transformer(str(tmp_path / "bert"), max_seq_length=30),
        modules.Pooling(32, pooling_mode=request.param),
        modules.Normalize(),
    ]
    model = sentence_transformers.SentenceTransformer(modules=parts, prompts=PROMPTS, device="cpu")
    model.save(str(tmp_path / "model"))
    export(bert, tmp_path / "model" / "onnx" / "model.onnx", "last_hidden_state")
    return tmp_path / "model"


def test_both_embedders_agree_on_passages_and_queries(encoder: Path) -> None:
    by_torch, by_onnx = SentenceTransformerEmbedder(str(encoder)), OnnxEmbedder(str(encoder), encoder.parent)
    texts = [*TEXTS, LONG]
    assert np.allclose(by_torch.embed_passages(texts), by_onnx.embed_passages(texts), atol=1e-5)
    for text in texts:
        assert np.allclose(by_torch.embed_query(text), by_onnx.embed_query(text), atol=1e-5)
    assert not np.allclose(by_onnx.embed_query(TEXTS[0]), by_onnx.embed_passages(TEXTS[:1])[0], atol=1e-3)


@pytest.fixture
def cross_encoder(tmp_path: Path) -> Path:
    torch.manual_seed(11)
    bert = transformers.BertForSequenceClassification(config(num_labels=1))
    bert.save_pretrained(tmp_path / "cross")
    tokenizer(tmp_path / "cross").save_pretrained(tmp_path / "cross")
    export(bert, tmp_path / "cross" / "onnx" / "model.onnx", "logits")
    return tmp_path / "cross"


def order(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda place: -scores[place])


def test_both_rerankers_put_texts_in_the_same_order(cross_encoder: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    texts = [*TEXTS[:4], LONG, "vélo"]
    by_torch = load_reranker(f"cross-encoder:{cross_encoder}", settings).scores("cantine scolaire", texts)
    by_onnx = load_reranker(f"onnx:{cross_encoder}", settings).scores("cantine scolaire", texts)
    assert len(set(by_onnx)) == len(texts)
    assert order(by_torch) == order(by_onnx)


def test_a_cross_encoder_that_cannot_be_loaded_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ne peut pas être chargé"):
        load_reranker(f"cross-encoder:{tmp_path / 'absent'}", Settings(home=tmp_path))
