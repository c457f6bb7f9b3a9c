"""Models that run here: folders as model hubs publish them, found, downloaded, and run with ONNX Runtime."""

from assistant.knowledge.models.folder import ModelFolder, find_model
from assistant.knowledge.models.hub import LocalModel, list_models, pull_model
from assistant.knowledge.models.runner import OnnxRunner

__all__ = ["LocalModel", "ModelFolder", "OnnxRunner", "find_model", "list_models", "pull_model"]
