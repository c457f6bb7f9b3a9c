"""PDF samples, set by Typst, on one or two columns, with ruled tables."""

import json
from pathlib import Path

import typst

from scripts.sample_documents.source import BUILT_ON, Source

TEMPLATE = Path(__file__).parents[1] / "sample.typ"


def write_pdf(source: Source, target: Path, *, columns: int = 1) -> None:
    """A PDF, on one or two columns."""
    view = {
        "title": source.title,
        "keywords": source.keywords,
        "columns": columns,
        "blocks": [block.model_dump() for block in source.blocks],
    }
    data = {"view": json.dumps(view, ensure_ascii=False)}
    compiled = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs=data, timestamp=int(BUILT_ON.timestamp()))
    target.write_bytes(compiled)


def write_two_columns(source: Source, target: Path) -> None:
    """A PDF on two columns."""
    write_pdf(source, target, columns=2)
