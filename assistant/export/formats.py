"""The formats of export, by name; the same sheet gives the same bytes."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.sheet import ProjectSheet
from assistant.errors import InputError
from assistant.export.page import SheetView
from assistant.export.view import view_of


def check_format(name: str) -> None:
    """Raise InputError for a format that is not one of ``FORMATS``."""
    if name not in FORMATS:
        raise InputError(f"Format inconnu : « {name[:20]} ». Formats : {', '.join(FORMATS)}.", field="format")


def export_sheet(sheet: ProjectSheet, name: str) -> bytes:
    """The sheet in a format of ``FORMATS``; raises InputError for another."""
    check_format(name)
    return FORMATS[name](sheet)


def _markdown(sheet: ProjectSheet) -> bytes:
    text: str = _environment().get_template("sheet.md.j2").render(view=view_of(sheet))
    return text.encode("utf-8")


def _json(sheet: ProjectSheet) -> bytes:
    return (sheet.model_dump_json(indent=2) + "\n").encode("utf-8")


def _pdf(sheet: ProjectSheet) -> bytes:
    import typst

    template = (files("assistant.export") / "templates" / "sheet.typ").read_bytes()
    document: bytes = typst.compile(
        template,
        format="pdf",
        sys_inputs={"view": json.dumps(_plain(view_of(sheet)), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(sheet.updated_at.timestamp()),
    )
    return document


def _plain(view: SheetView) -> dict[str, Any]:
    return view.model_dump(mode="json")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("assistant.export", "templates"), undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, autoescape=False,  # noqa: S701 (Markdown, not HTML)
    )  # fmt: skip


FORMATS: Mapping[str, Callable[[ProjectSheet], bytes]] = {"md": _markdown, "json": _json, "pdf": _pdf}
MEDIA_TYPES = {"md": "text/markdown; charset=utf-8", "json": "application/json", "pdf": "application/pdf"}
