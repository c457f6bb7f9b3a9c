"""XLSX samples: a first sheet to read, then one for each heading of the source."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.writer.excel import ExcelWriter

from scripts.sample_documents.archive import write_archive
from scripts.sample_documents.source import BUILT_ON, Source

COLUMN_WIDTH = 40


def write_xlsx(source: Source, target: Path) -> None:
    """A workbook."""
    book = Workbook()
    book.properties.title = source.title
    book.properties.keywords = source.keywords
    book.properties.created = book.properties.modified = BUILT_ON.replace(tzinfo=None)
    sheet = book.worksheets[0]
    sheet.title = "Lire d'abord"
    for block in source.blocks:
        if block.kind == "heading" and block.level > 1:
            sheet = book.create_sheet(block.text)
            continue
        for row in block.rows or [(text,) for text in block.items or (block.text,)]:
            sheet.append(row)
        if block.rows:
            header = sheet.max_row - len(block.rows) + 1
            for cell in sheet[header]:
                cell.font = Font(bold=True)
                sheet.column_dimensions[cell.column_letter].width = COLUMN_WIDTH
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()  # and not book.save(), which writes the time of day
    write_archive(buffer.getvalue(), target)
