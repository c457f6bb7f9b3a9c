"""What every record shape gives: a key, a parsed text, and the structured record when there is one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from assistant.domain import Aid, DocumentKind, Frozen, PastOperation
from assistant.errors import ParseError
from ingestion.parsers import ParsedText

LARGEST_EXPONENT = 18  # beyond it a number of euros, percent or years is a slip

RawRecord = Mapping[str, Any]


MEMBER = " › "  # between a collection and what it holds, in the name that users see


class UnknownValue(NamedTuple):
    """A value that Jalon does not know in a field of a record; the record keeps it."""

    field: str
    value: str

    def told(self, records: int) -> str:
        """What to tell of a value that some records hold."""
        where = f"{records} fiches" if records > 1 else "1 fiche"
        return f"valeur inconnue « {self.value} » dans {self.field} ({where}), gardée telle quelle"


class Record(Frozen):
    """One record, ready to become a document. ``key`` is unique in its file and stable.

    ``member`` names the file that it comes from inside an archive or a message; ``territory`` the territory that it
    concerns, by its name or code. ``unknown`` are the values of its fields that are kept without being understood.
    """

    key: str
    kind: DocumentKind
    parsed: ParsedText
    member: str = ""
    url: str | None = None
    reference: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    legal_status: str | None = None
    verified_on: date | None = None
    territory: str | None = None
    themes: tuple[str, ...] = ()
    aid: Aid | None = None
    operation: PastOperation | None = None
    unknown: tuple[UnknownValue, ...] = ()

    def source_in(self, collection: str) -> str:
        """The name that users see, given that of the collection: «dossier.zip › note.pdf»."""
        return MEMBER.join(filter(None, (collection, self.member)))


class RecordError(Frozen):
    """What a collection holds and cannot be used: on which line or in which member, and why."""

    reason: str
    line: int | None = None
    member: str = ""

    def source_in(self, collection: str) -> str:
        """The name that users see, given that of the collection: «aides.jsonl:12», «dossier.zip › note.pdf»."""
        name = MEMBER.join(filter(None, (collection, self.member)))
        return name if self.line is None else f"{name}:{self.line}"


def text_of(raw: RawRecord, name: str) -> str:
    """A text field, empty when absent."""
    value = raw.get(name)
    return "" if value is None else str(value).strip()


def texts_of(raw: RawRecord, name: str) -> tuple[str, ...]:
    """A list-of-texts field, empty when absent; a lone text is a list of one; raises ParseError for anything else."""
    value = raw.get(name) or ()
    if not isinstance(value, str | list | tuple):
        raise ParseError(f"{name} : une liste est attendue")
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def date_of(raw: RawRecord, name: str) -> date | None:
    """A date field (ISO with or without time, or DD/MM/YYYY); raises ParseError when it is not one."""
    value = text_of(raw, name)[:10]
    if not value:
        return None
    try:
        return date.fromisoformat("-".join(reversed(value.split("/"))))
    except ValueError as error:
        raise ParseError(f"{name} : « {value} » n'est pas une date") from error


def decimal_of(raw: RawRecord, name: str) -> Decimal | None:
    """A number field; raises ParseError when it is not one."""
    value = raw.get(name)
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ParseError(f"{name} : « {value} » n'est pas un nombre") from error
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise ParseError(f"{name} : « {str(value)[:60]} » n'est pas un nombre possible")
    return number
