"""The one error tree of Jalon.

Messages are written for the person who reads them: in French, they say what failed, on what, why, and what
to do next. Faces (command line, API, pages) show ``str(error)`` and never a stack trace.
"""

import errno

REASONS = {
    errno.ENOENT: "il n'existe pas, ou son dossier n'existe pas",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.EISDIR: "c'est un dossier",
    errno.EEXIST: "il existe déjà",
    errno.EACCES: "les droits manquent",
    errno.EPERM: "les droits manquent",
    errno.EROFS: "ce disque ne s'écrit pas",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "le quota du disque est atteint",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EADDRINUSE: "l'adresse est déjà prise par un autre programme",
}


def reason_of(error: OSError) -> str:
    """Why the system refused, in French; in the system's own words for what is rare."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


class JalonError(Exception):
    """Base of every error that a user may see."""


class InputError(JalonError):
    """The request itself is wrong: the user can correct it (exit code 2, HTTP 422).

    ``field`` names the faulty input when there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class AccessError(JalonError):
    """The key of a program is missing or wrong (HTTP 401)."""


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
