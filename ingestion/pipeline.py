"""The ingestion itself: discover, compare with the ledger, parse, store, then bring the indexes up to date.

Each file is one transaction, done in an order that depends on nothing but the files and the ledger: a run that was
killed is finished by the next one, which ends exactly where an uninterrupted run would have.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from assistant.progress import Progress, Step, followed, silent
from assistant.settings import Settings
from assistant.storage import (
    Database,
    DocumentRecord,
    FileChange,
    KnowledgeStore,
    KnowledgeWriter,
    Ledger,
    LedgerEntry,
    TerritoryStore,
    open_database,
)
from assistant.territories import open_territories
from ingestion.collections import RecordError, is_collection, read_collection
from ingestion.comparison import Comparison, free_origin, sha256, status_of
from ingestion.discovery import Discovery, FoundFile, announced_kind, discover
from ingestion.documents import document_of_record, document_of_text
from ingestion.locking import writer_lock
from ingestion.parsers import ParsedText
from ingestion.reading import read_files, workers
from ingestion.records import UnknownValue, count_lines
from ingestion.report import IngestFailure, IngestReport
from ingestion.sources import Fetched, fetch

READERS_VERSION = "6"  # raise it when a reader or the chunking gives another text for the same file

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def ingest(
    paths: Sequence[Path],
    *,
    settings: Settings,
    kind: DocumentKind | None = None,
    collection: str | None = None,
    addresses: Sequence[str] = (),
    progress: Progress = silent,
    now: Clock = utc_now,
) -> IngestReport:
    """Make the knowledge base hold exactly what the paths hold; ``kind`` forces the kind of every document, and they
    are put under the name ``collection``.

    ``addresses`` are remote sources, fetched first: URLs of pages, or the name of an API. ``now`` dates what is read.
    Raises InputError for a path that does not exist or an address that may not be asked, BusyError when another process
    is writing, StorageError when the home cannot be written. A source that cannot be read is in the report and stops
    nothing.
    """
    started = time.monotonic()
    found = discover(paths)
    fetched = fetch(addresses, settings=settings, progress=lambda text: progress(Step(text)))
    found = found.model_copy(update={"files": (*found.files, *fetched.files)})
    if collection:
        named = (file.model_copy(update={"collection": collection}) for file in found.files)
        found = found.model_copy(update={"files": tuple(named)})
    with writer_lock(settings.home, timeout_seconds=settings.lock_timeout_seconds, progress=progress):
        database = open_database(settings.database_path)
        try:
            run = _Run(database, kind, progress, now)
            run.note(fetched)
            with workers():
                run.synchronise(found, [*paths, *fetched.folders])
            passages = KnowledgeStore(database).passage_count()
        finally:
            database.close()
        from assistant.knowledge import update_index

        update_index(settings, progress=progress)
    return run.report(passages=passages, seconds=time.monotonic() - started)


class _Run:
    """One ingestion: what has to be read again, and what it changed."""

    def __init__(self, database: Database, kind: DocumentKind | None, progress: Progress, now: Clock) -> None:
        self._writer = KnowledgeWriter(database)
        self._ledger = Ledger(database)
        self._territories = open_territories(database)
        self._loaded = TerritoryStore(database).revision()
        self._kind = kind
        self._progress = progress
        self._now = now
        self._renamed: set[str] = set()
        self._changes: list[FileChange] = []
        self._failed: list[IngestFailure] = []
        self._warnings: list[IngestFailure] = []

    def note(self, fetched: Fetched) -> None:
        """Report what fetching said."""
        self._failed += fetched.failed
        self._warnings += fetched.warnings

    def synchronise(self, found: Discovery, paths: Sequence[Path]) -> None:
        for folder, reason in found.unreadable:
            self._failed.append(IngestFailure(source=str(folder), error=f"dossier illisible : {reason}"))
        found = found.model_copy(update={"files": tuple(self._nameable(found.files))})
        comparison = Comparison(found, paths, self._known())
        for move in comparison.moves():
            old_title, new_title = move.titles
            self._writer.move_file(move.old_path, move.entry, old_title=old_title, new_title=new_title)
            self._renamed.add(move.entry.path)
        for path in Comparison(found, paths, self._known()).vanished():
            self._changes.append(FileChange(deleted=self._writer.remove_file(path)))
        self._read(found.files)

    def _known(self) -> dict[str, LedgerEntry]:
        return {entry.path: entry for entry in self._ledger.entries()}

    def _nameable(self, files: Sequence[FoundFile]) -> Iterator[FoundFile]:
        """The files whose name is Unicode; the others are reported, since their name cannot be stored."""
        for file in files:
            try:
                str(file.path).encode()
                yield file
            except UnicodeEncodeError:
                shown = os.fsencode(file.source).decode(errors="replace")
                error = "nom de fichier dans un ancien encodage : renommez-le puis relancez"
                self._failed.append(IngestFailure(source=shown, error=error))

    def _read(self, files: Sequence[FoundFile]) -> None:
        known = self._known()
        compared = followed(files, self._progress, "Comparaison des fichiers", total=len(files), unit="fichiers")
        stale = [pair for file in compared if (pair := self._stale(file, known))]
        entries = {file.path: entry for file, entry in stale}
        for file, entry in stale:
            if is_collection(file.path):
                self._store_records(file, entry)
        texts = [file for file, _ in stale if not is_collection(file.path)]
        for done, (file, result) in enumerate(read_files(texts), start=1):
            self._store_text(file, entries[file.path], result)
            self._progress(Step("Lecture des fichiers", done, len(texts), "fichiers", file.source))

    def _stale(self, file: FoundFile, known: dict[str, LedgerEntry]) -> tuple[FoundFile, LedgerEntry] | None:
        """The file with its new entry when it must be read; None when its documents stand as they are."""
        path, old = str(file.path), known.get(str(file.path))
        status = status_of(file.path)
        if status is None:
            self._failed.append(IngestFailure(source=file.source, error="fichier illisible ou disparu"))
            return None
        options = f"{self._kind or ''}|{announced_kind(file) or ''}|{READERS_VERSION}"
        if file.collection:
            options += f"|{file.collection}"
        if self._loaded:  # a file read before is filed again under the territories loaded since
            options += f"|territoires {self._loaded}"
        if file.url:
            options += f"|{file.url}|{file.charset or ''}"
        same_options = old is not None and old.options == options and not old.failures
        if old and same_options and (old.size, old.mtime_ns) == (status.st_size, status.st_mtime_ns):
            self._keep(old)
            return None
        entry = LedgerEntry(
            path=path,
            root=old.root if old else str(file.root),
            source=old.source if old else file.source,
            sha256=sha256(file.path),
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            options=options,
            origin=old.origin if old else free_origin(path, known),
            ingested_at=self._now(),
        )
        if old and same_options and old.sha256 == entry.sha256:
            self._ledger.touch(entry)
            self._keep(old)
            return None
        return file.model_copy(update={"source": entry.source, "origin": entry.origin}), entry

    def _keep(self, entry: LedgerEntry) -> None:
        """Count the documents of a file that stand as they are, or have only changed place."""
        if entry.path in self._renamed:
            self._changes.append(FileChange(updated=entry.documents, renamed=entry.documents))
        else:
            self._changes.append(FileChange(unchanged=entry.documents))

    def _store_text(self, file: FoundFile, entry: LedgerEntry, result: ParsedText | ParseError) -> None:
        if isinstance(result, ParseError):
            self._store(entry, iter(()), [IngestFailure(source=file.source, error=str(result))])
            return
        self._warnings += [IngestFailure(source=file.source, error=warning) for warning in result.warnings]
        entry = entry.model_copy(update={"warnings": tuple(result.warnings)})
        self._store(entry, iter([document_of_text(file, result, self._kind, self._territories)]), [])

    def _store_records(self, file: FoundFile, entry: LedgerEntry) -> None:
        failures: list[IngestFailure] = []
        unknown: Counter[UnknownValue] = Counter()

        def documents() -> Iterator[DocumentRecord]:
            seen: set[str] = set()
            records = followed(
                read_collection(file, self._kind),
                self._progress,
                f"Lecture de {file.source}",
                total=count_lines(file.path),
                unit="enregistrements",
            )
            try:
                for record in records:
                    if isinstance(record, RecordError):
                        failures.append(IngestFailure(source=record.source_in(file.source), error=record.reason))
                    elif record.key not in seen:
                        seen.add(record.key)
                        unknown.update(record.unknown)
                        warned = ((record.source_in(file.source), warning) for warning in record.parsed.warnings)
                        self._warnings += [IngestFailure(source=source, error=warning) for source, warning in warned]
                        yield document_of_record(file, record, self._territories)
            except ParseError as error:
                failures.append(IngestFailure(source=file.source, error=str(error)))

        self._store(entry, documents(), failures)
        self._warnings += [IngestFailure(source=file.source, error=one.told(n)) for one, n in unknown.items()]

    def _store(self, entry: LedgerEntry, records: Iterator[DocumentRecord], failures: list[IngestFailure]) -> None:
        self._changes.append(self._writer.store_file(entry, records, failures=_pairs(failures)))
        self._failed += failures

    def report(self, *, passages: int, seconds: float) -> IngestReport:
        return IngestReport(
            added=sum(change.added for change in self._changes),
            updated=sum(change.updated for change in self._changes),
            renamed=sum(change.renamed for change in self._changes),
            unchanged=sum(change.unchanged for change in self._changes),
            deleted=sum(change.deleted for change in self._changes),
            failed=tuple(self._failed),
            warnings=tuple(self._warnings),
            passages=passages,
            seconds=round(seconds, 2),
        )


def _pairs(failures: list[IngestFailure]) -> Callable[[], tuple[tuple[str, str], ...]]:
    """The failures as the ledger keeps them, read once the records have been consumed."""
    return lambda: tuple((failure.source, failure.error) for failure in failures)
