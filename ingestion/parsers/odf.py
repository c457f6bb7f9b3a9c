"""What ODT and ODS share: their parts, their names, and the words of a paragraph."""

from collections.abc import Iterator
from typing import Any

from assistant.errors import ParseError
from ingestion.parsers.office import check_archive, read_part
from ingestion.parsers.properties import keyword_metadata
from ingestion.parsers.xml import parse_xml

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
DAMAGED = "document OpenDocument endommagé ou d'un autre format"
MAX_SPACES = 50
# What is not in the flow of a text: comments, deleted text, frames (read apart), calls of notes.
SKIPPED = frozenset({
    f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes", f"{TEXT}note-citation", f"{DRAW}frame",
    f"{OFFICE}forms", f"{TEXT}sequence-decls",
})  # fmt: skip


def open_content(data: bytes) -> Any:
    """The root of the content of an OpenDocument file; raises ParseError when it is damaged or hostile."""
    check_archive(data)
    content = read_part(data, "content.xml")
    if content is None:
        raise ParseError(DAMAGED)
    return parse_xml(content, what="document OpenDocument")


def properties(data: bytes) -> tuple[str, dict[str, str]]:
    """The title of a file and the metadata among its keywords."""
    part = read_part(data, "meta.xml")
    if part is None:
        return "", {}
    root = parse_xml(part, what="document OpenDocument")
    keywords = ";".join("".join(node.itertext()) for node in root.iter(f"{META}keyword"))
    return next(("".join(node.itertext()) for node in root.iter(TITLE)), ""), keyword_metadata(keywords)


def words(element: Any) -> str:
    """The text of a paragraph as it is read; the text of a note stands in brackets where it is called."""
    return "".join(_words(element))


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        match child.tag:
            case tag if tag in SKIPPED:
                pass
            case tag if tag == f"{TEXT}s":
                yield " " * count(child, f"{TEXT}c", MAX_SPACES)
            case tag if tag == f"{TEXT}tab":
                yield " "
            case tag if tag == f"{TEXT}line-break":
                yield "\n"
            case tag if tag == f"{TEXT}note":
                note = " ".join(" ".join(words(part) for part in child.iter(f"{TEXT}p", f"{TEXT}h")).split())
                yield f" ({note})" if note else ""
            case _:
                yield from _words(child)
        yield child.tail or ""


def count(element: Any, name: str, largest: int) -> int:
    """A count in an attribute, 1 when it is absent or wrong."""
    value = str(element.get(name, "1"))
    return min(max(int(value), 1), largest) if value.isascii() and value.isdigit() and len(value) < 10 else 1
