"""What has been indexed, as JSON and as a table."""

import shutil
import sys
from collections.abc import Sequence
from io import StringIO
from typing import Any

from assistant.language.display import format_date, format_decimal
from assistant.language.names import kind_name
from assistant.storage import IndexedFile

WIDTH_WHEN_PIPED = 200
FAILURES_SHOWN = 3


def files_json(files: Sequence[IndexedFile]) -> dict[str, Any]:
    """The files in order, each with the path of the first one of the same content when it is a copy, and totals."""
    copies = _copies(files)
    rows = [
        {
            "source": file.entry.source,
            "path": file.entry.path,
            "root": file.entry.root,
            "kinds": [kind.value for kind in file.kinds],
            "documents": file.entry.documents,
            "passages": file.passages,
            "ingested_at": file.entry.ingested_at.isoformat() if file.entry.ingested_at else None,
            "failed": [{"source": source, "error": error} for source, error in file.entry.failures],
            "warnings": list(file.entry.warnings),
            "copy_of": copies.get(file.entry.path),
        }
        for file in files
    ]
    return {
        "sources": rows,
        "documents": sum(file.entry.documents for file in files),
        "passages": sum(file.passages for file in files),
    }


def files_text(files: Sequence[IndexedFile]) -> str:
    """A table, a line a file, and the folder of each group of files."""
    if not files:
        return "Rien n'est indexé. Commencez par : jalon ingest DOSSIER"
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Source", overflow="fold")
    table.add_column("Type")
    table.add_column("Documents", justify="right")
    table.add_column("Passages", justify="right")
    table.add_column("Indexé le", no_wrap=True)
    table.add_column("Remarques", overflow="fold")
    copies = _copies(files)
    for root in sorted({file.entry.root for file in files}):
        table.add_section()
        table.add_row(_plain(root))
        for file in files:
            if file.entry.root == root:
                table.add_row(*map(_plain, _cells(file, copies.get(file.entry.path))))
    out = StringIO()
    Console(file=out, width=_width(), color_system=None).print(table)
    documents = sum(file.entry.documents for file in files)
    passages = sum(file.passages for file in files)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    total = f"{_count(len(files))} fichiers, {_count(documents)} documents, {_count(passages)} passages."
    return "\n".join([*lines, total]).strip("\n")


def _cells(file: IndexedFile, copy_of: str | None) -> tuple[str, ...]:
    entry = file.entry
    remarks = [f"copie de {copy_of}"] if copy_of else []
    remarks += entry.warnings
    remarks += [f"échec : {error}" for _, error in entry.failures[:FAILURES_SHOWN]]
    if len(entry.failures) > FAILURES_SHOWN:
        remarks.append(f"et {_count(len(entry.failures) - FAILURES_SHOWN)} autres échecs (voir --json)")
    return (
        entry.source,
        ", ".join(kind_name(kind).lower() for kind in file.kinds),
        _count(entry.documents),
        _count(file.passages),
        format_date(entry.ingested_at.astimezone().date()) if entry.ingested_at else "",
        " ; ".join(remarks),
    )


def _copies(files: Sequence[IndexedFile]) -> dict[str, str]:
    """For each file that has the content of an earlier one, the path of the first."""
    first: dict[str, str] = {}
    found = ((file.entry.path, first.setdefault(file.entry.sha256, file.entry.path)) for file in files)
    return {path: original for path, original in found if path != original}


def _plain(text: str) -> Any:
    """A cell in which brackets mean nothing."""
    from rich.text import Text

    return Text(text)


def _count(number: int) -> str:
    return format_decimal(number)


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH_WHEN_PIPED
