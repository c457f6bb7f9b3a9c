"""Make the embedder that the setting names."""

from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.errors import InputError
from assistant.knowledge.embedders.base import Embedder
from assistant.knowledge.embedders.indexed import IndexedEmbedder
from assistant.settings import Settings

CORPUS = "corpus"


def train_embedder(settings: Settings, texts: Callable[[], Iterable[str]]) -> Embedder:
    """The embedder of a new index; only the default one learns from the texts."""
    if settings.embedder == CORPUS:
        from assistant.knowledge.embedders.corpus import CorpusEmbedder

        return CorpusEmbedder.train(texts())
    return IndexedEmbedder(_pretrained(settings))


def load_embedder(settings: Settings, name: str, folder: Path) -> Embedder:
    """The embedder with which an index was built."""
    if name == CORPUS:
        from assistant.knowledge.embedders.corpus import CorpusEmbedder

        return CorpusEmbedder.load(folder)
    return IndexedEmbedder(_pretrained(settings.model_copy(update={"embedder": name})), folder)


def _pretrained(settings: Settings) -> Embedder:
    family, _, name = settings.embedder.partition(":")
    if family == "onnx" and name:
        from assistant.knowledge.embedders.onnx import OnnxEmbedder

        return OnnxEmbedder(name, settings.models_path)
    if family == "sentence-transformers" and name:
        from assistant.knowledge.embedders.sentence_transformer import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(name)
    if family == "openai" and name:
        from assistant.knowledge.embedders.endpoint import EndpointEmbedder

        return EndpointEmbedder(name, settings)
    raise InputError(
        f"Encodeur inconnu : « {settings.embedder} ». Valeurs possibles : "
        "corpus, onnx:NOM_OU_DOSSIER, sentence-transformers:NOM, openai:MODÈLE.",
        field="embedder",
    )
