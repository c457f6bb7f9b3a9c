"""Messages (.eml): who wrote to whom and when, then the body; what it quotes stands under a heading of its own."""

import re
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path

from assistant.errors import ParseError
from ingestion.parsers.model import BlockKind, ParsedText, TextBuilder

MAX_HEADER = 20_000  # characters: the standard library takes a quadratic time over longer ones
QUOTED = "Message cité"
QUOTE_IN_HTML = re.compile(
    r"<(?:blockquote\b[^>]{0,300}\bcite\b|div\b[^>]{0,300}\b(?:gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix)\b)",
    re.IGNORECASE,
)
FACTS = (("De", "from"), ("À", "to"), ("Copie", "cc"))
READING_ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError)  # of hostile headers
# How French and English mail programs announce what they quote.
ANNOUNCEMENT = re.compile(
    r"^(?:Le .{4,200} a écrit\s*:|On .{4,200} wrote:|-{2,} ?(?:Message (?:d'origine|transféré|original)"
    r"|Original Message|Forwarded message).*|_{10,})\s*$",
    re.IGNORECASE,
)


def parse(data: bytes, path: Path) -> ParsedText:
    """The text of a message, its subject as title; raises ParseError when it is no message."""
    message = read_message(data)
    builder = TextBuilder()
    facts = [(label, header(message, name)) for label, name in FACTS] + [("Date", _date(message))]
    builder.add(BlockKind.PARAGRAPH, "\n".join(f"{label} : {value}" for label, value in facts if value))
    _add_body(message, builder)
    return builder.build(title=header(message, "subject") or path.stem)


def read_message(data: bytes) -> EmailMessage:
    """The message in a file; raises ParseError when it has none of the headers of one."""
    head = data[:1_000_000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    if max(map(len, re.split(rb"\n(?![ \t])", head))) > MAX_HEADER:
        raise ParseError("message refusé : un de ses en-têtes est démesuré")
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
    except READING_ERRORS as error:
        raise ParseError("message endommagé") from error
    if not isinstance(message, EmailMessage) or not ({"from", "subject", "date"} & {key.lower() for key in message}):
        raise ParseError("ce fichier n'est pas un message électronique")
    return message


def header(message: EmailMessage, name: str) -> str:
    """A header as text, empty when it is absent or unreadable."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except READING_ERRORS:
        return ""


def _date(message: EmailMessage) -> str:
    try:
        moment = getattr(message.get("date"), "datetime", None)
    except READING_ERRORS:
        return ""
    return f"{moment:%d/%m/%Y %H:%M}" if isinstance(moment, datetime) else ""


def _add_body(message: EmailMessage, builder: TextBuilder) -> None:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return
    text = text_of_part(part)
    if part.get_content_subtype() == "html":
        from ingestion.parsers.html import add_fragment

        add_fragment(QUOTE_IN_HTML.sub(lambda found: f"<h1>{QUOTED}</h1>{found[0]}", text, count=1), builder)
    else:
        _add_plain(text, builder)


def text_of_part(part: MIMEPart) -> str:
    """The characters of a part, whatever it says of its charset."""
    from ingestion.parsers.plain import decode

    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _add_plain(text: str, builder: TextBuilder) -> None:
    """The paragraphs of a body; from the first quoted line of a run on, they stand under their own heading."""
    quoted = False
    paragraph: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        starts = bool(ANNOUNCEMENT.match(line.strip()))
        is_quote = line.startswith(">") or starts or (quoted and not line.strip())
        if is_quote and not quoted:
            _flush(paragraph, builder)
            builder.heading(QUOTED, 1)
        quoted = quoted or is_quote
        bare = line.lstrip("> ") if quoted else line
        if bare.strip():
            paragraph.append(bare)
        else:
            _flush(paragraph, builder)
    _flush(paragraph, builder)


def _flush(paragraph: list[str], builder: TextBuilder) -> None:
    builder.add(BlockKind.PARAGRAPH, "\n".join(paragraph))
    paragraph.clear()
