"""Error messages as they leave the server."""

from fastapi import Request

from assistant.errors import JalonError
from assistant.services import Services


def public_message(request: Request, error: JalonError) -> str:
    """The message without the place of the data folder, which is nobody's business outside the server."""
    services: Services = request.app.state.services
    return str(error).replace(str(services.settings.home), "JALON_HOME")
