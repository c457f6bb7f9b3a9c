"""The pages that pdfium could not read, read again by pypdf, else by character recognition, else named."""

import io
import logging
import struct
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from pypdf.errors import PyPdfError

from ingestion.parsers import pdf_ocr
from ingestion.parsers.lines import Element, Line, PageTable
from ingestion.parsers.model import TextBuilder
from ingestion.parsers.pdf_glyphs import MARK, Glyphs, is_garbage
from ingestion.parsers.pdf_page import PageText
from ingestion.parsers.pdf_reading import MIN_CHARACTERS, PageReading, PageState, elements_of

OCR_SECONDS = 600
GLYPH_PAGES = 4
EMPTY_STREAM_BYTES = 64  # a compressed stream with nothing in it
PYPDF_ERRORS = (  # what pypdf raises on damaged files, besides its own errors
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
UNREAD = {
    PageState.EMPTY: "sans texte lisible (image ou numérisation)",
    PageState.STAMPED: "numérisée, seul le texte ajouté par-dessus a pu être lu",
    PageState.GARBAGE: "illisible, sa police ne dit pas quelles lettres elle dessine",
    PageState.DAMAGED: "endommagée, elle n'a pas pu être lue",
}


def recover(document: Any, data: bytes, pages: Sequence[PageReading], glyphs: Glyphs, builder: TextBuilder) -> None:
    """Complete the pages in place; what was done and what stays unread is in the warnings."""
    _tell_damage(data, pages)
    _read_by_pypdf(data, pages)
    _read_by_recognition(document, pages, builder)
    _explain_glyphs(document, data, pages, glyphs, builder)
    for state, reason in UNREAD.items():
        unread = [page.number for page in pages if page.state == state]
        if len(unread) < len(pages) or state == PageState.STAMPED:
            builder.warnings += [f"{span} : {reason}" for span in spans(unread)]


def spans(numbers: Iterable[int]) -> Iterator[str]:
    """«page 3» or «pages 5 à 9», for each run of pages that follow one another."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        first, *others = [number for _, number in run]
        yield f"pages {first} à {others[-1]}" if others else f"page {first}"


def _tell_damage(data: bytes, pages: Sequence[PageReading]) -> None:
    """Tell the pages that are blank from those whose drawing is there and cannot be read: pdfium shows both alike."""
    blank = [page for page in pages if page.state == PageState.BLANK]
    if not blank:
        return
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
    except PYPDF_ERRORS:
        return
    for page in blank:
        if not _is_decoded(reader, page.number - 1):
            page.state = PageState.DAMAGED


def _is_decoded(reader: Any, index: int) -> bool:
    """Whether the drawing of a page, if it has one, can be decoded."""
    try:
        drawing = reader.pages[index].get("/Contents")
        parts = drawing.get_object() if drawing is not None else []
        streams = [part.get_object() for part in parts] if isinstance(parts, list) else [parts]
        return all(stream.get_data() or _encoded_length(stream) < EMPTY_STREAM_BYTES for stream in streams)
    except PYPDF_ERRORS:
        return False


def _encoded_length(stream: Any) -> int:
    written = io.BytesIO()
    stream.write_to_stream(written)
    return len(written.getvalue().partition(b"stream")[2])


def _read_by_pypdf(data: bytes, pages: Sequence[PageReading]) -> None:
    doubtful = [page for page in pages if page.state in {PageState.EMPTY, PageState.GARBAGE, PageState.DAMAGED}]
    texts = dict(_pypdf_texts(data, [page.number - 1 for page in doubtful])) if doubtful else {}
    for page in doubtful:
        text = texts.get(page.number - 1, "").replace("\x00", "")
        if len(text.strip()) >= MIN_CHARACTERS and not is_garbage(text):
            page.elements = [Line(text=line.strip(), page=page.number) for line in text.splitlines() if line.strip()]
            page.state = PageState.READ


def _pypdf_texts(data: bytes, indexes: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The texts of the pages that pypdf can read."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is told in the warnings
    try:
        reader = PdfReader(io.BytesIO(data))
    except PYPDF_ERRORS:
        return
    for index in indexes:
        try:
            text = reader.pages[index].extract_text()
        except PYPDF_ERRORS:
            continue
        yield index, text


def _read_by_recognition(document: Any, pages: Sequence[PageReading], builder: TextBuilder) -> None:
    scanned = {PageState.EMPTY, PageState.STAMPED, PageState.GARBAGE}
    waiting = {page.number - 1: page for page in pages if page.state in scanned}
    if not waiting or not pdf_ocr.is_installed():
        return
    deadline = time.monotonic() + OCR_SECONDS
    read: list[int] = []
    for text, rules in pdf_ocr.recognise(document, list(waiting)):
        page = waiting.pop(text.number - 1)
        elements = elements_of(text, rules)
        if len(" ".join(element.text for element in elements)) > len(page.text) or page.state == PageState.GARBAGE:
            page.elements, page.state = elements, PageState.READ
            read.append(page.number)
        if time.monotonic() > deadline:
            left = [page.number for page in waiting.values()]
            builder.warnings += [
                f"{span} : reconnaissance de caractères non faite, faute de temps" for span in spans(left)
            ]
            break
    builder.warnings += [
        f"{span} : {'lues' if span.startswith('pages') else 'lue'} par reconnaissance de caractères"
        for span in spans(read)
    ]


def _explain_glyphs(
    document: Any, data: bytes, pages: Sequence[PageReading], glyphs: Glyphs, builder: TextBuilder
) -> None:
    """Give their letters to the glyphs that a font does not map, from other readings of the same words."""
    marked = [page for page in pages if MARK.search(page.text)]
    if not marked:
        return
    glyphs.learn_from_words([page.text for page in marked], {word for page in pages for word in page.text.split()})
    doubtful = _with_unknown(marked, glyphs)
    _learn(glyphs, doubtful, _pypdf_texts(data, [page.number - 1 for page in doubtful]))
    doubtful = _with_unknown(marked, glyphs)
    if doubtful and pdf_ocr.is_installed():
        readings = pdf_ocr.recognise(document, [page.number - 1 for page in doubtful])
        _learn(glyphs, doubtful, ((text.number - 1, _plain(text)) for text, _ in readings))
    unread = [page.number for page in marked if any(mark in page.text for mark in glyphs.unknown)]
    builder.warnings += [f"{span} : des caractères dont la police ne dit pas la lettre" for span in spans(unread)]
    for page in marked:
        page.elements = [_explained(element, glyphs) for element in page.elements]


def _with_unknown(pages: Sequence[PageReading], glyphs: Glyphs) -> list[PageReading]:
    """The first pages on which glyphs are still unknown."""
    unknown = glyphs.unknown
    return [page for page in pages if any(mark in page.text for mark in unknown)][:GLYPH_PAGES]


def _learn(glyphs: Glyphs, pages: Sequence[PageReading], readings: Iterable[tuple[int, str]]) -> None:
    """Learn from other readings of pages, until nothing is unknown."""
    texts = {page.number - 1: page.text for page in pages}
    for index, reading in readings:
        glyphs.learn(texts[index], reading)
        if not _with_unknown(pages, glyphs):
            return


def _plain(text: PageText) -> str:
    return " ".join(word.text for line in text.lines for word in line)


def _explained(element: Element, glyphs: Glyphs) -> Element:
    if isinstance(element, PageTable):
        return replace(element, rows=tuple(tuple(map(glyphs.explained, row)) for row in element.rows))
    return replace(element, text=glyphs.explained(element.text))
