"""The ingestion itself: discover, compare with the ledger, parse, store, then bring the indexes up to date."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from assistant.settings import Settings
from assistant.storage import (
    DocumentRecord,
    FileChange,
    KnowledgeStore,
    KnowledgeWriter,
    Ledger,
    LedgerEntry,
    open_database,
)
from ingestion.discovery import FoundFile, announced_kind, discover
from ingestion.documents import document_of_record, document_of_text
from ingestion.locking import writer_lock
from ingestion.parsers import ParsedText
from ingestion.reading import read_files
from ingestion.records import RecordError, is_record_file, read_records
from ingestion.report import IngestFailure, IngestReport
from ingestion.sources import Fetched, fetch

READERS_VERSION = "4"  # raise it when a reader or the chunking gives another text for the same file
HASH_BLOCK = 1024 * 1024

Progress = Callable[[str], None]


def ingest(
    paths: Sequence[Path],
    *,
    settings: Settings,
    kind: DocumentKind | None = None,
    addresses: Sequence[str] = (),
    progress: Progress | None = None,
) -> IngestReport:
    """Make the knowledge base hold exactly what the paths hold; ``kind`` forces the kind of every document.

    ``addresses`` are remote sources, fetched first: URLs of pages, or the name of an API.
    Raises InputError for a path that does not exist or an address that may not be asked, BusyError when another process
    is writing, StorageError when the home cannot be written. A source that cannot be read is in the report and stops
    nothing.
    """
    started = time.monotonic()
    files = discover(paths)
    fetched = fetch(addresses, settings=settings, progress=progress or _silent)
    with writer_lock(settings.home, timeout_seconds=settings.lock_timeout_seconds):
        database = open_database(settings.database_path)
        try:
            run = _Run(KnowledgeWriter(database), Ledger(database), kind, progress or _silent)
            run.note(fetched)
            run.synchronise(run.nameable([*files, *fetched.files]), [*paths, *fetched.folders])
            passages = KnowledgeStore(database).passage_count()
        finally:
            database.close()
        from assistant.knowledge import update_index

        update_index(settings, progress=progress)
    return run.report(passages=passages, seconds=time.monotonic() - started)


def _silent(_message: str) -> None:
    """Tell nobody."""


class _Run:
    """One ingestion: what has to be read again, and what it changed."""

    def __init__(self, writer: KnowledgeWriter, ledger: Ledger, kind: DocumentKind | None, progress: Progress) -> None:
        self._writer = writer
        self._ledger = ledger
        self._kind = kind
        self._progress = progress
        self._changes: list[FileChange] = []
        self._failed: list[IngestFailure] = []
        self._warnings: list[IngestFailure] = []

    def note(self, fetched: Fetched) -> None:
        """Report what fetching said."""
        self._failed += fetched.failed
        self._warnings += fetched.warnings

    def nameable(self, files: Sequence[FoundFile]) -> list[FoundFile]:
        """The files whose name is Unicode; the others are reported, since their name cannot be stored."""
        kept = []
        for file in files:
            try:
                str(file.path).encode()
                kept.append(file)
            except UnicodeEncodeError:
                shown = os.fsencode(file.source).decode(errors="replace")
                error = "nom de fichier dans un ancien encodage : renommez-le puis relancez"
                self._failed.append(IngestFailure(source=shown, error=error))
        return kept

    def synchronise(self, files: Sequence[FoundFile], paths: Sequence[Path]) -> None:
        known = {entry.path: entry for entry in self._ledger.entries()}
        self._remove_vanished(known, files, paths)
        stale = [pair for file in files if (pair := self._stale(file, known.get(str(file.path))))]
        texts = [file for file, _ in stale if not is_record_file(file.path)]
        entries = {file.path: entry for file, entry in stale}
        for file, entry in stale:
            if is_record_file(file.path):
                self._progress(f"Lecture de {file.source}")
                self._store_records(file, entry)
        for number, (file, result) in enumerate(read_files(texts), start=1):
            self._progress(f"Lecture {number}/{len(texts)} : {file.source}")
            self._store_text(file, entries[file.path], result)

    def _remove_vanished(
        self, known: dict[str, LedgerEntry], files: Sequence[FoundFile], paths: Sequence[Path]
    ) -> None:
        present = {str(file.path) for file in files}
        roots = [path.resolve() for path in paths if path.is_dir()]
        for name in known:
            if name not in present and any(Path(name).is_relative_to(root) for root in roots):
                self._changes.append(FileChange(deleted=self._writer.remove_file(name)))

    def _stale(self, file: FoundFile, known: LedgerEntry | None) -> tuple[FoundFile, LedgerEntry] | None:
        """The file with its new entry when it must be read; None when its documents stand as they are."""
        try:
            status = file.path.stat()
        except OSError as error:  # it has gone since the folder was listed
            self._failed.append(IngestFailure(source=file.source, error=f"fichier illisible : {error.strerror}"))
            return None
        options = f"{self._kind or ''}|{announced_kind(file) or ''}|{READERS_VERSION}"
        if file.url:
            options += f"|{file.url}|{file.charset or ''}"
        same_options = known is not None and known.options == options and not known.failures
        if known and same_options and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
            self._changes.append(FileChange(unchanged=known.documents))
            return None
        entry = LedgerEntry(
            path=str(file.path),
            root=known.root if known else str(file.root),
            source=known.source if known else file.source,
            sha256=_sha256(file.path),
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            options=options,
        )
        if known and same_options and known.sha256 == entry.sha256:
            self._ledger.touch(entry)
            self._changes.append(FileChange(unchanged=known.documents))
            return None
        return file.model_copy(update={"source": entry.source}), entry

    def _store_text(self, file: FoundFile, entry: LedgerEntry, result: ParsedText | ParseError) -> None:
        if isinstance(result, ParseError):
            self._store(entry, iter(()), [IngestFailure(source=file.source, error=str(result))])
            return
        self._warnings += [IngestFailure(source=file.source, error=warning) for warning in result.warnings]
        self._store(entry, iter([document_of_text(file, result, self._kind)]), [])

    def _store_records(self, file: FoundFile, entry: LedgerEntry) -> None:
        failures: list[IngestFailure] = []

        def documents() -> Iterator[DocumentRecord]:
            seen: set[str] = set()
            try:
                for record in read_records(file.path, self._kind):
                    if isinstance(record, RecordError):
                        failures.append(IngestFailure(source=f"{file.source}:{record.line}", error=record.reason))
                    elif record.key not in seen:
                        seen.add(record.key)
                        yield document_of_record(file, record)
            except ParseError as error:
                failures.append(IngestFailure(source=file.source, error=str(error)))

        self._store(entry, documents(), failures)

    def _store(self, entry: LedgerEntry, records: Iterator[DocumentRecord], failures: list[IngestFailure]) -> None:
        self._changes.append(self._writer.store_file(entry, records, failures=_pairs(failures)))
        self._failed += failures

    def report(self, *, passages: int, seconds: float) -> IngestReport:
        return IngestReport(
            added=sum(change.added for change in self._changes),
            updated=sum(change.updated for change in self._changes),
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


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(HASH_BLOCK):
                digest.update(block)
    except OSError:
        return ""  # the reader then says why it cannot be read
    return digest.hexdigest()
