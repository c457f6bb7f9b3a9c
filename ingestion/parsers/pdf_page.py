"""A page as pdfium reads it: the words of each line with their boxes, whatever way the page is turned."""

import ctypes
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ingestion.parsers.pdf_glyphs import Glyphs

WORD = re.compile(r"[^ \t\r\n]+")
LINE_END = re.compile(r"\r?\n|(?<=[\x02\ufffe])")  # pdfium runs on over the hyphen that it sees at a line end
BOLD_WEIGHT = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
PLAIN_NAME = re.compile(rb"regular|light|book|medium|roman|italic|oblique|thin", re.IGNORECASE)
FONT_NAME_BYTES = 128
GLUED_SIGN = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_]+(?![\w.-]*\.\w))")  # «a@eint», no address: a font lies there too
ANGLE_SAMPLES = 15
RAISED_SHARE = 0.22
CLOSING = ".,;:!?)»"
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
UNITS_WITH_POWER = re.compile(r"(?:^|[^\W\d_]|/)m$|10$")

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the bottom left


class Word(NamedTuple):
    """A word of a page and its box, in points from the bottom left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_bold: bool

    @property
    def height(self) -> float:
        return self.top - self.bottom


@dataclass(slots=True)
class PageText:
    """The lines of words of a page, as drawn, once the page has been turned to read upright."""

    number: int
    lines: list[list[Word]]
    quarter_turns: int


def turned(box: Box, quarter_turns: int) -> Box:
    """A box once the page has been turned clockwise so that its text reads upright."""
    left, bottom, right, top = box
    match quarter_turns:
        case 1:
            return bottom, -right, top, -left
        case 2:
            return -right, -top, -left, -bottom
        case 3:
            return -top, left, -bottom, right
        case _:
            return box


def read_page(page: Any, number: int, glyphs: Glyphs) -> PageText:
    """The words of a page of pdfium (``number`` counts from 1), with a mark where the letter of a glyph is unknown."""
    text_page = page.get_textpage()
    try:
        reader = _Reader(text_page, glyphs)
        return PageText(number, _whole_lines(reader.lines()), reader.quarter_turns)
    finally:
        text_page.close()


class _Reader:
    """The characters of a text page of pdfium, through its C interface: half a microsecond a call."""

    def __init__(self, text_page: Any, glyphs: Glyphs) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = text_page.raw
        self._box = raw.FS_RECTF()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._name = ctypes.create_string_buffer(FONT_NAME_BYTES)
        self._bold_fonts: dict[bytes, bool] = {}
        self._count = text_page.count_chars()
        text = text_page.get_text_range()
        if len(text) != self._count:  # characters that pdfium leaves out of the text would shift the places
            text = "".join(_character(raw.FPDFText_GetUnicode(self._page, place)) for place in range(self._count))
        self.text = self._marked(text, glyphs)
        self.quarter_turns = self._quarter_turns()

    def _marked(self, text: str, glyphs: Glyphs) -> str:
        """The text with a mark in the place of each glyph that the font does not map to a letter."""
        has_error = self._raw.FPDFText_HasUnicodeMapError
        unmapped = [place for place in range(self._count) if has_error(self._page, place) == 1]
        if not unmapped:
            return text
        unmapped += [match.start() for match in GLUED_SIGN.finditer(text)]
        characters = list(text)
        for place in unmapped:
            font = self._font_name(place).decode("utf-8", "replace")
            characters[place] = glyphs.mark(font, characters[place])
        return "".join(characters)

    def _font_name(self, place: int) -> bytes:
        self._raw.FPDFText_GetFontInfo(self._page, place, self._name, FONT_NAME_BYTES, None)
        return self._name.value

    def lines(self) -> Iterator[list[Word]]:
        start = 0
        for end in LINE_END.finditer(self.text):
            yield self._words(start, end.start())
            start = end.end()
        yield self._words(start, len(self.text))

    def _words(self, start: int, end: int) -> list[Word]:
        return [self._word(match[0], match.start()) for match in WORD.finditer(self.text, start, end)]

    def _word(self, text: str, start: int) -> Word:
        left, bottom, right, top = self._char_box(start)
        if len(text) > 1:
            last = self._char_box(start + len(text) - 1)
            right = max(right, last[2])
            text = self._with_powers(text, start, top - bottom)
        return Word(text, left, bottom, right, top, self._is_bold(start + len(text) // 2))

    def _is_bold(self, place: int) -> bool:
        """What the name of the font says; its weight, which is a guess of pdfium, where the name says nothing."""
        name = self._font_name(place)
        told = self._bold_fonts.get(name)
        if told is None:
            if BOLD_NAME.search(name) or PLAIN_NAME.search(name):
                told = BOLD_NAME.search(name) is not None
            else:
                told = self._raw.FPDFText_GetFontWeight(self._page, place) >= BOLD_WEIGHT
            self._bold_fonts[name] = told
        return told

    def _char_box(self, place: int) -> Box:
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._page, place, box)
        return turned((box.left, box.bottom, box.right, box.top), self.quarter_turns)

    def _with_powers(self, text: str, start: int, height: float) -> str:
        """A word whose raised digits are no longer glued to it: «m²», «2015 (1)» for the call of a note."""
        end = len(text.rstrip(CLOSING))
        if end < 2 or not text[end - 1].isdigit():
            return text
        floor = self._ink_bottom(start) + RAISED_SHARE * height
        raised = end
        while raised > 1 and text[raised - 1].isdigit() and self._ink_bottom(start + raised - 1) > floor:
            raised -= 1
        if raised == end:
            return text
        stem, digits, rest = text[:raised], text[raised:end], text[end:]
        if UNITS_WITH_POWER.search(stem):
            return stem + digits.translate(SUPERSCRIPTS) + rest
        return f"{stem} ({digits}){rest}"

    def _ink_bottom(self, place: int) -> float:
        """The lowest point of what a character draws."""
        left, right, bottom, top = self._edges
        self._raw.FPDFText_GetCharBox(self._page, place, left, right, bottom, top)
        return turned((left.value, bottom.value, right.value, top.value), self.quarter_turns)[1]

    def _quarter_turns(self) -> int:
        """How many quarter turns clockwise make most of the text upright."""
        letters = [match.start() for match in re.finditer(r"[^\W_]", self.text)]
        sample = letters[:: max(1, len(letters) // ANGLE_SAMPLES)]
        angles = [self._raw.FPDFText_GetCharAngle(self._page, place) for place in sample]
        turns = [-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
        return max(set(turns), key=turns.count) if turns else 0


def _character(code: int) -> str:
    """A character; half of a surrogate pair is none."""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode else chr(code)


def _whole_lines(lines: Iterator[list[Word]]) -> list[list[Word]]:
    """The lines, those that a raised character had cut being put together again."""
    whole: list[list[Word]] = []
    for line in lines:
        if not line:
            continue
        if whole and _goes_on(whole[-1][-1], line[0]):
            whole[-1] = _joined(whole[-1], line)
        else:
            whole.append(line)
    return whole


def _goes_on(last: Word, first: Word) -> bool:
    same_base = abs(last.bottom - first.bottom) < 0.15 * first.height and abs(last.height - first.height) < 1
    return same_base and -0.5 <= first.left - last.right < 1.2 * first.height


def _joined(line: list[Word], rest: list[Word]) -> list[Word]:
    last, first = line[-1], rest[0]
    if first.left - last.right > 0.1 * first.height:
        return line + rest
    return [*line[:-1], last._replace(text=last.text + first.text, right=first.right), *rest[1:]]
