"""PDF: text and ruled tables by pdfium, page by page; pypdf, then character recognition, for the pages it cannot read.

Columns are read one after the other, headings told by their size or weight against the body, running headers and
footers dropped, words cut at a line end joined. A page without text is named in the warnings, never silently empty.
"""

import re
import time
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.layout import add_elements
from ingestion.parsers.model import ParsedText, TextBuilder
from ingestion.parsers.pdf_glyphs import Glyphs
from ingestion.parsers.pdf_reading import PageReading, PageState, read
from ingestion.parsers.pdf_recovery import recover
from ingestion.parsers.properties import keyword_metadata
from ingestion.parsers.running import drop_running_lines

TEXT_SECONDS = 15
UNTITLED = re.compile(
    r"^\s*$|^microsoft \w+ - |^(?:untitled|sans titre)|\.\w{3,4}$", re.IGNORECASE
)  # a tool's, no title
NO_TEXT = "document numérisé sans texte : passez-le à la reconnaissance de caractères (OCR) puis ajoutez-le de nouveau"
PROTECTED = "PDF protégé par un mot de passe : enregistrez-en une copie sans protection"
BROKEN = "PDF endommagé ou illisible"


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a PDF; raises ParseError when it is encrypted, damaged or without any text.

    A document too long to be read in TEXT_SECONDS is given as far as it was read, with a warning.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ParseError(PROTECTED if "password" in str(error).lower() else BROKEN) from error
    builder = TextBuilder()
    try:
        glyphs = Glyphs()
        pages = _read_in_time(document, glyphs, builder)
        recover(document, data, pages, glyphs, builder)
        properties = _properties(document)
    finally:
        document.close()
    builder.metadata = keyword_metadata(properties.get("Keywords", ""))
    add_elements(builder, drop_running_lines([page.elements for page in pages]))
    if builder.is_empty:
        raise ParseError(BROKEN if pages and all(page.state == PageState.DAMAGED for page in pages) else NO_TEXT)
    title = properties.get("Title", "")
    return builder.build(title=builder.first_heading or path.stem if UNTITLED.search(title) else title)


def _properties(document: Any) -> dict[str, str]:
    """The metadata; none when they are damaged."""
    try:
        return dict(document.get_metadata_dict(skip_empty=True))
    except UnicodeDecodeError:
        return {}


def _read_in_time(document: Any, glyphs: Glyphs, builder: TextBuilder) -> list[PageReading]:
    deadline = time.monotonic() + TEXT_SECONDS
    pages: list[PageReading] = []
    count = len(document)
    for index in range(count):
        pages.append(read(document, index, glyphs))
        if time.monotonic() > deadline and len(pages) < count:
            builder.warnings.append(
                f"pages {len(pages) + 1} à {count} : non lues, document trop long ; scindez-le pour les ajouter"
            )
            break
    return pages
