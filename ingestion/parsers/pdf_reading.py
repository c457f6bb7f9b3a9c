"""One page of a PDF: its lines and tables in reading order, and whether another reader should try."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ingestion.parsers.lines import Element, Line, PageTable
from ingestion.parsers.pdf_columns import in_reading_order
from ingestion.parsers.pdf_glyphs import Glyphs, is_garbage
from ingestion.parsers.pdf_page import PageText, Word, read_page
from ingestion.parsers.pdf_rules import Rule, page_rules
from ingestion.parsers.pdf_tables import find_grids, take_tables

MIN_CHARACTERS = 4
STAMP_CHARACTERS = 500
PICTURE_SHARE = 0.5
SYMBOL_BULLET = re.compile(r"^[\ue000-\uf8ff]\s+")
SYMBOLS = re.compile(r"[\ue000-\uf8ff]")


class PageState(StrEnum):
    """What a reading of a page is worth."""

    READ = "read"
    BLANK = "blank"  # nothing is drawn
    EMPTY = "empty"  # something is drawn, without any text
    STAMPED = "stamped"  # a scan over which a few words were stamped
    GARBAGE = "garbage"  # glyphs without letters
    DAMAGED = "damaged"


@dataclass(slots=True)
class PageReading:
    """What was read of a page, ``number`` counting from 1."""

    number: int
    state: PageState
    elements: list[Element]

    @property
    def text(self) -> str:
        return " ".join(element.text for element in self.elements)


def read(document: Any, index: int, glyphs: Glyphs) -> PageReading:
    """The page of a pdfium document."""
    import pypdfium2

    number = index + 1
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageReading(number, PageState.DAMAGED, [])
    try:
        text = read_page(page, number, glyphs)
        elements = elements_of(text, page_rules(page, text.quarter_turns))
        garbage = is_garbage(" ".join(word.text for line in text.lines for word in line))
        return PageReading(number, PageState.GARBAGE if garbage else _state(page, elements), elements)
    except pypdfium2.PdfiumError:
        return PageReading(number, PageState.DAMAGED, [])
    finally:
        page.close()


def elements_of(text: PageText, rules: Sequence[Rule]) -> list[Element]:
    """The lines and tables of a page in reading order."""
    with_tables = take_tables(text.lines, find_grids(rules), text.number)
    return [
        element if isinstance(element, PageTable) else _line(element, text.number)
        for element in in_reading_order(with_tables)
    ]


def _line(words: Sequence[Word], page: int) -> Line:
    """A line of words; its size is that of its longest word, and it is bold when it is from one end to the other."""
    longest = max(words, key=lambda word: len(word.text))
    lettered = [word for word in words if any(map(str.isalpha, word.text))] or words
    return Line(
        text=SYMBOLS.sub("", SYMBOL_BULLET.sub("• ", " ".join(word.text for word in words))),
        page=page,
        left=words[0].left,
        bottom=words[0].bottom,
        height=round(longest.height, 1),
        is_bold=lettered[0].is_bold and lettered[-1].is_bold,
    )


def _state(page: Any, elements: Sequence[Element]) -> PageState:
    text = " ".join(element.text for element in elements)
    if len(text) < STAMP_CHARACTERS and _picture_share(page) >= PICTURE_SHARE:
        return PageState.STAMPED if len(text) >= MIN_CHARACTERS else PageState.EMPTY
    if len(text) >= MIN_CHARACTERS:
        return PageState.READ
    from pypdfium2 import raw

    return PageState.EMPTY if raw.FPDFPage_CountObjects(page.raw) else PageState.BLANK


def _picture_share(page: Any) -> float:
    """The share of a page that its largest picture covers."""
    from pypdfium2 import raw

    width, height = page.get_size()
    areas = [
        (right - left) * (top - bottom)
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        for left, bottom, right, top in [picture.get_bounds()]
    ]
    return float(max(areas, default=0.0) / (width * height))
