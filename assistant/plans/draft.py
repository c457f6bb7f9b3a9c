"""A financing plan as it is being typed: texts, rows, and the address that holds them all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel

from assistant.domain import Frozen

ROW = re.compile(r"(costs|grants|loans)-([0-9]{1,2})-([a-z_]+)")
TEXT_LIMIT = 300  # characters kept of a field
MOST_PAIRS = 2_000  # parameters of an address that are read


class CostRow(Frozen):
    """A line of cost as typed."""

    label: str = ""
    amount_excl_tax: str = ""
    vat_rate: str = "20"
    nature: str = "investment"
    fctva: str = "standard"


class GrantRow(Frozen):
    """An aid as typed; ``aid`` is the slug of the record it comes from, ``lines`` the numbers of the lines it pays."""

    aid: str = ""
    scheme: str = ""
    label: str = ""
    lines: str = ""
    base_ceiling: str = ""
    rate_percent: str = ""
    amount: str = ""
    max_rate_percent: str = ""
    ceiling: str = ""
    status: str = "planned"
    requested_on: str = ""
    deadline: str = ""


class LoanRow(Frozen):
    """A loan as typed; ``aid`` is the slug of the record it comes from."""

    aid: str = ""
    label: str = ""
    amount: str = ""
    rate_percent: str = ""
    years: str = ""
    drawn_in: str = ""


ROWS: Mapping[str, type[CostRow] | type[GrantRow] | type[LoanRow]] = {
    "costs": CostRow,
    "grants": GrantRow,
    "loans": LoanRow,
}


class PlanDraft(Frozen):
    """Every field of the form, as text: what cannot be read yet is kept as it was typed.

    ``saved_as`` is the id of the saved plan that this one was opened from, empty when it was never saved.
    """

    saved_as: str = ""
    title: str = ""
    owner_kind: str = "commune"
    territory: str = ""
    population: str = ""
    fctva_regime: str = ""
    basis: str = "excl_tax"
    first_commitment: str = ""
    works_start: str = ""
    works_end: str = ""
    has_lead_authority: str = ""
    is_existing_building: str = ""
    energy_saving_percent: str = ""
    derogation: str = ""
    derogation_obtained: str = ""
    financial_potential_ratio: str = ""
    largest_commune: str = ""
    density: str = ""
    costs: tuple[CostRow, ...] = ()
    grants: tuple[GrantRow, ...] = ()
    loans: tuple[LoanRow, ...] = ()

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> "PlanDraft":
        """The draft of a form or of an address; a name that means nothing is left out, a repeated one is joined."""
        texts: dict[str, str] = {}
        rows: dict[str, dict[int, dict[str, str]]] = {group: {} for group in ROWS}
        for name, value in list(pairs)[:MOST_PAIRS]:
            text = " ".join(value[:TEXT_LIMIT].replace("\0", " ").split())
            row = ROW.fullmatch(name)
            if row and row[3] in ROWS[row[1]].model_fields:
                cells = rows[row[1]].setdefault(int(row[2]), {})
                cells[row[3]] = f"{cells[row[3]]} {text}" if row[3] == "lines" and row[3] in cells else text
            elif name in cls.model_fields and name not in ROWS:
                texts[name] = text
        listed = {
            group: tuple(ROWS[group](**cells) for _, cells in sorted(numbered.items()))
            for group, numbered in rows.items()
        }
        return cls.model_validate(texts | listed)

    @classmethod
    def from_address(cls, query: str) -> "PlanDraft":
        """The draft that the part of an address after «?» holds."""
        return cls.read(parse_qsl(query, keep_blank_values=True, max_num_fields=None)[:MOST_PAIRS])

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What an address must hold to give this draft back: the fields that differ from an empty form's."""
        for name, value in _changed(self):
            if name not in ROWS:
                yield name, value
        for group in ROWS:
            for number, row in enumerate(getattr(self, group)):
                yield f"{group}-{number}-label", row.label
                yield from ((f"{group}-{number}-{name}", value) for name, value in _changed(row) if name != "label")

    def query(self) -> str:
        """The part after «?» of the address of this draft."""
        return urlencode(list(self.pairs()))

    @property
    def slugs(self) -> tuple[str, ...]:
        """The records of the aids of the plan."""
        named = (*(row.aid for row in self.grants), *(row.aid for row in self.loans))
        return tuple(slug for slug in named if slug)

    def with_row(self, group: str) -> "PlanDraft":
        """The draft with one more row."""
        return self.model_copy(update={group: (*getattr(self, group), ROWS[group]())})

    def without_row(self, group: str, number: int) -> "PlanDraft":
        """The draft without a row; aids no longer name a line that has gone, and follow those that move up."""
        rows = getattr(self, group)
        draft = self.model_copy(update={group: (*rows[:number], *rows[number + 1 :])})
        if group != "costs":
            return draft
        return draft.model_copy(update={"grants": tuple(_without_line(row, number) for row in self.grants)})

    def with_aid(self, row: GrantRow | LoanRow) -> "PlanDraft":
        """The draft with one aid more, unless its record is already there."""
        if row.aid in self.slugs:
            return self
        group = "grants" if isinstance(row, GrantRow) else "loans"
        return self.model_copy(update={group: (*getattr(self, group), row)})

    def without_aid(self, slug: str) -> "PlanDraft":
        """The draft without the aid of a record; an empty slug is none."""
        if not slug:
            return self
        grants = tuple(row for row in self.grants if row.aid != slug)
        return self.model_copy(update={"grants": grants, "loans": tuple(row for row in self.loans if row.aid != slug)})


def _changed(model: BaseModel) -> Iterator[tuple[str, Any]]:
    return (
        (name, getattr(model, name))
        for name, field in type(model).model_fields.items()
        if getattr(model, name) != field.default
    )


def _without_line(row: GrantRow, number: int) -> GrantRow:
    kept = [int(line) for line in row.lines.split() if line.isdecimal() and int(line) != number]
    return row.model_copy(update={"lines": " ".join(str(line - (line > number)) for line in kept)})
