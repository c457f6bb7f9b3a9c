"""Plain text, in any encoding: paragraphs are separated by empty lines."""

import codecs
from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")  # Windows, Macintosh and DOS, in which French offices have written
FRENCH = frozenset("éèêëàâçùûüîïôöœæÉÈÊËÀÂÇÙÛÎÏÔŒÆ«»’‘“”–—…€°²³§•\u00a0\u202f")
REPLACEMENT = "\ufffd"


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a plain file."""
    builder = TextBuilder()
    for paragraph in decode(data).split("\n\n"):
        builder.add(BlockKind.PARAGRAPH, paragraph)
    return builder.build(title=path.stem)


def decode(data: bytes) -> str:
    """The characters of a text file: UTF-8 or UTF-16 when it is, the most French of the old encodings otherwise.

    Raises ParseError when it is no text.
    """
    try:
        text = _decode(data)
    except UnicodeDecodeError as error:
        raise ParseError("encodage de texte non reconnu") from error
    if any(ord(character) < 32 and not character.isspace() for character in text[:100_000]):
        raise ParseError("encodage de texte non reconnu : le fichier contient des données et non du texte")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    if encoding := _unmarked_utf16(data):
        return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return max(_candidates(data), key=_frenchness)


def _unmarked_utf16(data: bytes) -> str:
    """The UTF-16 in which nearly every second byte is a zero, as it is for a European text; empty for none."""
    head = data[:4096]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(data) % 2 == 0 and high and high.count(0) > 0.7 * len(high):
            return encoding
    return ""


def _candidates(data: bytes) -> list[str]:
    """The text in each old encoding that has all its bytes, and in a UTF-8 that was damaged or cut."""
    found = []
    for encoding in OLD_ENCODINGS:
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return [*found, data.decode("utf-8", errors="replace")]


def _frenchness(text: str) -> int:
    """How many letters and signs beyond ASCII are those of French, less those that are not."""
    beyond = [character for character in text[:200_000] if not character.isascii()]
    strange = sum(1 if character != REPLACEMENT else 2 for character in beyond if character not in FRENCH)
    return len([1 for character in beyond if character in FRENCH]) - strange
