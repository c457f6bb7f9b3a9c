"""Why a remote source could not be read; the messages are French, without the name of the source."""

from assistant.errors import JalonError


class SourceError(JalonError):
    """A remote source cannot be read; the caller adds its name. What was indexed of it stays."""


class PassingError(SourceError):
    """A failure that may pass by itself: no answer, an overloaded or broken server.

    ``retry_after`` is the number of seconds that the server asks to wait, when it says so.
    """

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class GoneError(SourceError):
    """The server says that the page no longer exists (404, 410)."""
