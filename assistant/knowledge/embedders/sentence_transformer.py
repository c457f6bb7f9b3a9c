"""A sentence-transformers model, from the extra ``[embeddings]``."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import InputError
from assistant.knowledge.embedders.base import Vectors, unit_length

BATCH = 32


class SentenceTransformerEmbedder:
    """A model by its name or its local folder; query and document prompts of the model are used when it has some."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise InputError(
                "L'encodeur « sentence-transformers » n'est pas installé : pip install 'jalon[embeddings]'.",
                field="embedder",
            ) from error
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise InputError(
                f"Le modèle d'encodage « {name} » ne peut pas être chargé. Vérifiez son nom ou son dossier.",
                field="embedder",
            ) from error

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (number of texts, dimension)."""
        found = self._model.encode_document(list(texts), batch_size=BATCH, show_progress_bar=False)
        return unit_length(np.asarray(found, dtype=np.float32))

    def embed_query(self, text: str) -> Vectors:
        """Vector of a query, shape (dimension,)."""
        found = self._model.encode_query([text], show_progress_bar=False)
        vector: Vectors = unit_length(np.asarray(found, dtype=np.float32))[0]
        return vector

    def save(self, folder: Path) -> None:
        """Nothing: the model is loaded by its name."""
