"""Who is signed in, as the proxy in front of the service tells it in a header; without one, people type their name."""

from contextlib import suppress
from contextvars import ContextVar

from starlette.datastructures import Headers

from assistant.settings import Settings

LONGEST = 100  # characters of a name
_person: ContextVar[str | None] = ContextVar("person", default=None)


def recognise(settings: Settings, headers: Headers) -> None:
    """Note who sends the request that is being answered."""
    told = headers.getlist(settings.user_header) if settings.user_header else []
    _person.set((_name(told[0]) if len(told) == 1 else "") if settings.user_header else None)


def signed_in() -> str | None:
    """The name of the person signed in, empty for nobody; None when no proxy tells it."""
    return _person.get()


def author_of(typed: str = "") -> str:
    """The author of a change: the person signed in, whatever was typed; else the name that was typed."""
    person = signed_in()
    return typed if person is None else person


def _name(told: str) -> str:
    """A name on one line. Proxies send UTF-8, and a header is read as Latin-1, whatever its bytes."""
    with suppress(UnicodeDecodeError):
        told = told.encode("latin-1").decode()
    return "".join(c for c in " ".join(told.split()) if c.isprintable())[:LONGEST].strip()
