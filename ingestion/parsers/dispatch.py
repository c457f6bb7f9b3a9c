"""Choose the parser of a file by its name, after checking that the content is what the name says."""

import codecs
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from assistant.errors import ParseError
from ingestion.formats import PARSERS, refusal, suffix_of
from ingestion.parsers.model import ParsedText

MAX_BYTES = 200 * 1024 * 1024

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_MAGIC = {
    ".pdf": (b"%PDF",),
    ".docx": (b"PK",),
    ".odt": (b"PK",),
    ".ods": (b"PK",),
    ".xlsx": (b"PK",),
    ".rtf": (b"{\\rtf",),
}
_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "archive ZIP ou document bureautique",
    b"\x89PNG": "image PNG",
    b"\xff\xd8\xff": "image JPEG",
    OLD_OFFICE: "document Office ancien (.doc, .xls)",
    b"\x7fELF": "programme",
    b"\x1f\x8b": "archive gzip",
}


def parse_file(path: Path, *, charset: str | None = None) -> ParsedText:
    """The text of a file, in any of the formats of ``ingestion.formats.PARSERS``.

    ``charset`` is the one that a web server announced; the bytes of a text are believed first when they are UTF-8.

    Raises ParseError, with the reason in French, for a file that is empty, too large, encrypted, damaged or of an
    unknown format.
    """
    suffix = suffix_of(path.name)
    if suffix not in PARSERS:
        raise ParseError(refusal(suffix))
    data = read_bytes(path)
    _check_content(data, suffix)
    if charset and suffix not in _MAGIC:
        data = _as_utf8(data, charset)
    parse: Callable[[bytes, Path], ParsedText] = import_module(f"ingestion.parsers.{PARSERS[suffix]}").parse
    parsed = parse(data, path)
    if not parsed.text:
        raise ParseError("aucun texte lisible dans ce fichier")
    return parsed


def read_bytes(path: Path) -> bytes:
    """The content of a file; raises ParseError when it is empty, too large or unreadable."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ParseError(
                f"fichier trop volumineux ({size // 1024 // 1024} Mo, {MAX_BYTES // 1024 // 1024} au plus)"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ParseError(f"fichier illisible : {error.strerror}") from error
    if not data.strip():
        raise ParseError("fichier vide")
    return data


def _as_utf8(data: bytes, charset: str) -> bytes:
    """The text re-encoded as UTF-8; untouched when it is UTF-8 already or when the announced charset is wrong."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            encoding = codecs.lookup(charset).name
            # What is called ISO-8859-1 on the web is Windows-1252 (WHATWG Encoding Standard).
            return data.decode("cp1252" if encoding == "iso8859-1" else encoding).encode("utf-8")
        except (LookupError, UnicodeError):
            return data
    return data


def _check_content(data: bytes, suffix: str) -> None:
    expected = _MAGIC.get(suffix)
    head = data[:1024].lstrip() if suffix == ".pdf" else data
    if expected == (b"PK",) and data.startswith(OLD_OFFICE):
        raise ParseError(
            "fichier protégé par un mot de passe, ou d'un ancien format Office : ouvrez-le, enregistrez-en une copie "
            f"{suffix} sans protection puis ajoutez-la"
        )
    if expected and not head.startswith(expected):
        raise ParseError(f"le fichier porte l'extension {suffix} mais son contenu n'est pas de ce format")
    if not expected:
        lying = next((name for magic, name in _SIGNATURES.items() if data.startswith(magic)), None)
        if lying:
            raise ParseError(f"le fichier porte l'extension {suffix} mais contient : {lying}")
