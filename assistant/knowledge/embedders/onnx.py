"""A model run by ONNX Runtime, without torch: pooling, prompts and length as its sentence-transformers files tell."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, RootModel

from assistant.errors import InputError
from assistant.knowledge.embedders.base import Vectors, unit_length
from assistant.knowledge.models import ModelFolder, OnnxRunner, find_model

OUTPUTS = ("sentence_embedding", "last_hidden_state", "token_embeddings")
KNOWN_MODULES = ("Transformer", "Pooling", "Normalize")  # every vector is brought to length 1 anyway
DOCUMENT_PROMPTS = ("document", "passage", "corpus")  # the names that sentence-transformers looks for, in its order
# Asked for by the card of the E5 models, not by their files: «Each input text should start with "query: " or
# "passage: ", even for non-English texts» (https://huggingface.co/intfloat/multilingual-e5-small).
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}
E5_NAME = re.compile(r"(?:^|[-_])e5[-_](?!.*instruct)")


class _Pooling(BaseModel):
    """``1_Pooling/config.json``, in its older shape (one boolean a mode) or the newer (the name of the mode)."""

    pooling_mode: str | None = None
    pooling_mode_cls_token: bool = False
    pooling_mode_mean_tokens: bool = False

    @property
    def mode(self) -> str:
        if self.pooling_mode:
            return self.pooling_mode
        return "cls" if self.pooling_mode_cls_token else "mean" if self.pooling_mode_mean_tokens else ""


class _Module(BaseModel):
    path: str
    type: str


class _Modules(RootModel[list[_Module]]):
    root: list[_Module] = Field(default_factory=list)


class _Sentences(BaseModel):
    prompts: dict[str, str] = Field(default_factory=dict)
    default_prompt_name: str | None = None


class OnnxEmbedder:
    """A model by the name under which it was downloaded, or by its folder; raises InputError when it cannot serve."""

    def __init__(self, name: str, models: Path) -> None:
        folder = find_model(name, models)
        self._pools_first = _pooling_mode(folder) == "cls"
        self._query_prompt, self._document_prompt = _prompts(folder)
        self._runner = OnnxRunner(folder, OUTPUTS)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (number of texts, dimension)."""
        return self._embed([self._document_prompt + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """Vector of a query, shape (dimension,)."""
        vector: Vectors = self._embed([self._query_prompt + text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows: dict[int, Vectors] = {}
        for batch in self._runner.run(texts):
            rows |= zip(batch.places, self._pool(batch.output, batch.mask), strict=True)
        return unit_length(np.array([rows[place] for place in range(len(texts))], dtype=np.float32))

    def _pool(self, output: Vectors, mask: NDArray[np.int64]) -> Vectors:
        """One vector a text, from one a token unless the model has done it; shape (number of texts, dimension)."""
        if output.ndim == 2:
            return output
        if self._pools_first:
            return output[:, 0]
        weights = mask[..., None].astype(np.float32)
        pooled: Vectors = (output * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return pooled

    def save(self, folder: Path) -> None:
        """Nothing: the model is loaded from its own folder."""


def _pooling_mode(folder: ModelFolder) -> str:
    """«mean» or «cls»; «mean» when the folder does not tell, as models converted for browsers do not."""
    modules = folder.described("modules.json", _Modules).root
    kinds = [module.type.rsplit(".", 1)[-1] for module in modules]
    if unknown := [kind for kind in kinds if kind not in KNOWN_MODULES]:
        raise InputError(
            f"Le modèle {folder.path} contient une étape que Jalon n'exécute pas ({', '.join(unknown)}). Utilisez "
            "l'encodeur « sentence-transformers: » ou un autre modèle.",
            field="embedder",
        )
    place = next((m.path for m, kind in zip(modules, kinds, strict=True) if kind == "Pooling"), "1_Pooling")
    if not (folder.path / place / "config.json").is_file():
        return "mean"
    mode = folder.described(f"{place}/config.json", _Pooling).mode
    if mode not in {"mean", "cls"}:
        raise InputError(
            f"Le modèle {folder.path} réunit ses mots d'une façon que Jalon n'exécute pas ({mode or 'sans nom'}) : "
            "seules « mean » et « cls » le sont.",
            field="embedder",
        )
    return mode


def _prompts(folder: ModelFolder) -> tuple[str, str]:
    """What precedes a query and what precedes a passage."""
    told = folder.described("config_sentence_transformers.json", _Sentences)
    prompts = told.prompts
    if not any(prompts.values()) and E5_NAME.search(folder.path.name.lower()):
        prompts = E5_PROMPTS
    default = prompts.get(told.default_prompt_name or "", "")
    document = next((prompts[name] for name in DOCUMENT_PROMPTS if name in prompts), default)
    return prompts.get("query", default), document
