"""ODT samples, with real headings, lists and tables."""

import io
from collections.abc import Sequence
from pathlib import Path

from odf import meta, table, teletype
from odf.opendocument import OpenDocumentText
from odf.text import H, List, ListItem, P

from scripts.sample_documents.archive import write_archive
from scripts.sample_documents.source import Block, Source


def write_odt(source: Source, target: Path) -> None:
    """An OpenDocument text."""
    document = OpenDocumentText()
    element = meta.Keyword()
    element.addText(source.keywords)
    document.meta.addElement(element)
    for block in source.blocks:
        document.text.addElement(_odf(block))
    buffer = io.BytesIO()
    document.write(buffer)
    write_archive(buffer.getvalue(), target)


def _odf(block: Block) -> object:
    if block.kind == "heading":
        return _with_text(H(outlinelevel=block.level), block.text)
    if block.kind == "list":
        whole = List()
        for text in block.items:
            item = ListItem()
            item.addElement(_with_text(P(), text))
            whole.addElement(item)
        return whole
    if block.kind == "table":
        return _odf_table(block.rows)
    return _with_text(P(), block.text)


def _odf_table(rows: Sequence[Sequence[str]]) -> object:
    grid = table.Table()
    grid.addElement(table.TableColumn(numbercolumnsrepeated=len(rows[0])))
    for row in rows:
        line = table.TableRow()
        for text in row:
            cell = table.TableCell()
            cell.addElement(_with_text(P(), text))
            line.addElement(cell)
        grid.addElement(line)
    return grid


def _with_text(element: object, text: str) -> object:
    teletype.addTextToElement(element, text)
    return element
