"""The one error tree of Jalon.

Messages are written for the person who reads them: in French, they say what failed, on what, why, and what
to do next. Faces (command line, API, pages) show ``str(error)`` and never a stack trace.
"""


class JalonError(Exception):
    """Base of every error that a user may see."""


class InputError(JalonError):
    """The request itself is wrong: the user can correct it (exit code 2, HTTP 422).

    ``field`` names the faulty input when there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFoundError(JalonError):
    """The thing asked for does not exist (exit code 1, HTTP 404)."""


class StorageError(JalonError):
    """The data folder cannot be read or written: absent, read-only, full, damaged (exit code 1, HTTP 503)."""


class BusyError(JalonError):
    """Another process holds what this one needs; the message says who (exit code 1, HTTP 409)."""


class ChangedError(JalonError):
    """The thing asked for is no longer as it was known (exit code 1, HTTP 409)."""


class ParseError(JalonError):
    """A source file cannot be read; the message gives the reason, the caller adds the file's name."""


class ModelError(JalonError):
    """A model, or the service that runs or publishes it, did not give a usable answer (exit code 1, HTTP 502)."""
