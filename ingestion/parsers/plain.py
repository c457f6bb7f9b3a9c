"""Plain text, in any encoding: paragraphs are separated by empty lines."""

from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a plain file."""
    builder = TextBuilder()
    for paragraph in decode(data).split("\n\n"):
        builder.add(BlockKind.PARAGRAPH, paragraph)
    return builder.build(title=path.stem)


def decode(data: bytes) -> str:
    """The characters of a text file: UTF-8 when it is, the most likely encoding otherwise; raises ParseError."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    candidates = ["utf_16", "cp1252", "latin_1", "utf_32"]
    guess = from_bytes(data, cp_isolation=candidates).best()
    if guess is not None:
        return str(guess).replace("\r\n", "\n")
    try:
        text = data.decode("cp1252")  # a text too short to be guessed: what French administrations have written in
    except UnicodeDecodeError as error:
        raise ParseError("encodage de texte non reconnu") from error
    if any(ord(character) < 32 and not character.isspace() for character in text):
        raise ParseError("encodage de texte non reconnu")
    return text.replace("\r\n", "\n")
