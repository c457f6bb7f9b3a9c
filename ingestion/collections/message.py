"""Messages (.eml): the message is one document, each attachment of a known format is another."""

from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from assistant.errors import ParseError
from ingestion.collections.members import Member, Unpacked, disk_name, read_unpacked, shown_name
from ingestion.collections.scope import Budget, Scope
from ingestion.discovery import FoundFile
from ingestion.parsers.dispatch import read_bytes
from ingestion.parsers.mail import READING_ERRORS, header, read_message
from ingestion.reading import read_files
from ingestion.records import Record, RecordError
from ingestion.records.text import record_of_text


def read(path: Path, scope: Scope) -> Iterator[Record | RecordError]:
    """The documents of a message; raises ParseError when it is no message."""
    ((_, result),) = read_files([FoundFile(path=path, root=path.parent, source=path.name)])
    if isinstance(result, ParseError):
        raise result
    yield record_of_text(result, kind=scope.kind, announced=scope.announced_kind(path.name))
    yield from read_unpacked(unpack, path, scope)


def unpack(path: Path, folder: Path, budget: Budget) -> Unpacked:
    """The attachments written under ``folder``, those refused with the reason, and what is left of the budget."""
    members: list[Member] = []
    refused: list[RecordError] = []
    names: Counter[str] = Counter()
    for number, (called, data) in enumerate(_attachments(read_message(read_bytes(path)))):
        names[called] += 1
        name = called if names[called] == 1 else f"{called} ({names[called]})"
        budget.members -= 1
        budget.size -= len(data)
        if min(budget.members, budget.size) < 0:
            refused.append(RecordError(member=name, reason="pièce jointe refusée : le message en contient trop"))
            continue
        place = folder / str(number) / disk_name(called)
        place.parent.mkdir()
        place.write_bytes(data)
        members.append(Member(path=place, name=name))
    return members, refused, budget


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The name and content of each attachment; the pictures of a signature are none."""
    for part in message.iter_attachments():
        try:
            name = part.get_filename() or ""
            if part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment":
                continue
            if part.get_content_maintype() == "message":
                inner = part.get_content()
                yield shown_name(name or f"{header(inner, 'subject') or 'message joint'}.eml"), inner.as_bytes()
            else:
                payload = part.get_payload(decode=True)
                yield shown_name(name or "pièce jointe"), payload if isinstance(payload, bytes) else b""
        except READING_ERRORS:
            yield "pièce jointe illisible", b""
