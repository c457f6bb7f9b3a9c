"""Embeddings from an OpenAI-compatible ``/embeddings`` endpoint, that of the language model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import InputError, ModelError
from assistant.knowledge.embedders.base import Vectors, unit_length
from assistant.settings import Settings

BATCH = 64


class EndpointEmbedder:
    """A remote model; raises ModelError when the endpoint does not answer with vectors."""

    def __init__(self, model: str, settings: Settings) -> None:
        if not settings.llm_base_url:
            raise InputError(
                "L'encodeur « openai » demande l'adresse du service (JALON_LLM_BASE_URL).", field="embedder"
            )
        from assistant.endpoint import openai_client

        self._client = openai_client(settings)
        self._model = model

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (number of texts, dimension)."""
        rows = [row for start in range(0, len(texts), BATCH) for row in self._embed(list(texts[start : start + BATCH]))]
        try:
            return unit_length(np.array(rows, dtype=np.float32))
        except (TypeError, ValueError) as error:  # null values, vectors of several lengths
            raise ModelError(
                "Le service d'encodage a rendu des vecteurs incomplets ou de longueurs différentes. "
                "Vérifiez que le modèle demandé est un modèle d'encodage."
            ) from error

    def embed_query(self, text: str) -> Vectors:
        """Vector of a query, shape (dimension,)."""
        vector: Vectors = self.embed_passages([text])[0]
        return vector

    def _embed(self, texts: list[str]) -> list[list[float]]:
        from openai import OpenAIError

        try:
            answer = self._client.embeddings.create(model=self._model, input=texts, encoding_format="float")
        except (OpenAIError, ValueError) as error:  # ValueError: the body is not JSON
            raise ModelError(
                f"Le service d'encodage n'a pas répondu ({type(error).__name__}). Vérifiez son adresse et le nom du "
                "modèle, puis réessayez."
            ) from error
        vectors = {item.index: item.embedding for item in getattr(answer, "data", None) or ()}
        if sorted(vectors) != list(range(len(texts))):
            raise ModelError("Le service d'encodage a rendu un nombre de vecteurs inattendu.")
        return [vectors[place] for place in range(len(texts))]

    def save(self, folder: Path) -> None:
        """Nothing: the model is asked by its name."""
