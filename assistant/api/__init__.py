"""The web faces: the HTTP API under ``/api/v1`` and the conversation page."""

from assistant.api.app import create_app

__all__ = ["create_app"]
