"""From parsed texts and records to documents with their passages."""

import hashlib
from datetime import date

from assistant.domain import Document, DocumentKind, Passage
from assistant.storage import DocumentRecord
from ingestion.chunking import chunk
from ingestion.discovery import FoundFile, announced_kind
from ingestion.parsers.model import ParsedText
from ingestion.records.shape import Record


def document_of_text(file: FoundFile, parsed: ParsedText, kind: DocumentKind | None) -> DocumentRecord:
    """The document of a whole file; its own metadata tell its kind unless one is forced."""
    told = parsed.metadata
    record = Record(
        key="",
        kind=kind or _kind(told.get("kind")) or announced_kind(file) or DocumentKind.REGULATION,
        parsed=parsed,
        url=file.url or told.get("url"),
        reference=told.get("reference"),
        valid_from=_date(told.get("valid_from")),
        valid_to=_date(told.get("valid_to")),
        verified_on=_date(told.get("verified_on")),
    )
    return document_of_record(file, record)


def document_of_record(file: FoundFile, record: Record) -> DocumentRecord:
    """The document of a record, cut into passages."""
    document = Document(
        document_id=_digest(str(file.path), record.key),
        kind=record.kind,
        title=record.parsed.title,
        source=file.source,
        text=record.parsed.text,
        url=record.url or file.url,
        reference=record.reference,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        verified_on=record.verified_on,
    )
    return DocumentRecord(
        document=document,
        passages=_passages(document, record.parsed),
        aid=record.aid,
        operation=record.operation,
    )


def _passages(document: Document, parsed: ParsedText) -> tuple[Passage, ...]:
    shared = document.model_dump(exclude={"text", "reference"})
    texts = [(part, parsed.text[part.start : part.end]) for part in chunk(parsed)]
    return tuple(
        Passage(
            passage_id=_digest(document.document_id, str(ordinal), text),
            text=text,
            start=part.start,
            end=part.end,
            page=part.page,
            heading_path=part.heading_path,
            **shared,
        )
        for ordinal, (part, text) in enumerate(texts)
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _kind(value: str | None) -> DocumentKind | None:
    return DocumentKind(value) if value in set(DocumentKind) else None


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
