"""Fetch the remote sources that a user names; what stands in the home answers for one that fails."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.clock import today
from assistant.domain import Frozen
from assistant.settings import Settings
from ingestion.discovery import FoundFile
from ingestion.locking import writer_lock
from ingestion.report import IngestFailure

if TYPE_CHECKING:
    import httpx

    from ingestion.sources.client import Web
    from ingestion.sources.robots import Robots

AIDES_TERRITOIRES = "aides-territoires"

Progress = Callable[[str], None]


class Fetched(Frozen):
    """What the remote sources hold.

    ``files`` are to be ingested, fetched now or standing from an earlier run. ``folders`` are those whose other
    documents are to be removed. ``failed`` are the sources that could not be read now, ``warnings`` what must be said.
    """

    files: tuple[FoundFile, ...] = ()
    folders: tuple[Path, ...] = ()
    failed: tuple[IngestFailure, ...] = ()
    warnings: tuple[IngestFailure, ...] = ()


def is_remote(source: str) -> bool:
    """Whether what a user asks to ingest is a URL or the name of an API, rather than a path."""
    return source == AIDES_TERRITOIRES or "://" in source


def fetch(addresses: Sequence[str], *, settings: Settings, progress: Progress) -> Fetched:
    """Bring remote sources up to date in the home, each once.

    Raises InputError for an address that may never be asked or a token that is missing, before anything is fetched;
    StorageError when the home cannot be written. A source that fails is in the result and stops nothing.
    """
    if not addresses:
        return Fetched()
    from ingestion.sources.addresses import page_url
    from ingestion.sources.client import Web
    from ingestion.sources.robots import Robots

    pages = dict.fromkeys(
        page_url(address, ports=settings.fetch_ports) for address in addresses if address != AIDES_TERRITOIRES
    )
    web = Web(settings)
    robots = Robots(web)
    results = [_fetch_aids(settings, web, progress)] if AIDES_TERRITOIRES in addresses else []
    results += [_fetch_page(url, settings, web, robots, progress) for url in pages]
    return Fetched(
        files=tuple(file for result in results for file in result.files),
        folders=tuple(folder for result in results for folder in result.folders),
        failed=tuple(failure for result in results for failure in result.failed),
        warnings=tuple(warning for result in results for warning in result.warnings),
    )


def _fetch_page(url: "httpx.URL", settings: Settings, web: "Web", robots: "Robots", progress: Progress) -> Fetched:
    from ingestion.sources.failures import GoneError, SourceError
    from ingestion.sources.web import WebPage

    source = str(url)
    page = WebPage(url, home=settings.home)
    progress(f"Téléchargement de {source}")
    try:
        return Fetched(files=(page.refresh(web, robots),), folders=(page.folder.path,))
    except GoneError as error:
        if page.standing() is None:
            return Fetched(failed=(IngestFailure(source=source, error=str(error)),))
        page.folder.empty()
        said = IngestFailure(source=source, error=f"{error} : elle est retirée des documents indexés")
        return Fetched(folders=(page.folder.path,), warnings=(said,))
    except SourceError as error:
        return _failed(source, error, page.standing())


def _fetch_aids(settings: Settings, web: "Web", progress: Progress) -> Fetched:
    from ingestion.sources.aides_client import AidesTerritoiresClient
    from ingestion.sources.aides_territoires import SOURCE, AidesTerritoires
    from ingestion.sources.failures import SourceError

    def pause(seconds: float) -> None:
        progress(f"{SOURCE} ne répond pas comme attendu : nouvel essai dans {seconds:.0f} s")
        time.sleep(seconds)

    client = AidesTerritoiresClient(settings, web, pause=pause)
    aids = AidesTerritoires(client, home=settings.home, today=today())
    with writer_lock(aids.folder.path, timeout_seconds=settings.lock_timeout_seconds):
        try:
            read = aids.refresh(progress)
        except SourceError as error:
            return _failed(SOURCE, error, aids.standing())
    warnings = (IngestFailure(source=SOURCE, error=read.warning),) if read.warning else ()
    return Fetched(files=(read.file,), folders=(aids.folder.path,), warnings=warnings)


def _failed(source: str, error: Exception, standing: FoundFile | None) -> Fetched:
    said = IngestFailure(source=source, error=str(error))
    return Fetched(files=(standing,) if standing else (), failed=(said,))
