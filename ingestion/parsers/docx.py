"""DOCX: headings, paragraphs, lists, tables and footnotes in the order of the document."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder
from ingestion.parsers.office import check_archive
from ingestion.parsers.properties import keyword_metadata

CONTENTS_STYLE = re.compile(r"(?:toc|tm) \d", re.IGNORECASE)
HEADING_STYLE = re.compile(r"(?:heading|titre)\s*(\d)", re.IGNORECASE)
FOOTNOTES = "/footnotes"


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a Word document; raises ParseError when it is damaged."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        _unwrap(document.element.body)
        _inline_footnotes(document)
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ParseError("document Word endommagé ou d'un autre format") from error
    builder = TextBuilder()
    builder.metadata = keyword_metadata(document.core_properties.keywords or "")
    items: list[str] = []
    for element in document.iter_inner_content():
        if isinstance(element, docx.table.Table):
            _flush_list(builder, items)
            builder.add(BlockKind.TABLE, _table(element))
        elif _is_list(element):
            items.append(f"- {element.text}")
        else:
            _flush_list(builder, items)
            _paragraph(element, builder)
    _flush_list(builder, items)
    return builder.build(title=document.core_properties.title or builder.first_heading or path.stem)


def _unwrap(body: Any) -> None:
    """Put form fields and tracked insertions in the text, where Word shows them: python-docx passes over them."""
    from docx.oxml.ns import qn

    for wrapper in list(body.iter(qn("w:sdt"), qn("w:ins"), qn("w:moveTo"), qn("w:smartTag"))):
        content = wrapper.find(qn("w:sdtContent")) if wrapper.tag == qn("w:sdt") else wrapper
        for child in list(content if content is not None else ()):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)


def _inline_footnotes(document: Any) -> None:
    """Put each footnote in parentheses where the text calls it: python-docx passes over them."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(FOOTNOTES)]
    notes = {
        note.get(qn("w:id")): " ".join("".join(part.text or "" for part in note.iter(qn("w:t"))).split())
        for part in parts
        for note in parse_xml(part.blob).iter(qn("w:footnote"))
    }
    for call in list(document.element.body.iter(qn("w:footnoteReference"))):
        if text := notes.get(call.get(qn("w:id"))):
            written = call.makeelement(qn("w:t"))
            written.text = f" ({text})"
            call.addprevious(written)


def _paragraph(paragraph: Any, builder: TextBuilder) -> None:
    style = str(paragraph.style.name if paragraph.style is not None else "")
    match = HEADING_STYLE.match(style)
    if match or style in {"Title", "Titre"}:
        builder.heading(paragraph.text, int(match[1]) if match else 1)
    elif not CONTENTS_STYLE.match(style):
        builder.add(BlockKind.PARAGRAPH, paragraph.text)


def _is_list(paragraph: Any) -> bool:
    style = str(paragraph.style.name if paragraph.style is not None else "").lower()
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    return bool(paragraph.text.strip()) and (style.startswith("list") or (numbered and not HEADING_STYLE.match(style)))


def _flush_list(builder: TextBuilder, items: list[str]) -> None:
    if items:
        builder.add(BlockKind.LIST, "\n".join(items))
        items.clear()


def _table(table: Any) -> str:
    rows = []
    for row in table.rows:
        merged_once = {cell._tc: cell for cell in row.cells}  # a merged cell comes once for each column that it spans
        cells = [" ".join(cell.text.split()) for cell in merged_once.values()]
        if any(cells):
            rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)
