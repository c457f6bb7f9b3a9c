"""Embedders: texts to unit vectors. Four back ends behind one small interface, chosen by a setting.

``corpus`` (default) learns from the indexed corpus and needs no file from outside; ``onnx:NAME_OR_FOLDER`` runs a model
with ONNX Runtime; ``sentence-transformers:NAME`` runs one with torch; ``openai:MODEL`` asks an OpenAI-compatible
``/embeddings`` endpoint.
"""

from assistant.knowledge.embedders.base import Embedder
from assistant.knowledge.embedders.factory import load_embedder, train_embedder

__all__ = ["Embedder", "load_embedder", "train_embedder"]
