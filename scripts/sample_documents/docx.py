"""DOCX samples, with real headings, lists, tables and footnotes."""

import io
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shared import OxmlElement

from scripts.sample_documents.archive import write_archive
from scripts.sample_documents.source import BUILT_ON, Source, split_notes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def write_docx(source: Source, target: Path) -> None:
    """A Word document."""
    document = Document()
    document.core_properties.title = source.title
    document.core_properties.keywords = source.keywords
    document.core_properties.created = document.core_properties.modified = BUILT_ON
    for block in source.blocks:
        match block.kind:
            case "heading":
                document.add_heading(block.text, block.level)
            case "list":
                for item in block.items:
                    document.add_paragraph(item, style="List Bullet")
            case "table":
                _table(document, block.rows)
            case _:
                document.add_paragraph(block.text)
    _set_footnotes(document)
    buffer = io.BytesIO()
    document.save(buffer)
    write_archive(buffer.getvalue(), target)


def _table(document: "WordDocument", rows: tuple[tuple[str, ...], ...]) -> None:
    grid = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text


def _set_footnotes(document: "WordDocument") -> None:
    """Turn every «(note : …)» of a paragraph into a footnote."""
    numbers = count(1)
    root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
    for paragraph in document.paragraphs:
        stretches = split_notes(paragraph.text)
        if len(stretches) == 1:
            continue
        paragraph.clear()
        for text, note in stretches:
            paragraph.add_run(text)
            if note:
                number = str(next(numbers))
                root.append(parse_xml(_footnote(number)))
                root[-1].find(f".//{qn('w:t')}").text = note
                _refer(paragraph, number)
    if len(root):
        part = XmlPart(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, root, document.part.package)
        document.part.relate_to(part, FOOTNOTES)


def _footnote(number: str) -> str:
    return f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:r><w:footnoteRef/><w:t/></w:r></w:p></w:footnote>'


def _refer(paragraph: "Paragraph", number: str) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), number)
    run._r.append(reference)
