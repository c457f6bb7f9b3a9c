"""A plain text record: ``{"_id", "title", "text"}``, as retrieval test collections write them."""

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from ingestion.parsers import BlockKind, TextBuilder
from ingestion.records.shape import RawRecord, Record, text_of


def read_text(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """The record as a document whose reference is its id; raises ParseError when it has no text."""
    builder = TextBuilder()
    for paragraph in text_of(raw, "text").split("\n\n"):
        builder.add(BlockKind.PARAGRAPH, paragraph)
    if builder.is_empty:
        raise ParseError("enregistrement sans texte")
    key = text_of(raw, "_id")
    parsed = builder.build(title=text_of(raw, "title") or key)
    return Record(key=key, kind=kind or DocumentKind.REGULATION, parsed=parsed, reference=key)
