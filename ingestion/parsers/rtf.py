"""RTF: the text of a document, paragraph by paragraph; its styles are lost."""

from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of an RTF file; raises ParseError when it is damaged."""
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError, OverflowError) as error:
        raise ParseError("document RTF endommagé") from error
    builder = TextBuilder()
    for paragraph in text.split("\n"):
        builder.add(BlockKind.PARAGRAPH, paragraph)
    return builder.build(title=path.stem)
