"""The formats of export, by name; the same sheet gives the same bytes."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from assistant.domain.sheet import ProjectSheet
from assistant.errors import InputError
from assistant.export.blocks import Document, sheet_document
from assistant.export.deliberation import deliberation_document
from assistant.export.letterhead import PLAIN, Letterhead
from assistant.export.view import view_of

DocumentName = Literal["fiche", "deliberation"]


def check_format(name: str) -> None:
    """Raise InputError for a format that is not one of ``FORMATS``."""
    if name not in FORMATS:
        raise InputError(f"Format inconnu : « {name[:20]} ». Formats : {', '.join(FORMATS)}.", field="format")


def export_sheet(sheet: ProjectSheet, name: str, *, document: str = "fiche", letterhead: Letterhead = PLAIN) -> bytes:
    """The sheet, or the note and draft deliberation made of it, in a format of ``FORMATS``.

    Raises InputError for another format or document, or for a damaged model of the letterhead.
    """
    check_format(name)
    if document not in get_args(DocumentName):
        raise InputError(
            f"Document inconnu : « {document[:20]} ». Documents : {', '.join(get_args(DocumentName))}.",
            field="document",
        )
    if document == "deliberation":
        return _of_blocks(deliberation_document(sheet), name, letterhead, sheet)
    return FORMATS[name](sheet, letterhead)


def _of_blocks(document: Document, name: str, letterhead: Letterhead, sheet: ProjectSheet) -> bytes:
    match name:
        case "docx":
            return _docx(document, letterhead, sheet.updated_at)
        case "odt":
            return _odt(document, letterhead, sheet.updated_at)
        case "pdf":
            return _typeset("blocks.typ", document.model_dump(mode="json"), letterhead, sheet)
        case "json":
            return (document.model_dump_json(indent=2) + "\n").encode("utf-8")
    text: str = _environment().get_template("blocks.md.j2").render(document=document)
    return text.encode("utf-8")


def _markdown(sheet: ProjectSheet, _: Letterhead) -> bytes:
    text: str = _environment().get_template("sheet.md.j2").render(view=view_of(sheet))
    return text.encode("utf-8")


def _json(sheet: ProjectSheet, _: Letterhead) -> bytes:
    return (sheet.model_dump_json(indent=2) + "\n").encode("utf-8")


def _pdf(sheet: ProjectSheet, letterhead: Letterhead) -> bytes:
    return _typeset("sheet.typ", view_of(sheet).model_dump(mode="json"), letterhead, sheet)


def _typeset(template: str, data: Mapping[str, Any], letterhead: Letterhead, sheet: ProjectSheet) -> bytes:
    import typst

    head = {"words": letterhead.words, "logo": f"/{letterhead.logo.name}" if letterhead.logo else ""}
    pictures: Any = letterhead.logo.parent if letterhead.logo else None  # the stubs take only bytes beside bytes
    document: bytes = typst.compile(
        (files("assistant.export") / "templates" / template).read_bytes(),
        root=pictures,
        format="pdf",
        sys_inputs={"view": json.dumps({**data, "head": head}, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(sheet.updated_at.timestamp()),
    )
    return document


def _docx(document: Document, letterhead: Letterhead, written_at: datetime) -> bytes:
    from assistant.export.docx import to_docx

    return to_docx(document, letterhead, written_at)


def _odt(document: Document, letterhead: Letterhead, written_at: datetime) -> bytes:
    from assistant.export.odt import to_odt

    return to_odt(document, letterhead, written_at)


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("assistant.export", "templates"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, autoescape=False,  # noqa: S701 (Markdown, not HTML)
    )  # fmt: skip


FORMATS: Mapping[str, Callable[[ProjectSheet, Letterhead], bytes]] = {
    "md": _markdown,
    "docx": lambda sheet, head: _docx(sheet_document(view_of(sheet)), head, sheet.updated_at),
    "odt": lambda sheet, head: _odt(sheet_document(view_of(sheet)), head, sheet.updated_at),
    "pdf": _pdf,
    "json": _json,
}
MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "json": "application/json",
}
