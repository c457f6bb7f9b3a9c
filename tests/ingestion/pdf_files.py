"""PDFs made for the tests by the real libraries."""

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import typst
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingestion.parsers import BlockKind, ParsedText

A4 = (595.0, 842.0)


def typeset(path: Path, source: str) -> Path:
    path.write_bytes(typst.compile(f'#set text(lang: "fr")\n{source}'.encode(), format="pdf"))
    return path


def drawn(path: Path, lines: Sequence[tuple[float, float, str]], *, size: float = 9) -> Path:
    """A page on which each text is drawn at its place, in the order given; a size of its own for a line in capitals."""
    canvas = Canvas(str(path), pagesize=A4)
    for left, bottom, text in lines:
        canvas.setFont("Helvetica-Bold" if text.isupper() else "Helvetica", 14 if text.isupper() else size)
        canvas.drawString(left, bottom, text)
    canvas.save()
    return path


def scanned(path: Path, pages: Sequence[Path], *, stamp: str = "") -> Path:
    """Pictures of the pages of other PDFs, as a scanner makes them, with a text stamped over them."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        canvas.drawImage(ImageReader(_picture(page)), 0, 0, *A4)
        canvas.drawString(300, 825, stamp)
        canvas.showPage()
    canvas.save()
    return path


def _picture(path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[0].render(scale=3, grayscale=True).to_pil()
    finally:
        document.close()
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=80)
    return Image.open(encoded)


def headings(parsed: ParsedText) -> list[str]:
    return [block.heading_path[-1] for block in parsed.blocks if block.kind is BlockKind.HEADING]


def tables(parsed: ParsedText) -> list[list[str]]:
    """The rows of each table of a text."""
    return [
        parsed.text[block.start : block.end].splitlines() for block in parsed.blocks if block.kind is BlockKind.TABLE
    ]
