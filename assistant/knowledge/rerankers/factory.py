"""Make the reranker that the setting names."""

from assistant.errors import InputError
from assistant.knowledge.rerankers.base import Reranker
from assistant.settings import Settings


def load_reranker(name: str, settings: Settings) -> Reranker:
    """The reranker that a setting names; raises InputError when it cannot be loaded."""
    family, _, model = name.partition(":")
    if family == "onnx" and model:
        from assistant.knowledge.rerankers.onnx import OnnxReranker

        return OnnxReranker(model, settings.models_path)
    if family == "cross-encoder" and model:
        from assistant.knowledge.rerankers.cross_encoder import CrossEncoderReranker

        return CrossEncoderReranker(model)
    raise InputError(
        f"Reclassement inconnu : « {name} ». Valeurs possibles : onnx:NOM_OU_DOSSIER, cross-encoder:NOM.",
        field="reranker",
    )
