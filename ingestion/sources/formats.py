"""Which parser reads a page: its content type says so, or the name in its URL when the type says nothing."""

import re
from email.message import Message
from pathlib import PurePosixPath

import httpx

from ingestion.sources.failures import SourceError

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
NAMED = frozenset(SUFFIXES.values()) | {".htm", ".markdown", ".ndjson"}
TEXTS = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".md", ".markdown", ".xml"})  # served as plain text
VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download"})
NAME_LENGTH = 50  # characters: with four bytes each, a file name stays within 255 bytes


def content_type(headers: httpx.Headers) -> tuple[str, str | None]:
    """The media type of an answer, empty when it has none, and its charset."""
    header: str = headers.get("content-type", "")
    message = Message()
    message["content-type"] = header
    return header.partition(";")[0].strip().lower(), message.get_content_charset()


def file_name(url: httpx.URL, media_type: str) -> str:
    """The name under which a page is kept: it ends with the suffix of its parser.

    Raises SourceError for a type that no parser reads.
    """
    path = PurePosixPath(url.path)
    announced = path.suffix.lower() if path.suffix.lower() in NAMED else ""
    plain_but_named = media_type == "text/plain" and announced in TEXTS
    suffix = announced if media_type in VAGUE or plain_but_named else SUFFIXES.get(media_type, "")
    if not suffix:
        raise SourceError(f"contenu de type « {media_type or 'inconnu'} », qu'aucun lecteur ne prend en charge")
    stem = (path.stem if announced else path.name) or url.host
    return (re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:NAME_LENGTH] or "page") + suffix
