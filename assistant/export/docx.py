"""A document as DOCX, for a word processor: real headings, lists and header rows, so that a screen reader follows."""

import io
from datetime import datetime
from functools import singledispatchmethod
from typing import Any

import docx
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from assistant.errors import InputError
from assistant.export.blocks import Block, Document, Grid, Heading, Items, Picture, Quote, Text
from assistant.export.letterhead import Letterhead
from assistant.export.package import repacked
from assistant.export.pictures import png_of

A4_WIDTH, MARGIN = Mm(210), Mm(20)
SMALL, IN_TABLES = Pt(8.5), Pt(9)
GREY = RGBColor(0x50, 0x50, 0x50)


def to_docx(document: Document, letterhead: Letterhead, written_at: datetime) -> bytes:
    """The bytes of the DOCX, in the model of the letterhead when it has one; raises InputError for a damaged model."""
    page = _opened(letterhead)
    _describe(page, document, written_at)
    writer = _Writer(page)
    for block in document.blocks:
        writer.write(block)
    if letterhead.docx is None:
        page.sections[0].footer.paragraphs[0].text = document.foot
        if letterhead.words:
            page.sections[0].header.paragraphs[0].text = letterhead.words
    data = io.BytesIO()
    page.save(data)
    return repacked(data.getvalue())


def _opened(letterhead: Letterhead) -> Docx:
    if letterhead.docx is None:
        page = docx.Document()
        page.sections[0].left_margin = page.sections[0].right_margin = MARGIN
        return page
    try:
        return docx.Document(str(letterhead.docx))
    except Exception as error:
        raise InputError(f"Le modèle {letterhead.docx.name} n'est pas un DOCX lisible.", field="letterhead") from error


def _describe(page: Docx, document: Document, written_at: datetime) -> None:
    about = page.core_properties
    about.title, about.author, about.language, about.comments = document.title, "Jalon", "fr-FR", ""
    about.created = about.modified = written_at.replace(tzinfo=None)
    about.last_modified_by, about.revision = "Jalon", 1
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    page.styles["Normal"].element.get_or_add_rPr().append(language)


class _Writer:
    """Writes blocks at the end of a page."""

    def __init__(self, page: Docx) -> None:
        self._page = page
        section = page.sections[0]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        self._room = (section.page_width or A4_WIDTH) - margins

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(type(block))

    @write.register
    def _(self, block: Heading) -> None:
        heading = self._page.add_heading(block.text, level=block.level)
        heading.paragraph_format.page_break_before = block.starts_page

    @write.register
    def _(self, block: Text) -> None:
        _small(self._page.add_paragraph().add_run(block.text), is_small=block.is_note)

    @write.register
    def _(self, block: Quote) -> None:
        _small(self._page.add_paragraph(style="Quote").add_run(block.text), is_small=True)

    @write.register
    def _(self, block: Picture) -> None:
        shape = self._page.add_picture(io.BytesIO(png_of(block.svg)), width=self._room)
        shape._inline.docPr.set("descr", block.alternative)

    @write.register
    def _(self, block: Items) -> None:
        style = "List Number" if block.is_numbered else "List Bullet"
        for line in block.lines:
            paragraph = self._page.add_paragraph(line.text, style=style)
            if line.origin:
                _small(paragraph.add_run(f" ({line.origin})"), is_small=True)

    @write.register
    def _(self, block: Grid) -> None:
        table = self._page.add_table(rows=0, cols=len(block.header), style="Table Grid")
        table.autofit = False
        widths = [Emu(int(self._room * share)) for share in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in (block.header, *block.rows):
            for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].add_run(text).font.size = IN_TABLES
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        self._page.add_paragraph()


def _small(run: Any, *, is_small: bool) -> None:
    if is_small:
        run.font.size, run.font.color.rgb = SMALL, GREY
