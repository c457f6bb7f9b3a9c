"""A cross-encoder run by ONNX Runtime, without torch."""

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import InputError
from assistant.knowledge.models import OnnxRunner, find_model

OUTPUTS = ("logits",)


class OnnxReranker:
    """A model by the name under which it was downloaded, or by its folder; raises InputError when it cannot serve."""

    def __init__(self, name: str, models: Path) -> None:
        self._name = name
        self._runner = OnnxRunner(find_model(name, models), OUTPUTS)

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """The model's score of each text, before any activation; raises InputError when it does not give one score."""
        found: dict[int, float] = {}
        for batch in self._runner.run([(query, text) for text in texts]):
            if batch.output.shape not in {(len(batch.places), 1), (len(batch.places),)}:
                raise InputError(
                    f"Le modèle « {self._name} » ne rend pas une note par passage : ce n'est pas un modèle de "
                    "reclassement.",
                    field="reranker",
                )
            found |= zip(batch.places, batch.output.ravel().tolist(), strict=True)
        return [found[place] for place in range(len(texts))]
