"""Error messages as they leave the server."""

from fastapi import Request

from assistant.api.access import services_of
from assistant.errors import JalonError


def public_message(request: Request, error: JalonError) -> str:
    """The message without the place of the data folder, which is nobody's business outside the server."""
    return str(error).replace(str(services_of(request).settings.home), "JALON_HOME")
