"""Tiny ONNX models in folders of the shape that hubs publish: an encoder that gives word vectors, a cross-encoder."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
OPSET = 17
Files = Mapping[str, object]


def write_encoder(
    folder: Path,
    texts: Iterable[str],
    *,
    graph: str = "model.onnx",
    dimension: int = 16,
    seed: int = 7,
    scale: float = 1.0,
    files: Files | None = None,
) -> np.ndarray:
    """A folder whose model gives each token the vector of its word; returns the vectors by token id."""
    words = vocabulary(texts)
    table = np.random.default_rng(seed).normal(scale=scale, size=(len(words), dimension)).astype(np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])]
    outputs = [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", dimension])]
    _write(folder, words, graph, nodes, outputs, table, files or {})
    return table


def write_cross_encoder(folder: Path, texts: Iterable[str]) -> None:
    """A folder whose model scores a pair by the words that its two texts share."""
    words = vocabulary(texts)
    table = np.eye(len(words), dtype=np.float32)
    table[: len(SPECIAL)] = 0
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Cast", ["token_type_ids"], ["second"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["one", "second"], ["first"]),
        *_weighted_sum("first", "query"),
        *_weighted_sum("second", "text"),
        helper.make_node("Mul", ["query", "text"], ["common"]),
        helper.make_node("ReduceSum", ["common", "last_axis"], ["logits"], keepdims=1),
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1])]
    _write(folder, words, "onnx/model.onnx", nodes, outputs, table, {})


def _weighted_sum(weights: str, name: str) -> list[onnx.NodeProto]:
    return [
        helper.make_node("Unsqueeze", [weights, "last_axis"], [f"{name}_weights"]),
        helper.make_node("Mul", ["words", f"{name}_weights"], [f"{name}_words"]),
        helper.make_node("ReduceSum", [f"{name}_words", "token_axis"], [name], keepdims=0),
    ]


def vocabulary(texts: Iterable[str]) -> list[str]:
    """The words and signs of texts, in lower case, after the special tokens."""
    return [*SPECIAL, *sorted({word for text in texts for word in re.findall(r"\w+|[^\w\s]", text.lower())})]


def _write(
    folder: Path,
    words: list[str],
    graph: str,
    nodes: list[onnx.NodeProto],
    outputs: list[onnx.ValueInfoProto],
    table: np.ndarray,
    files: Files,
) -> None:
    names = ("input_ids", "attention_mask", "token_type_ids")
    constants = {
        "table": table,
        "one": np.float32(1),
        "last_axis": np.array([-1], dtype=np.int64),
        "token_axis": np.array([1], dtype=np.int64),
    }
    made = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in names],
        outputs,
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    (folder / graph).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / graph))
    write_tokenizer(folder, words)
    described: Files = {"config.json": {"model_type": "bert", "max_position_embeddings": 24, "pad_token_id": 0}}
    for name, content in {**described, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def write_tokenizer(folder: Path, words: list[str]) -> None:
    """A lower-case word tokenizer that frames texts as BERT does."""
    ids = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(WordLevel(ids, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
