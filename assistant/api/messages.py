"""Error messages as they leave the server."""

from fastapi import Request

from assistant.api.access import services_of
from assistant.errors import JalonError
from assistant.settings import Settings


def public_message(request: Request, error: JalonError) -> str:
    """The message of an error of a request, as it leaves the server."""
    return told_outside(services_of(request).settings, error)


def told_outside(settings: Settings, error: JalonError) -> str:
    """The message without the place of the data folder, which is nobody's business outside the server."""
    return str(error).replace(str(settings.home), "JALON_HOME")
