"""The embedder of an index must stay the one that built it: another gives vectors that have nothing to do with them."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.errors import StorageError
from assistant.knowledge.embedders.base import Embedder, Vectors

PROBE = "Rénovation énergétique d'une école communale"
PROBE_FILE = "probe.npy"
SAME = 0.15  # distance of the probe's unit vectors (cosine 0.99): rounding and batches move them far less


class IndexedEmbedder:
    """A model of a given name, checked against the vector that the same words had when the index was built."""

    def __init__(self, embedder: Embedder, indexed: Path | None = None) -> None:
        """``indexed`` is the folder in which ``save`` has written; None for a new index."""
        self._embedder = embedder
        self._indexed = indexed

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (number of texts, dimension); raises StorageError for another index's embedder."""
        self._check()
        return self._embedder.embed_passages(texts)

    def embed_query(self, text: str) -> Vectors:
        """Vector of a query, shape (dimension,); raises StorageError for another index's embedder."""
        self._check()
        return self._embedder.embed_query(text)

    def save(self, folder: Path) -> None:
        """Write the probe's vector."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / PROBE_FILE, self._probe)

    @cached_property
    def _probe(self) -> Vectors:
        return self._embedder.embed_query(PROBE)

    def _check(self) -> None:
        if self._indexed is None:
            return
        path = self._indexed / PROBE_FILE
        known = np.load(path) if path.is_file() else np.zeros(0, dtype=np.float32)
        if known.shape != self._probe.shape or np.linalg.norm(known - self._probe) > SAME:
            raise StorageError("L'index a été construit avec un autre encodeur. Reconstruisez-le : jalon reindex.")
        self._indexed = None  # checked once
