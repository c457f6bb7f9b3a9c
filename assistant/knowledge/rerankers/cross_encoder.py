"""A sentence-transformers cross-encoder, from the extra ``[embeddings]``."""

from collections.abc import Sequence

from assistant.errors import InputError

BATCH = 32


class CrossEncoderReranker:
    """A model by its name or its local folder."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise InputError(
                "Le reclassement « cross-encoder » n'est pas installé : pip install 'jalon[embeddings]'.",
                field="reranker",
            ) from error
        try:
            self._model = CrossEncoder(name, num_labels=1)
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError(
                f"Le modèle de reclassement « {name} » ne peut pas être chargé. Vérifiez son nom ou son dossier.",
                field="reranker",
            ) from error

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """The model's score of each text."""
        pairs = [(query, text) for text in texts]
        return [float(score) for score in self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False)]
