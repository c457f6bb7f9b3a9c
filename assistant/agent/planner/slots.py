"""Which quantity or word of a message fills which input of a footprint activity, by rows of ``slots.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import Field

from assistant.agent.planner.cues import announces, load_cues, says
from assistant.calculators.footprint import InputSpec, activity
from assistant.domain import Frozen
from assistant.language import Quantity, fold, normalise, read_quantities
from assistant.language.display import format_quantity

CLOCK_RANGE = re.compile(
    r"\b(?P<start>minuit|\d{1,2}\s?h(?:eures)?)\s?(?:à|a|et|-|–|jusqu['’]à)\s?(?P<end>minuit|\d{1,2}\s?h(?:eures)?)\b",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[,;.:(]|\bet\b|\bpuis\b")
HOURS_OF_DAY = 24
LONGEST_NUMBER = 12
PLURALS = {"j": "jours", "nuit": "nuits", "an": "ans"}


class Slot(Frozen):
    """An input that a message can fill, and what speaks for it; see the head of ``slots.toml``."""

    field: str
    units: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs_cue: bool = False
    words: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    range: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    no: str = ""
    unmeasured: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    measured_by: str | None = None
    question_when_unmeasured: str = ""


class FilledInput(Frozen):
    """An input as the calculator takes it (``value``, empty when it knows no such thing) and as it is shown."""

    value: str
    words: str


class Reading(Frozen):
    """What helps to choose between inputs that a value may fill.

    ``expected`` are those that have just been asked for, ``spoken`` those said so far, the last one last;
    ``corrects`` when the message takes back a value.
    """

    known: Mapping[str, FilledInput] = Field(default_factory=dict)
    expected: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    corrects: bool = False

    def preference(self, field: str) -> tuple[int, ...]:
        """Between equals: the value last said when it is corrected, else what is unknown, asked for, or last said."""
        said = self.spoken.index(field) + 1 if field in self.spoken else 0
        if self.corrects:
            return (said,)
        asked = len(self.expected) - self.expected.index(field) if field in self.expected else 0
        return (int(field not in self.known), asked, said)


def read_inputs(name: str, text: str, reading: Reading) -> dict[str, FilledInput]:
    """The inputs of an activity that a message gives.

    A quantity goes to the slot whose unit fits and whose cues stand nearest; between equals, as ``reading`` says.
    """
    slots = slots_of(name)
    ranges = list(CLOCK_RANGE.finditer(text))
    filled = dict(_choices(name, text, reading.known)) | dict(_clock_ranges(slots, ranges))
    in_range = {position for match in ranges for position in range(match.start(), match.end())}
    quantities = [quantity for quantity in read_quantities(text) if quantity.start not in in_range]
    for index, quantity in enumerate(quantities):
        around = normalise(_around(text, quantities, index))
        open_slots = [slot for slot in slots if slot.field not in filled and _fits(slot, quantity, around)]
        if open_slots:
            best = max(open_slots, key=lambda slot: (_score(slot, around), reading.preference(slot.field)))
            filled[best.field] = fill(quantity.value, quantity.unit)
    return filled


def fill(value: Decimal, unit: str | None) -> FilledInput:
    """A number as an input, in the unit in which it was said."""
    number = f"{value.normalize():f}"[:LONGEST_NUMBER].replace(".", ",")
    counted, slash, per = (unit or "").partition("/")
    shown = f"{PLURALS.get(counted, counted) if value > 1 else counted}{slash}{per}"
    return FilledInput(value=f"{number} {unit}" if unit else number, words=format_quantity(value, shown))


def answer_choice(name: str, field: str, text: str) -> FilledInput | None:
    """The choice that a short answer names, by the words of its slot or the calculator's own; None without one."""
    found = dict(_choices(name, text, {})).get(field)
    if found:
        return found
    normalised = normalise(text)
    choices = next((spec.choices for spec in activity(name).inputs if spec.name == field), ())
    said = (choice for choice in choices if announces(normalise(choice.label).split()[0], normalised))
    return next((FilledInput(value=choice.value, words=choice.label) for choice in said), None)


def answer_number(name: str, field: str, value: Decimal) -> FilledInput | None:
    """A bare number as the answer to the question about an input; None when it is out of its range."""
    spec = next(spec for spec in activity(name).inputs if spec.name == field)
    slot = next((slot for slot in slots_of(name) if slot.field == field), None)
    if slot is None or spec.choices or not _is_plausible(spec, slot, value):
        return None
    return fill(value, None if slot.nouns and not slot.units else slot.units[0])


def _is_plausible(spec: InputSpec, slot: Slot, value: Decimal) -> bool:
    lowest = max(bound for bound in (spec.minimum, slot.minimum, Decimal(0)) if bound is not None)
    highest = min((bound for bound in (spec.maximum, slot.maximum) if bound is not None), default=value)
    return lowest <= value <= highest and not (spec.integer and value % 1)


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


def _around(text: str, quantities: Sequence[Quantity], index: int) -> str:
    """The words that go with a quantity: those before it, and those after it up to a comma or the end."""
    start = _frontier(text, quantities[index - 1].end, quantities[index].start) if index else 0
    last = index + 1 == len(quantities)
    end = len(text) if last else _frontier(text, quantities[index].end, quantities[index + 1].start)
    return text[start:end]


def _frontier(text: str, start: int, end: int) -> int:
    """Where the words between two quantities change sides: at their first comma or «et», else at once."""
    separator = SEPARATOR.search(text, start, end)
    return separator.start() if separator else start


def _fits(slot: Slot, quantity: Quantity, around: str) -> bool:
    if slot.minimum is not None and quantity.value < slot.minimum:
        return False
    if slot.maximum is not None and quantity.value > slot.maximum:
        return False
    if says(slot.unless, around) or (slot.needs_cue and not _score(slot, around)):
        return False
    if slot.nouns and quantity.unit is None:
        return quantity.noun is not None and any(announces(noun, normalise(quantity.noun)) for noun in slot.nouns)
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


def _choices(name: str, text: str, known: Mapping[str, FilledInput]) -> Iterator[tuple[str, FilledInput]]:
    """The choices that a message names, shown by the calculator's labels."""
    normalised = normalise(text)
    labels = {spec.name: {choice.value: choice.label for choice in spec.choices} for spec in activity(name).inputs}
    for slot in slots_of(name):
        said = _named(slot, normalised, is_known=slot.field in known)
        if said:
            label = labels[slot.field].get(said.value) or _as_written(said.word, text)
            yield slot.field, FilledInput(value=said.value, words=label)


class _Named(Frozen):
    """A word of a message that names a value; the value is empty when the calculator has no figure for it."""

    start: int
    word: str
    value: str


def _named(slot: Slot, normalised: str, *, is_known: bool) -> _Named | None:
    """The value that a message names: the longest words decide, and for a building those that follow the works.

    Once the building is known, «la mairie» is who pays rather than what is renovated.
    """
    words = [*((word, value) for value, words in slot.words.items() for word in words)]
    words += [(word, "") for word in slot.unmeasured if not (is_known and word in slot.owners)]
    found = ((re.search(rf"\b{re.escape(word)}", normalised), word, value) for word, value in words)
    named = [_Named(start=match.start(), word=word, value=value) for match, word, value in found if match]
    if slot.unmeasured:
        works = [match.start() for cue in load_cues().works if (match := re.search(rf"\b{re.escape(cue)}", normalised))]
        after = [one for one in named if works and one.start > min(works)]
        return min(after, key=lambda one: one.start) if after else max(named, key=lambda one: one.start, default=None)
    return max(named, key=lambda one: len(one.word), default=None)


def _as_written(cue: str, text: str) -> str:
    """A cue as a message spells it, with its accents and its ending."""
    spaced = r"[\s'’-]+".join(map(re.escape, cue.split()))
    found = re.search(rf"\b{spaced}\w*", fold(text))
    return text[found.start() : found.end()] if found and len(fold(text)) == len(text) else cue


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
    text = (files("assistant.agent.planner") / "slots.toml").read_text(encoding="utf-8")
    return {name: tuple(map(Slot.model_validate, rows)) for name, rows in tomllib.loads(text).items()}
