"""Sample documents: a Markdown source read as blocks, and a writer for each format that the corpus ships in.

Every writer gives the same bytes for the same source.
"""

from collections.abc import Callable
from pathlib import Path

from scripts.sample_documents.docx import write_docx
from scripts.sample_documents.odt import write_odt
from scripts.sample_documents.pdf import write_pdf, write_two_columns
from scripts.sample_documents.source import Block, Source, read_source
from scripts.sample_documents.text import write_html, write_txt
from scripts.sample_documents.xlsx import write_xlsx

WRITERS: dict[str, Callable[[Source, Path], None]] = {
    "pdf": write_pdf,
    "pdf-two-columns": write_two_columns,
    "docx": write_docx,
    "odt": write_odt,
    "html": write_html,
    "txt": write_txt,
    "xlsx": write_xlsx,
}

__all__ = ["WRITERS", "Block", "Source", "read_source"]
