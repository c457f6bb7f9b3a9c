"""Rerankers: how well each text answers a query, read together. Optional: two back ends behind one small interface.

``cross-encoder:NAME`` runs a model with torch; ``onnx:NAME_OR_FOLDER`` runs one with ONNX Runtime.
"""

from assistant.knowledge.rerankers.base import Reranker
from assistant.knowledge.rerankers.factory import load_reranker
from assistant.knowledge.rerankers.reranking import Reranking

__all__ = ["Reranker", "Reranking", "load_reranker"]
