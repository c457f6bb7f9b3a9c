"""Which quantity or word of a message fills which input of a footprint activity, by rows of ``slots.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import Field

from assistant.agent.planner.themes import announces
from assistant.domain import Frozen
from assistant.language import Quantity, normalise, read_quantities

CLOCK_RANGE = re.compile(
    r"\b(?P<start>minuit|\d{1,2}\s?h(?:eures)?)\s?(?:à|a|et|-|–|jusqu['’]à)\s?(?P<end>minuit|\d{1,2}\s?h(?:eures)?)\b",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[,;.:(]|\bet\b|\bpuis\b")
HOURS_OF_DAY = 24
LONGEST_NUMBER = 12


class Slot(Frozen):
    """An input that a message can fill, and what speaks for it; see the head of ``slots.toml``."""

    field: str
    units: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    range: bool = False
    minimum: Decimal = Decimal(0)


class FilledInput(Frozen):
    """An input as the calculator takes it (``value``) and the user's own words for it."""

    value: str
    words: str


def read_inputs(activity: str, text: str, *, known: Mapping[str, FilledInput]) -> dict[str, FilledInput]:
    """The inputs of an activity that a message gives.

    A quantity goes to the slot whose unit fits and whose cues stand nearest; between equals, to the first slot that
    nothing fills yet.
    """
    slots = _load().get(activity, ())
    ranges = list(CLOCK_RANGE.finditer(text))
    filled = dict(_choices(slots, text)) | dict(_clock_ranges(slots, ranges))
    in_range = {position for match in ranges for position in range(match.start(), match.end())}
    quantities = [quantity for quantity in read_quantities(text) if quantity.start not in in_range]
    for index, quantity in enumerate(quantities):
        around = normalise(_around(text, quantities, index))
        open_slots = [slot for slot in slots if slot.field not in filled and _fits(slot, quantity)]
        if open_slots:
            best = max(open_slots, key=lambda slot: (_score(slot, around), slot.field not in known))
            filled[best.field] = FilledInput(value=_value(quantity), words=quantity.text)
    return filled


def _around(text: str, quantities: list[Quantity], index: int) -> str:
    """The words that go with a quantity: those before it, and those after it up to a comma or the end."""
    start = _frontier(text, quantities[index - 1].end, quantities[index].start) if index else 0
    last = index + 1 == len(quantities)
    end = len(text) if last else _frontier(text, quantities[index].end, quantities[index + 1].start)
    return text[start:end]


def _frontier(text: str, start: int, end: int) -> int:
    """Where the words between two quantities change sides: at their first comma or «et», else at once."""
    separator = SEPARATOR.search(text, start, end)
    return separator.start() if separator else start


def _value(quantity: Quantity) -> str:
    number = f"{quantity.value.normalize():f}"[:LONGEST_NUMBER].replace(".", ",")
    return f"{number} {quantity.unit}" if quantity.unit else number


def _fits(slot: Slot, quantity: Quantity) -> bool:
    if quantity.value < slot.minimum:
        return False
    if slot.nouns and quantity.unit is None:
        return quantity.noun is not None and any(announces(noun, normalise(quantity.noun)) for noun in slot.nouns)
    if slot.nouns and quantity.unit == "habitants":
        return "habitant" in slot.nouns
    return quantity.unit in slot.units


def _score(slot: Slot, around: str) -> int:
    return sum(len(cue) for cue in slot.cues if announces(cue, around))


def _clock_ranges(slots: tuple[Slot, ...], ranges: list[re.Match[str]]) -> Iterator[tuple[str, FilledInput]]:
    for slot in slots:
        if slot.range and ranges:
            start, end = (_hour(ranges[0][name]) for name in ("start", "end"))
            yield slot.field, FilledInput(value=f"{(end - start) % HOURS_OF_DAY} h/nuit", words=ranges[0][0])


def _hour(words: str) -> int:
    return 0 if words.lower() == "minuit" else int(re.sub(r"\D", "", words))


def _choices(slots: tuple[Slot, ...], text: str) -> Iterator[tuple[str, FilledInput]]:
    normalised = normalise(text)
    for slot in slots:
        for value, words in slot.words.items():
            said = next((word for word in words if announces(word, normalised)), None)
            if said:
                yield slot.field, FilledInput(value=value, words=said)
                break


@cache
def _load() -> dict[str, tuple[Slot, ...]]:
    text = (files("assistant.agent.planner") / "slots.toml").read_text(encoding="utf-8")
    return {activity: tuple(map(Slot.model_validate, rows)) for activity, rows in tomllib.loads(text).items()}
