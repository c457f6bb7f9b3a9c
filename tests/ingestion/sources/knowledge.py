"""Ingest addresses, and look at what is then known."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.domain import Document, DocumentKind
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, open_database
from ingestion import IngestReport, ingest


def run(settings: Settings, *addresses: str, kind: DocumentKind | None = None) -> IngestReport:
    return ingest([], addresses=addresses, settings=settings, kind=kind)


@contextmanager
def stored(settings: Settings) -> Iterator[KnowledgeStore]:
    database = open_database(settings.database_path)
    try:
        yield KnowledgeStore(database)
    finally:
        database.close()


def documents(settings: Settings) -> list[Document]:
    with stored(settings) as store:
        names = dict.fromkeys(passage.document_id for passage in store.iter_passages())
        return [store.document(name) for name in names]


def changes(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.deleted


def errors(report: IngestReport) -> list[str]:
    return [failure.error for failure in report.failed]
