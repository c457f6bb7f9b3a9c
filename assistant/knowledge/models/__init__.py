"""Models that run here: folders as model hubs publish them, found, downloaded, and run with ONNX Runtime."""

from assistant.knowledge.models.folder import ModelFolder, find_model
from assistant.knowledge.models.runner import OnnxRunner

__all__ = ["ModelFolder", "OnnxRunner", "find_model"]
