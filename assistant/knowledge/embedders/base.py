"""The interface that every embedder offers, and what they share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of unit length; a text in which it knows no word gets the null vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (number of texts, dimension)."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """Vector of a query, shape (dimension,)."""
        ...

    def save(self, folder: Path) -> None:
        """Write what loading it again needs."""
        ...


def unit_length(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; null rows stay null. Raises ModelError when a value is not a number."""
    if not np.isfinite(vectors).all():
        raise ModelError("L'encodeur a rendu un vecteur qui n'est pas fait de nombres : essayez un autre modèle.")
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    return scaled
