"""PDF: text by pypdfium2, page by page; pypdf reads the pages that pdfium cannot.

Headings are told by their size or weight against the body, running headers and footers are dropped, words cut at a
line end are joined. A page without text is named in the warnings, never silently empty.
"""

from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.layout import Line, add_lines, drop_running_lines
from ingestion.parsers.model import ParsedText, TextBuilder
from ingestion.parsers.properties import keyword_metadata

MAX_PAGES = 5000
MIN_CHARACTERS = 4
NO_TEXT = "document numérisé sans texte : passez-le à la reconnaissance de caractères (OCR) puis ajoutez-le de nouveau"


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a PDF; raises ParseError when it is encrypted, damaged or without any text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ParseError(_reason(str(error))) from error
    try:
        if len(document) > MAX_PAGES:
            raise ParseError(f"PDF de {len(document)} pages : {MAX_PAGES} au plus")
        pages = [_page_lines(document, index) for index in range(len(document))]
        properties = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    builder = TextBuilder()
    builder.metadata = keyword_metadata(properties.get("Keywords", ""))
    _recover(data, pages, builder)
    add_lines(builder, drop_running_lines(pages))
    if builder.is_empty:
        raise ParseError(NO_TEXT)
    return builder.build(title=properties.get("Title") or builder.first_heading or path.stem)


def _reason(message: str) -> str:
    if "password" in message.lower():
        return "PDF protégé par un mot de passe : enregistrez-en une copie sans protection"
    return "PDF endommagé ou illisible"


def _page_lines(document: Any, index: int) -> list[Line]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    lines: list[Line] = []
    offset = 0
    for text in text_page.get_text_range().split("\r\n"):
        first = offset + len(text) - len(text.lstrip())
        if text.strip() and first < text_page.count_chars():
            left, bottom, _, top = text_page.get_charbox(first, loose=True)
            weight = raw.FPDFText_GetFontWeight(text_page.raw, first)
            lines.append(
                Line(
                    text=text.strip(),
                    page=index + 1,
                    left=left,
                    bottom=bottom,
                    height=round(top - bottom, 1),
                    is_bold=weight >= 600,
                )
            )
        offset += len(text) + 2
    text_page.close()
    page.close()
    return lines


def _recover(data: bytes, pages: list[list[Line]], builder: TextBuilder) -> None:
    """Read again, with pypdf, the pages where pdfium found nothing or NULs; name those that stay empty."""
    doubtful = [index for index, lines in enumerate(pages) if _is_doubtful(lines)]
    texts = _pypdf_texts(data, doubtful) if doubtful else {}
    for index in doubtful:
        text = texts.get(index, "").replace("\x00", "")
        if len(text.strip()) >= MIN_CHARACTERS:
            pages[index] = [Line(text=line.strip(), page=index + 1) for line in text.splitlines() if line.strip()]
        elif len(pages) > 1:
            builder.warnings.append(f"page {index + 1} : sans texte lisible (image ou numérisation)")


def _is_doubtful(lines: list[Line]) -> bool:
    return sum(len(line.text) for line in lines) < MIN_CHARACTERS or any("\x00" in line.text for line in lines)


def _pypdf_texts(data: bytes, indexes: list[int]) -> dict[int, str]:
    import io

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        return {index: reader.pages[index].extract_text() for index in indexes}
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, RecursionError, AttributeError):
        return {}  # the pages are then named as unreadable
