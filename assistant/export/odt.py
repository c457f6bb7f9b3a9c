"""A document as ODT, the format that the general interoperability framework (RGI) asks administrations to accept."""

import hashlib
import io
import struct
from datetime import datetime
from functools import singledispatchmethod
from typing import Any

from odf import dc, draw, meta, style, svg, table, text
from odf.opendocument import OpenDocumentText, load

from assistant.errors import InputError
from assistant.export.blocks import Block, Document, Grid, Heading, Items, Picture, Quote, Text
from assistant.export.letterhead import Letterhead
from assistant.export.package import repacked
from assistant.export.pictures import png_of

NOTE, QUOTE, CELL, HEAD, BULLETS, NUMBERS, MASTER = (
    "JalonNote", "JalonCitation", "JalonCellule", "JalonEntete", "JalonPuces", "JalonNumeros", "Standard",
)  # fmt: skip
WIDE = 16  # centimetres of a picture
WHOLE_ROW = 65_535  # what the relative widths of the columns of a row add up to


def to_odt(document: Document, letterhead: Letterhead, written_at: datetime) -> bytes:
    """The bytes of the ODT, in the model of the letterhead when it has one; raises InputError for a damaged model."""
    page = _opened(letterhead)
    _describe(page, document, written_at)
    _add_styles(page)
    if letterhead.odt is None:
        _add_head_and_foot(page, letterhead.words, document.foot)
    writer = _Writer(page)
    for block in document.blocks:
        writer.write(block)
    data = io.BytesIO()
    page.write(data)
    return repacked(data.getvalue())


def _opened(letterhead: Letterhead) -> Any:
    if letterhead.odt is None:
        return OpenDocumentText()
    try:
        return load(str(letterhead.odt))
    except Exception as error:
        raise InputError(f"Le modèle {letterhead.odt.name} n'est pas un ODT lisible.", field="letterhead") from error


def _describe(page: Any, document: Document, written_at: datetime) -> None:
    for old in list(page.meta.childNodes):
        page.meta.removeChild(old)
    day = written_at.replace(tzinfo=None, microsecond=0).isoformat()
    page.meta.addElement(dc.Title(text=document.title))
    page.meta.addElement(dc.Language(text="fr-FR"))
    page.meta.addElement(dc.Creator(text="Jalon"))
    page.meta.addElement(meta.CreationDate(text=day))
    page.meta.addElement(dc.Date(text=day))


def _add_styles(page: Any) -> None:
    language = style.TextProperties(language="fr", country="FR", fontsize="10pt")
    usual = style.DefaultStyle(family="paragraph")
    usual.addElement(language)
    page.styles.addElement(usual)
    for level, size in ((1, "18pt"), (2, "14pt"), (3, "11pt")):
        heading = style.Style(
            name=f"Heading_20_{level}", displayname=f"Heading {level}", family="paragraph", defaultoutlinelevel=level
        )
        heading.addElement(style.ParagraphProperties(margintop="0.4cm", marginbottom="0.2cm", keepwithnext="always"))
        heading.addElement(style.TextProperties(fontsize=size, fontweight="bold", color="#0b5563"))
        page.styles.addElement(heading)
    _add(page, NOTE, "paragraph", style.TextProperties(fontsize="8.5pt", color="#505050"))
    _add(page, NOTE, "text", style.TextProperties(fontsize="8.5pt", color="#505050"))
    _add(
        page, QUOTE, "paragraph", style.ParagraphProperties(marginleft="0.6cm"), style.TextProperties(fontsize="8.5pt")
    )
    _add(page, HEAD, "paragraph", style.TextProperties(fontweight="bold", fontsize="9pt"))
    _add(page, CELL, "table-cell", style.TableCellProperties(border="0.5pt solid #aaaaaa", padding="0.1cm"))
    _add_lists(page)


def _add(page: Any, name: str, family: str, *properties: Any) -> None:
    added = style.Style(name=name, family=family)
    for one in properties:
        added.addElement(one)
    page.automaticstyles.addElement(added)


def _add_lists(page: Any) -> None:
    place = {"spacebefore": "0.3cm", "minlabelwidth": "0.5cm"}
    bullets, numbers = text.ListStyle(name=BULLETS), text.ListStyle(name=NUMBERS)
    bullet, number = (
        text.ListLevelStyleBullet(level=1, bulletchar="•"),
        text.ListLevelStyleNumber(level=1, numformat="1"),
    )
    for styled, level in ((bullets, bullet), (numbers, number)):
        level.addElement(style.ListLevelProperties(**place))
        styled.addElement(level)
        page.automaticstyles.addElement(styled)


def _add_head_and_foot(page: Any, words: str, foot: str) -> None:
    layout = style.PageLayout(name="JalonPage")
    layout.addElement(style.PageLayoutProperties(pagewidth="21cm", pageheight="29.7cm", margin="2cm"))
    page.automaticstyles.addElement(layout)
    master = style.MasterPage(name=MASTER, pagelayoutname=layout)
    for made, said in ((style.Header(), words), (style.Footer(), foot)):
        if said:
            made.addElement(text.P(text=said))
            master.addElement(made)
    page.masterstyles.addElement(master)


class _Writer:
    """Writes blocks at the end of a document."""

    def __init__(self, page: Any) -> None:
        self._page, self._body = page, page.text
        self._made: set[str] = set()

    def _column(self, share: float) -> str:
        """The style of a column of a share of the page, made when it is new."""
        name = f"JalonColonne{round(share * 10_000)}"
        if name not in self._made:
            self._made.add(name)
            _add(
                self._page,
                name,
                "table-column",
                style.TableColumnProperties(relcolumnwidth=f"{round(share * WHOLE_ROW)}*"),
            )
        return name

    def _new_page(self, level: int) -> str:
        """The style of a heading that begins a page, made when it is new."""
        name = f"JalonPage{level}"
        if name not in self._made:
            self._made.add(name)
            heading = style.Style(name=name, family="paragraph", parentstylename=f"Heading_20_{level}")
            heading.addElement(style.ParagraphProperties(breakbefore="page"))
            self._page.automaticstyles.addElement(heading)
        return name

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(type(block))

    @write.register
    def _(self, block: Heading) -> None:
        name = f"Heading_20_{block.level}" if not block.starts_page else self._new_page(block.level)
        self._body.addElement(text.H(outlinelevel=block.level, stylename=name, text=block.text))

    @write.register
    def _(self, block: Text) -> None:
        self._body.addElement(text.P(text=block.text, **({"stylename": NOTE} if block.is_note else {})))

    @write.register
    def _(self, block: Quote) -> None:
        for line in block.text.split("\n"):
            self._body.addElement(text.P(text=line, stylename=QUOTE))

    @write.register
    def _(self, block: Picture) -> None:
        image = png_of(block.svg)
        wide, high = struct.unpack(">II", image[16:24])  # where a PNG tells its size
        frame = draw.Frame(width=f"{WIDE}cm", height=f"{WIDE * high / wide:.2f}cm", anchortype="as-char")
        name = f"Pictures/{hashlib.sha256(image).hexdigest()[:16]}.png"
        frame.addElement(draw.Image(href=self._page.addPicture(name, "image/png", image)))
        frame.addElement(svg.Desc(text=block.alternative))
        paragraph = text.P()
        paragraph.addElement(frame)
        self._body.addElement(paragraph)

    @write.register
    def _(self, block: Items) -> None:
        listed = text.List(stylename=NUMBERS if block.is_numbered else BULLETS)
        for line in block.lines:
            paragraph = text.P(text=line.text)
            if line.origin:
                paragraph.addElement(text.Span(stylename=NOTE, text=f" ({line.origin})"))
            item = text.ListItem()
            item.addElement(paragraph)
            listed.addElement(item)
        self._body.addElement(listed)

    @write.register
    def _(self, block: Grid) -> None:
        grid = table.Table()
        for share in block.widths:
            grid.addElement(table.TableColumn(stylename=self._column(share)))
        head = table.TableHeaderRows()
        head.addElement(_row(block.header, HEAD))
        grid.addElement(head)
        for row in block.rows:
            grid.addElement(_row(row, NOTE))
        self._body.addElement(grid)


def _row(cells: tuple[str, ...], name: str) -> Any:
    row = table.TableRow()
    for said in cells:
        cell = table.TableCell(stylename=CELL, valuetype="string")
        cell.addElement(text.P(text=said, stylename=name))
        row.addElement(cell)
    return row
