"""Which quantity or word of a message may fill which input of a footprint activity, by the rows of ``known/slots``."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from pydantic import Field

from assistant.agent.planner.known import read_domains
from assistant.domain import Frozen
from assistant.language.display import format_quantity

LONGEST_NUMBER = 12
PLURALS = {"j": "jours", "nuit": "nuits", "an": "ans"}


class Slot(Frozen):
    """An input that a message can fill, and what speaks for it; see ``known``."""

    field: str
    units: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs_cue: bool = False
    in_its_name: bool = False
    words: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    range: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    no: str = ""
    unmeasured: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    measured_by: str | None = None
    question_when_unmeasured: str = ""
    counted_in: Decimal = Decimal(1)
    is_cost: bool = False


class FilledInput(Frozen):
    """An input as the calculator takes it (``value``, empty when it knows no such thing) and as it is shown."""

    value: str
    words: str


def fill(value: Decimal, unit: str | None) -> FilledInput:
    """A number as an input, in the unit in which it was said."""
    number = f"{value.normalize():f}"[:LONGEST_NUMBER].replace(".", ",")
    counted, slash, per = (unit or "").partition("/")
    shown = f"{PLURALS.get(counted, counted) if value > 1 else counted}{slash}{per}"
    return FilledInput(value=f"{number} {unit}" if unit else number, words=format_quantity(value, shown))


def calculator_inputs(name: str, inputs: Mapping[str, FilledInput]) -> dict[str, str]:
    """What the calculator takes: neither what it has no figure for, nor what would be measured by it."""
    unmeasured = {field for field, filled in inputs.items() if not filled.value}
    useless = {slot.field for slot in slots_of(name) if slot.measured_by in unmeasured} | unmeasured
    return {field: filled.value for field, filled in inputs.items() if field not in useless}


def question_when_unmeasured(name: str, field: str, inputs: Mapping[str, FilledInput]) -> str:
    """The question to ask for an input when another one, given, has no figure in the calculator; else empty."""
    unmeasured = any(not filled.value for filled in inputs.values())
    asked = (slot.question_when_unmeasured for slot in slots_of(name) if slot.field == field)
    return next(asked, "") if unmeasured else ""


def is_the_cost(name: str, field: str) -> bool:
    """Whether an input is the cost of the project, which is asked and told as such."""
    return any(slot.field == field and slot.is_cost for slot in slots_of(name))


def slots_of(name: str) -> tuple[Slot, ...]:
    """The slots of an activity."""
    return _load().get(name, ())


def slot_cues() -> tuple[str, ...]:
    """All the words that name what a slot counts, or one of its values."""
    slots = [slot for rows in _load().values() for slot in rows]
    values = (word for slot in slots for words in slot.words.values() for word in words)
    return (*(noun for slot in slots for noun in (*slot.nouns, *slot.unmeasured)), *values)


@cache
def _load() -> dict[str, tuple[Slot, ...]]:
    tables = (table for domain in read_domains("slots") for table in domain.items())
    return {name: tuple(map(Slot.model_validate, rows)) for name, rows in tables}
