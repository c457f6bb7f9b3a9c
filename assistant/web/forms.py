"""What people type in a form, read as values; what cannot be read is kept, with a message for its field."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from re import fullmatch
from typing import Annotated, TypeVar

from fastapi import Depends
from starlette.requests import Request

from assistant.errors import InputError
from assistant.language.dates import DATE, date_key
from assistant.language.numbers import DIGITS, SPACE, decimal_of

Choice = TypeVar("Choice", bound=StrEnum)
TEXT_LIMIT = 2_000  # characters of a field that are read: the rest of what a form may send is not
NUMBER = rf"(?P<number>-?(?:{DIGITS})){SPACE}?(?:€|%|euros?|habitants?|ans?)?"


async def typed(request: Request) -> list[tuple[str, str]]:
    """The texts of a form that was sent, in its order."""
    return [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]


# What a page's route takes of a form: read on the event loop, so that the route itself, which computes, need not be.
Typed = Annotated[list[tuple[str, str]], Depends(typed)]


class FormError(InputError):
    """A form has fields to correct; ``errors`` holds the message of each."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        first = next(iter(errors))
        super().__init__(errors[first], field=first)
        self.errors = dict(errors)


def version_read(typed: str, last: int) -> int:
    """The version that a page was showing, as its form sends it back; the last one when it sends none."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else last


class Fields:
    """The values of a form by name; ``errors`` holds the message of each field that could not be read."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        """What was typed, on one line, empty when nothing was."""
        return " ".join(self._values.get(name, "")[:TEXT_LIMIT].replace("\0", " ").split())

    def decimal(self, name: str, example: str) -> Decimal | None:
        """A number as written in French, with or without its unit."""
        typed = self.text(name)
        if not typed:
            return None
        read = fullmatch(NUMBER, typed)
        if read is None:
            self.errors[name] = f"« {typed[:40]} » n'est pas un nombre. Écrivez-le en chiffres, par exemple {example}."
            return None
        return decimal_of(read["number"])

    def amount(self, name: str, example: str) -> Decimal | None:
        """A number that is not negative."""
        value = self.decimal(name, example)
        if value is not None and value < 0:
            self.errors[name] = f"Un montant ne peut pas être négatif : écrivez-le par exemple {example}."
            return None
        return value

    def positive(self, name: str, example: str, most: Decimal) -> Decimal | None:
        """A number between 0, excluded, and a bound."""
        value = self.decimal(name, example)
        if value is not None and not 0 < value <= most:
            self.errors[name] = f"Cette valeur doit être plus grande que zéro et vraisemblable, par exemple {example}."
            return None
        return value

    def day(self, name: str) -> date | None:
        """A date, as the field of a browser sends it (2027-03-01) or as one writes it (01/03/2027, 1er mars 2027)."""
        typed = self.text(name)
        if not typed:
            return None
        read = DATE.fullmatch(typed)
        key = date_key(read) if read else ""
        if len(key) != len("2027-03-01") or key.startswith("-"):
            self.errors[name] = f"« {typed[:40]} » n'est pas une date. Écrivez-la ainsi : 01/03/2027."
            return None
        return date.fromisoformat(key)

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """A value of a closed list."""
        typed = self.text(name)
        if not typed:
            return None
        if typed not in set(choices):
            self.errors[name] = f"« {typed[:40]} » n'est pas dans la liste : choisissez une valeur."
            return None
        return choices(typed)

    def check(self) -> None:
        """Raise FormError when a field could not be read."""
        if self.errors:
            raise FormError(self.errors)
