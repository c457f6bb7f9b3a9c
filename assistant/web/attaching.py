"""The documents attached to a project: kept in a folder of its own, indexed for it alone, listed, taken out again."""

import hashlib
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, wait
from pathlib import Path
from threading import Event

from fastapi import Request

from assistant.agent import Assistant, ToolStarted
from assistant.api.access import assistant_of, services_of
from assistant.api.live import Preparation
from assistant.domain import DocumentKind, Frozen, is_project_id
from assistant.errors import BusyError, NotFoundError
from assistant.progress import Progress
from assistant.services import Services
from assistant.settings import Settings
from assistant.storage import Ledger
from assistant.web.administration import maintenance_of
from assistant.web.uploads import Received, keep, safe_name

MOST_MEGABYTES = 25  # of the documents attached at once
FOLDER = "projets"
LOOK_SECONDS = 0.2
JUST_COME_SECONDS = 60 * 60


class Attachment(Frozen):
    """A document of a project; ``problem`` says why it could not be read, ``is_read`` whether it is found."""

    id: str
    name: str
    path: Path
    is_read: bool
    problem: str = ""


def attachments_of(services: Services, project_id: str) -> tuple[Attachment, ...]:
    """The documents attached to a project, by name."""
    folder = _folder(services.settings, project_id)
    if not folder.is_dir():
        return ()
    entries = {one.entry.path: one.entry for one in Ledger(services.database).indexed_files(under=folder)}
    return tuple(
        Attachment(
            id=hashlib.sha256(path.name.encode()).hexdigest()[:16],
            name=path.name,
            path=path,
            is_read=str(path) in entries,
            problem=entries[str(path)].failures[0][1] if str(path) in entries and entries[str(path)].failures else "",
        )
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
    )


def attach(request: Request, project_id: str, sent: Received) -> Preparation:
    """Keep the documents sent for a project and begin to index them; what waits for the end of it.

    Raises InputError for a document that cannot be taken, BusyError while something else is being indexed.
    """
    maintenance, settings = maintenance_of(request), services_of(request).settings
    names = ", ".join(safe_name(one.filename or "") for one in sent.files)
    name = f"Lecture de {names} pour le projet {project_id}"
    if same := maintenance.running(name):
        return _waiting(names, same)
    maintenance.check_free()
    paths = keep(sent, _folder(settings, project_id), megabytes=MOST_MEGABYTES, records=False)

    def job(progress: Progress) -> str:
        from ingestion import ingest

        done = ingest(paths, settings=settings, kind=DocumentKind.REGULATION, collection=project_id, progress=progress)
        failed = "".join(f" Échec, {one.source} : {one.error}." for one in done.failed)
        return f"Pièces jointes au projet {project_id} : {names}.{failed}"

    try:
        return _waiting(names, maintenance.start(name, job))
    except BusyError:
        for path in paths:
            path.unlink(missing_ok=True)
        raise


def detach(request: Request, project_id: str, wanted: str = "") -> None:
    """Take a document of a project out of the index and delete it, all of them when none is named.

    One that is not there is what was asked. Raises BusyError while something else is being indexed.
    """
    services = services_of(request)
    gone = [one for one in attachments_of(services, project_id) if wanted in ("", one.id)]
    if not gone:
        return
    settings, paths = services.settings, {str(one.path) for one in gone}
    files = Ledger(services.database).indexed_files(under=_folder(settings, project_id))
    entries = [one.entry for one in files if one.entry.path in paths]

    def job(progress: Progress) -> str:
        from ingestion import remove_files

        remove_files(settings, entries, progress=progress)
        for one in gone:
            one.path.unlink(missing_ok=True)
        return f"Pièces retirées du projet {project_id} : {', '.join(one.name for one in gone)}."

    name = f"Retrait de {', '.join(one.name for one in gone)} du projet {project_id}"
    if not maintenance_of(request).running(name):
        maintenance_of(request).start(name, job)


def check_detachable(request: Request, project_id: str) -> None:
    """Raise BusyError when a project has documents and something else is being indexed: they could not be taken out."""
    if is_project_id(project_id) and attachments_of(services_of(request), project_id):
        maintenance_of(request).check_free()


def forget_attachments(request: Request, project_id: str) -> None:
    """Take out the documents of a project that has no sheet, now that its conversation is gone."""
    if is_project_id(project_id) and services_of(request).projects.find(project_id) is None:
        detach(request, project_id)


def sweep(services: Services, assistant: Assistant) -> None:
    """Take out the documents of the projects that have neither a sheet nor a conversation any more, however these went.

    A conversation that begins with its documents is not there yet: what has just come stays. Raises BusyError,
    StorageError.
    """
    from ingestion import remove_files

    settings = services.settings
    kept = {one.conversation_id for one in assistant.conversations.list()}
    kept |= {one.project_id for one in services.projects.list()}
    folders = (settings.uploads_path.resolve() / FOLDER).glob("p-*")
    settled = time.time() - JUST_COME_SECONDS
    for folder in (one for one in folders if one.name not in kept and one.stat().st_mtime < settled):
        entries = [one.entry for one in Ledger(services.database).indexed_files(under=folder)]
        if entries:
            remove_files(settings, entries)
        shutil.rmtree(folder, ignore_errors=True)


def check_project(request: Request, project_id: str) -> None:
    """Raise NotFoundError for a project that has neither a sheet nor a conversation."""
    has_sheet = is_project_id(project_id) and services_of(request).projects.find(project_id) is not None
    if not has_sheet:
        assistant_of(request).conversations.get(project_id)


def _folder(settings: Settings, project_id: str) -> Path:
    if not is_project_id(project_id):  # it names a folder
        raise NotFoundError(f"Le projet « {project_id[:60]} » n'existe pas.")
    return settings.uploads_path.resolve() / FOLDER / project_id


def _waiting(names: str, read: Future[None]) -> Preparation:
    def steps(stop: Event) -> Iterator[ToolStarted]:
        yield ToolStarted(name="attach", label=f"Je lis {names}…")
        while not stop.is_set() and not wait([read], timeout=LOOK_SECONDS).done:
            pass

    return steps
