"""Articles of codes and sections of arrêtés, one a record, with their title path and validity."""

from datetime import date

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from ingestion.parsers import BlockKind, ParsedText, TextBuilder
from ingestion.records.shape import RawRecord, Record, date_of, text_of, texts_of

LEGIFRANCE_ARTICLE = "https://www.legifrance.gouv.fr/codes/article_lc/"
OPEN_ENDED = date(2999, 1, 1)  # Légifrance writes this date for «no end known»


def read_code_article(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """An article of a code: its heading is «Article L231-1»; raises ParseError when it has no text."""
    code, number, identity = text_of(raw, "code"), text_of(raw, "article"), text_of(raw, "id")
    path = [part for part in texts_of(raw, "title_path") if part != code]
    return Record(
        key=identity or f"{code} {number}",
        kind=kind or DocumentKind.REGULATION,
        parsed=_under_headings(text_of(raw, "text"), title=code, path=[*path, f"Article {number}"]),
        url=f"{LEGIFRANCE_ARTICLE}{identity}" if identity.startswith("LEGIARTI") else None,
        reference=number,
        valid_from=date_of(raw, "valid_from"),
        valid_to=open_ended(date_of(raw, "valid_to")),
        legal_status=text_of(raw, "state") or None,
    )


def open_ended(valid_to: date | None) -> date | None:
    """The end of validity, None when Légifrance knows of none."""
    return None if valid_to and valid_to >= OPEN_ENDED else valid_to


def read_section(raw: RawRecord, kind: DocumentKind | None) -> Record:
    """A section of an arrêté: its heading is the reference that the text gives it («Art. 2»)."""
    reference = text_of(raw, "reference")
    path = list(texts_of(raw, "title_path"))
    if reference and (not path or path[-1] != reference):
        path.append(reference)
    return Record(
        key=f"{text_of(raw, 'text_id')} {text_of(raw, 'section_id')}",
        kind=kind or DocumentKind.REGULATION,
        parsed=_under_headings(text_of(raw, "text"), title=text_of(raw, "title"), path=path),
        url=text_of(raw, "url") or None,
        reference=reference or None,
        valid_from=date_of(raw, "date"),
    )


def _under_headings(text: str, *, title: str, path: list[str]) -> ParsedText:
    builder = TextBuilder()
    for paragraph in text.split("\n\n"):
        builder.add(BlockKind.PARAGRAPH, paragraph)
    if builder.is_empty:
        raise ParseError("article sans texte")
    parsed = builder.build(title=title)
    blocks = tuple(block.model_copy(update={"heading_path": tuple(path)}) for block in parsed.blocks)
    return parsed.model_copy(update={"blocks": blocks})
