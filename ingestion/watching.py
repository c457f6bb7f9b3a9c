"""Follow folders: each change is told, then the index is brought up to date."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.domain import DocumentKind
from assistant.errors import JalonError
from assistant.progress import Progress
from assistant.settings import Settings
from ingestion.discovery import is_hidden
from ingestion.locking import WITHOUT_LIMIT
from ingestion.pipeline import ingest
from ingestion.report import IngestReport

DEBOUNCE_MS = 800  # a copy of many files is one change
STEP_MS = 200
CHECK_MS = 1000  # how often a watched folder that has gone is noticed
CHANGES = ("ajouté", "modifié", "retiré")  # in the order of watchfiles.Change


def watch(
    paths: Sequence[Path],
    *,
    settings: Settings,
    kind: DocumentKind | None = None,
    collection: str | None = None,
    tell: Callable[[str], None],
    report: Callable[[IngestReport], None],
    progress: Progress,
) -> None:
    """Ingest paths, then again at each change, until KeyboardInterrupt; the lock is waited for without limit.

    ``tell`` receives a line per change and per error, none of which ends it; ``report`` what each ingestion did.
    """
    patient = settings.model_copy(update={"lock_timeout_seconds": WITHOUT_LIMIT})
    while True:
        for changes in _changes(paths):
            for line in changes:
                tell(line)
            try:
                report(ingest(paths, settings=patient, kind=kind, collection=collection, progress=progress))
            except JalonError as error:
                tell(f"Erreur : {error}")
        _wait_for(paths, tell)


def _changes(paths: Sequence[Path]) -> Iterator[list[str]]:
    """The changes as lines, first none as soon as the folders are followed; ends when one of them has gone."""
    from watchfiles import watch as follow

    first = True
    for changes in follow(
        *paths, watch_filter=lambda _change, path: not _is_ignored(Path(path), paths), debounce=DEBOUNCE_MS,
        step=STEP_MS, rust_timeout=CHECK_MS, yield_on_timeout=True,
    ):  # fmt: skip
        if not all(path.exists() for path in paths):
            return
        if first or changes:
            first = False
            yield [f"{path} : {CHANGES[change - 1]}" for change, path in sorted(changes, key=lambda one: one[1])]


def _is_ignored(path: Path, roots: Sequence[Path]) -> bool:
    inside = (path.relative_to(root.resolve()) for root in roots if path.is_relative_to(root.resolve()))
    return any(is_hidden(part) for relative in inside for part in relative.parts)


def _wait_for(paths: Sequence[Path], tell: Callable[[str], None]) -> None:
    missing = next((path for path in paths if not path.exists()), None)
    if missing:
        tell(f"Erreur : « {missing} » a disparu. Le suivi reprend dès son retour.")
        while not missing.exists():
            time.sleep(CHECK_MS / 1000)
