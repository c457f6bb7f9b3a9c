"""From parsed texts and records to documents with their passages."""

import hashlib

from assistant.domain import Document, DocumentKind, Passage, TerritoryLevel
from assistant.storage import DocumentRecord
from assistant.territories import Territories
from ingestion.chunking import chunk
from ingestion.discovery import FoundFile, announced_kind
from ingestion.parsers import ParsedText
from ingestion.records import Record
from ingestion.records.text import record_of_text

EVERYWHERE = {TerritoryLevel.COUNTRY, TerritoryLevel.CONTINENT}


def document_of_text(
    file: FoundFile, parsed: ParsedText, kind: DocumentKind | None, territories: Territories
) -> DocumentRecord:
    """The document of a whole file; its own metadata tell its kind unless one is forced."""
    record = record_of_text(parsed, kind=kind, announced=announced_kind(file))
    return document_of_record(file, record.model_copy(update={"url": file.url}) if file.url else record, territories)


def document_of_record(file: FoundFile, record: Record, territories: Territories) -> DocumentRecord:
    """The document of a record, cut into passages and filed under its territory, one that ships or is loaded."""
    document = Document(
        document_id=_digest(file.identity, record.key),
        kind=record.kind,
        title=record.parsed.title,
        source=record.source_in(file.source),
        text=record.parsed.text,
        url=record.url or file.url,
        reference=record.reference,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        legal_status=record.legal_status,
        verified_on=record.verified_on,
        territory=_territory_code(record.territory, territories),
        themes=record.themes,
        collection=file.collection,
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


def _territory_code(name: str | None, territories: Territories) -> str | None:
    """The code of a territory; None for the whole country, and for one that is not known or has a namesake."""
    found = territories.perimeter(name) if name else ()
    local = [territory for territory in found if territory.level not in EVERYWHERE]
    return local[0].code if len(found) == len(local) == 1 else None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
