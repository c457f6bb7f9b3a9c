"""A page or a document of the web, kept in the home; it is asked again only whether it has changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx

from ingestion.discovery import FoundFile
from ingestion.sources.client import Answer, Headers, Web
from ingestion.sources.failures import GoneError, PassingError, SourceError
from ingestion.sources.folder import SourceFolder, SourceNote
from ingestion.sources.formats import content_type, file_name
from ingestion.sources.robots import Robots

GONE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.GONE})


class WebPage:
    """One page: what the home holds of it, and how to bring it up to date."""

    def __init__(self, url: httpx.URL, *, home: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.url = url
        self.folder = SourceFolder(home, str(url))
        self._now = now

    def standing(self) -> FoundFile | None:
        """The page as last fetched, None when it never was."""
        note = self.folder.note()
        return self._found(note) if note else None

    def refresh(self, web: Web, robots: Robots) -> FoundFile:
        """The page as it is now.

        Raises GoneError when it no longer exists, PassingError for what may pass, SourceError for what forbids it.
        """
        deadline = web.deadline()
        note = self.folder.note()
        answer = web.get(
            self.url,
            deadline=deadline,
            headers=lambda url: _conditions(note, url),
            before=lambda url: robots.check(url, deadline),
        )
        if answer.status == httpx.codes.NOT_MODIFIED and note:
            return self._found(note)
        _check_status(answer)
        return self._keep(answer)

    def _keep(self, answer: Answer) -> FoundFile:
        media_type, charset = content_type(answer.headers)
        note = SourceNote(
            url=str(self.url),
            final_url=str(answer.url),
            fetched_at=self._now(),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            content_type=media_type,
            charset=charset,
            file=file_name(answer.url, media_type),
        )
        self.folder.keep(note, answer.body)
        return self._found(note)

    def _found(self, note: SourceNote) -> FoundFile:
        return FoundFile(
            path=self.folder.path / note.file,
            root=self.folder.path,
            source=note.url,
            url=note.final_url,
            charset=note.charset,
        )


def _conditions(note: SourceNote | None, url: httpx.URL) -> Headers:
    """What asks a server for the page only if it has changed; other addresses on the way are asked plainly."""
    if note is None or str(url) != note.final_url:
        return {}
    conditions = {"If-None-Match": note.etag, "If-Modified-Since": note.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _check_status(answer: Answer) -> None:
    status = answer.status
    if status in GONE:
        raise GoneError(f"cette page n'existe pas ou plus (réponse {status} du site)")
    if status >= httpx.codes.INTERNAL_SERVER_ERROR or status == httpx.codes.TOO_MANY_REQUESTS:
        raise PassingError(f"le site ne peut pas répondre pour l'instant (réponse {status}) : réessayez plus tard")
    if status != httpx.codes.OK:
        raise SourceError(f"le site refuse de donner cette page (réponse {status})")
