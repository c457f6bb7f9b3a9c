"""A whole text as a record: what the document tells of itself decides, then the folder, then the default."""

from datetime import date

from assistant.domain import DocumentKind
from ingestion.parsers import ParsedText
from ingestion.records.shape import Record


def record_of_text(
    parsed: ParsedText, *, kind: DocumentKind | None, announced: DocumentKind | None, member: str = ""
) -> Record:
    """The record of a parsed file; ``kind`` is forced, ``announced`` is what its folder says when it says nothing."""
    told = parsed.metadata
    return Record(
        key=member,
        kind=kind or _kind(told.get("kind")) or announced or DocumentKind.REGULATION,
        parsed=parsed,
        member=member,
        url=told.get("url"),
        reference=told.get("reference"),
        valid_from=_date(told.get("valid_from")),
        valid_to=_date(told.get("valid_to")),
        verified_on=_date(told.get("verified_on")),
        territory=told.get("territory"),
        themes=tuple(theme for part in told.get("themes", "").split(",") if (theme := part.strip())),
    )


def _kind(value: str | None) -> DocumentKind | None:
    return DocumentKind(value) if value in set(DocumentKind) else None


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
