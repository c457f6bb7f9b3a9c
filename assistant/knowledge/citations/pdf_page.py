"""The image of a PDF page with some of its text highlighted."""

import io
import math
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from assistant.errors import NotFoundError
from assistant.knowledge.citations.alignment import align
from assistant.knowledge.citations.boxes import Box, line_boxes
from assistant.knowledge.citations.folding import fold_characters

PDFIUM = threading.Lock()  # pdfium may not be used by two threads at once, even on two documents
MAX_PIXELS = 8_000_000
HIGHLIGHT = (255, 232, 102)
OUTLINE = (196, 98, 0)
Span = tuple[int, int]


@dataclass(frozen=True)
class PageImage:
    """A page as PNG; ``highlighted`` is the share of the wanted characters that were found on the page, 0 to 1."""

    png: bytes
    highlighted: float


def draw_page(data: bytes, number: int, *, passage: str, spans: Sequence[Span], width: int) -> PageImage:
    """The page of a number (from 1), ``width`` pixels wide, with some spans of a passage highlighted.

    Raises NotFoundError when pdfium cannot read the page.
    """
    with open_page(data, number) as page:
        return _draw(page, passage, spans, width)


@contextmanager
def open_page(data: bytes, number: int) -> Iterator[Any]:
    """A page of a PDF as pypdfium2 has it, for this thread alone; raises NotFoundError when it cannot be read."""
    import pypdfium2

    with PDFIUM:
        try:
            with pypdfium2.PdfDocument(data) as document:
                yield document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise NotFoundError(f"La page {number} de ce PDF ne peut pas être affichée.") from error


def highlight_boxes(page: Any, passage: str, spans: Sequence[Span]) -> tuple[list[Box], float]:
    """The lines to highlight, and the share of the wanted characters that they hold, 0 to 1."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        on_page = fold_characters(
            chr(min(raw.FPDFText_GetUnicode(text_page.raw, index), sys.maxunicode)) for index in range(count)
        )
        folded = fold_characters(passage)
        found = align(folded.characters, on_page.characters)
        wanted = [
            target for place, target in zip(folded.places, found, strict=True) if any(a <= place < b for a, b in spans)
        ]
        indexes = sorted({on_page.places[target] for target in wanted if target is not None})
        boxes = line_boxes(Box(*text_page.get_charbox(index, loose=True)) for index in indexes)
    finally:
        text_page.close()
    return boxes, (len(wanted) - wanted.count(None)) / max(len(wanted), 1)


def _draw(page: Any, passage: str, spans: Sequence[Span], width: int) -> PageImage:
    boxes, share = highlight_boxes(page, passage, spans)
    scale = min(width / page.get_width(), math.sqrt(MAX_PIXELS / (page.get_width() * page.get_height())))
    bitmap = page.render(scale=scale)
    place = bitmap.get_posconv(page)
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    _highlight(image, ((*place.to_bitmap(b.left, b.top), *place.to_bitmap(b.right, b.bottom)) for b in boxes))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return PageImage(png=stream.getvalue(), highlighted=round(share, 4))


def _highlight(image: Any, corners: Iterable[tuple[int, int, int, int]]) -> None:
    """Tint rectangles of an image as a highlighter does: dark text stays dark; the outline shows on any background."""
    from PIL import Image, ImageChops, ImageDraw

    pen = ImageDraw.Draw(image)
    for x1, y1, x2, y2 in corners:
        area = (max(min(x1, x2), 0), max(min(y1, y2), 0), min(max(x1, x2), image.width), min(max(y1, y2), image.height))
        if area[0] < area[2] and area[1] < area[3]:
            part = image.crop(area)
            image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, HIGHLIGHT)), area[:2])
            pen.line((area[0], area[3], area[2], area[3]), fill=OUTLINE, width=2)
