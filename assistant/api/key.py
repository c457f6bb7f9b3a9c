"""The key that the faces for other programs (``/v1``, ``/mcp``) ask for when the settings give one."""

import secrets

from assistant.errors import AccessError
from assistant.settings import Settings

SCHEME = "bearer "


def check_key(settings: Settings, authorization: str | None) -> None:
    """Let a request pass; raises AccessError when a key is set and its ``Authorization`` header does not carry it.

    The comparison takes the same time wherever the keys differ.
    """
    if settings.api_key is None:
        return
    told = authorization or ""  # a header is read as Latin-1, whatever its bytes
    given = told[len(SCHEME) :].strip() if told.lower().startswith(SCHEME) else ""
    if not secrets.compare_digest(given.encode("latin-1"), settings.api_key.get_secret_value().encode()):
        raise AccessError(
            "La clé est absente ou fausse. Envoyez l'en-tête « Authorization: Bearer CLÉ », avec la clé que le service "
            "informatique a réglée dans JALON_API_KEY."
        )
