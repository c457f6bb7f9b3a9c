"""The pages of what is indexed: the list with errors, the documents sent, the removal after a question."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.api.access import services_of
from assistant.domain import Frozen
from assistant.errors import BusyError, InputError, NotFoundError
from assistant.language.names import kind_name
from assistant.progress import Progress
from assistant.services import Services
from assistant.settings import Settings
from assistant.storage import IndexedFile, Ledger, LedgerEntry
from assistant.web.administration import BASE, begun, maintenance_of, shown
from assistant.web.layout import ADMINISTRATION, page
from assistant.web.uploads import OTHER, Sent, keep, kind_of

router = APIRouter(include_in_schema=False)
MOST_SHOWN = 300
TOO_LARGE, WRONG, BUSY = 413, 422, 409


class Source(Frozen):
    """A file of the ledger as the page shows it; ``id`` names it without telling where the home is."""

    id: str
    name: str
    folder: str
    kinds: str
    file: IndexedFile


@router.get(BASE + "/sources")
def sources(request: Request, q: str = "", erreurs: str = "") -> HTMLResponse:
    """The files indexed, those with errors first."""
    services = services_of(request)
    words, only_failing = q[:200].lower().split(), erreurs == "1"
    kept = [
        one
        for one in _sources(services)
        if all(word in f"{one.folder} {one.name}".lower() for word in words)
        and (one.file.entry.failures or not only_failing)
    ]
    kept.sort(key=lambda one: not one.file.entry.failures)
    values = {
        "sources": kept[:MOST_SHOWN], "found": len(kept), "q": q[:200], "only_failing": only_failing, "base": BASE,
    }  # fmt: skip
    return page("administration_sources.html.j2", values, current=ADMINISTRATION)


@router.post(BASE + "/documents")
def upload(request: Request, sent: Sent) -> Response:
    """Keep the files sent, and index them as «jalon ingest» does."""
    settings = services_of(request).settings
    try:
        maintenance_of(request).check_free()
        kind = kind_of(sent)
        paths = keep(sent, settings.uploads_path / (kind or OTHER))
    except (InputError, BusyError) as error:
        status = TOO_LARGE if sent.is_too_large else BUSY if isinstance(error, BusyError) else WRONG
        return shown(request, errors={getattr(error, "field", None) or "job": str(error)}, status=status)

    def job(progress: Progress) -> str:
        from ingestion import ingest

        done = ingest(paths, settings=settings, kind=kind, progress=progress)
        counts = (done.added, done.updated, done.unchanged, len(done.failed))
        told = zip(("ajoutés", "modifiés", "inchangés", "en échec"), counts, strict=True)
        failed = "".join(f" Échec, {one.source} : {one.error}." for one in done.failed)
        return f"Documents {', '.join(f'{name} : {count}' for name, count in told)}.{failed}"

    return begun(request, f"Lecture de {', '.join(path.name for path in paths)}", job)


@router.get(BASE + "/sources/{name}/retirer")
def ask_removal(request: Request, name: str) -> HTMLResponse:
    """What would be taken out, before it is."""
    found = _source(services_of(request), name)
    values = {"source": found, "is_ours": _is_ours(found.file.entry, services_of(request).settings), "base": BASE}
    return page("administration_remove.html.j2", values, current=ADMINISTRATION)


@router.post(BASE + "/sources/{name}/retirer")
def remove(request: Request, name: str) -> Response:
    """Take a file out of the index; a copy that was sent from a page is deleted with it."""
    services = services_of(request)
    found = _source(services, name)
    entry, settings = found.file.entry, services.settings

    def job(progress: Progress) -> str:
        from ingestion import remove_files

        done = remove_files(settings, [entry], progress=progress)
        if _is_ours(entry, settings):
            Path(entry.path).unlink(missing_ok=True)
        return f"« {found.name} » est retiré de l'index (documents : {done.documents})."

    return begun(request, f"Retrait de {found.name}", job)


def _sources(services: Services) -> Sequence[Source]:
    home = str(services.settings.home.resolve())
    return [
        Source(
            id=hashlib.sha256(one.entry.path.encode()).hexdigest()[:16],
            name=one.entry.source,
            folder=one.entry.root.replace(home, "JALON_HOME"),
            kinds=", ".join(kind_name(kind).lower() for kind in one.kinds),
            file=one,
        )
        for one in Ledger(services.database).indexed_files()
    ]


def _source(services: Services, name: str) -> Source:
    found = next((one for one in _sources(services) if one.id == name), None)
    if found is None:
        raise NotFoundError("Ce fichier n'est pas ou plus dans l'index.")
    return found


def _is_ours(entry: LedgerEntry, settings: Settings) -> bool:
    """Whether a file is a copy that Jalon keeps, and not the only one."""
    return Path(entry.path).is_relative_to(settings.uploads_path.resolve())
