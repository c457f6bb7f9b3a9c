"""A green budget as it is being typed: texts, lines, and the address that holds them all."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from assistant.domain import Frozen

LINE = re.compile(r"lines-([0-9]{1,3})-([a-z]+)")
TEXT_LIMIT = 300  # characters kept of a field
MOST_PAIRS = 2_000  # parameters of an address that are read
BASIS = "paid"


class LineRow(Frozen):
    """A line of expense as typed."""

    label: str = ""
    account: str = ""
    amount: str = ""
    description: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in it."""
        return self == LineRow()


class GreenDraft(Frozen):
    """Every field of the form, as text: what cannot be read yet is kept as it was typed."""

    title: str = ""
    kind: str = "commune"
    population: str = ""
    instruction: str = "M57"
    year: str = ""
    basis: str = BASIS
    lines: tuple[LineRow, ...] = ()

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> "GreenDraft":
        """The draft of a form or of an address; a name that means nothing is left out."""
        texts: dict[str, str] = {}
        rows: dict[int, dict[str, str]] = {}
        for name, value in list(pairs)[:MOST_PAIRS]:
            text = " ".join(value[:TEXT_LIMIT].replace("\0", " ").split())
            row = LINE.fullmatch(name)
            if row and row[2] in LineRow.model_fields:
                rows.setdefault(int(row[1]), {})[row[2]] = text
            elif name in cls.model_fields and name != "lines":
                texts[name] = text
        listed = tuple(LineRow(**cells) for _, cells in sorted(rows.items()))
        return cls.model_validate({**texts, "lines": listed})

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What an address must hold to give this draft back."""
        for name, field in type(self).model_fields.items():
            if name != "lines" and getattr(self, name) != field.default:
                yield name, getattr(self, name)
        for number, row in enumerate(self.lines):
            yield f"lines-{number}-label", row.label
            told = ((name, getattr(row, name)) for name in LineRow.model_fields if name != "label")
            yield from ((f"lines-{number}-{name}", value) for name, value in told if value)

    def query(self) -> str:
        """The part after «?» of the address of this draft."""
        return urlencode(list(self.pairs()))

    def with_line(self) -> "GreenDraft":
        """The draft with one more line."""
        return self.model_copy(update={"lines": (*self.lines, LineRow())})

    def without_line(self, number: int) -> "GreenDraft":
        """The draft without a line."""
        return self.model_copy(update={"lines": (*self.lines[:number], *self.lines[number + 1 :])})
