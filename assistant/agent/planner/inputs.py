"""Fill the inputs of an estimate from what a message says: quantities to the slots that they fit, choices by name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from pydantic import Field

from assistant.agent.planner.choices import AFTER, BEFORE, after_of, read_choices, read_denials
from assistant.agent.planner.cues import announces, says
from assistant.agent.planner.slots import FilledInput, Slot, fill, slots_of
from assistant.calculators.footprint import InputSpec, activity
from assistant.domain import Frozen
from assistant.language import Quantity, fold, normalise, read_quantities
from assistant.language.text import stop_words

CLOCK = r"(?:minuit|\d{1,2}\s?h(?:eures)?(?:\s?\d{2})?)"
CLOCK_RANGE = re.compile(
    rf"\b(?P<start>{CLOCK})\s?(?:à|a|et|-|–|jusqu['’]à)\s?(?P<end>{CLOCK})\b",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[,;.:(]|\bet\b|\bpuis\b")
GOAL = re.compile(r"\b(?:pass\w*|mont\w*|descend\w*|port\w*|vise\w*|objectif)\s*(?:a|de|:)?\s*$")
LATER = re.compile(r"\s*(?:demain|ensuite|a terme|apres)\b")
CHANGE = re.compile(r"\s*(?:à|a|vers|puis)\s*", re.IGNORECASE)
COMPLEMENT = re.compile(r"\s*(?:de |d['’])[^\W\d_]+(?:\s+[^\W\d_]{3,})?")
DENIED = re.compile(r"\b(?:pas|et non)\s+(?:de\s+)?$", re.IGNORECASE)
HOURS_OF_DAY = 24
ALREADY = re.compile(r"\b(?:deja|actuellement|aujourd'hui)\b.{0,40}\d|\beteint deja\b")  # the hours of today
# What makes a quantity another one than that of a year, of one of the things counted, or of one way.
OTHERWISE = re.compile(
    r"^\s*(?:[^\W\d_]+\s+){0,2}?(?:(?:par|/)\s?(?:mois|trimestre)|[aà] (?:elles?|eux) (?:tou(?:te)?s|deux|trois|quatre)"
    r"|(?:pour l['’]|en )ensemble|tous ensemble|aller[- ](?:et )?retour)\b",
    re.IGNORECASE,
)
BEFORE_ALL = re.compile(r"\b[aà] (?:elles?|eux) (?:tou(?:te)?s|deux|trois|quatre|cinq|six|\d+)[^.;,]*$", re.IGNORECASE)


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
    filled = dict(read_denials(name, text)) | dict(read_choices(name, text, reading.known))
    filled |= dict(_clock_ranges(slots, [] if ALREADY.search(fold(text)) else ranges))
    in_range = {position for match in ranges for position in range(match.start(), match.end())}
    quantities = [one for one in read_quantities(text) if one.start not in in_range and not _is_other(text, one)]
    changes = dict(_changes(slots, text, quantities))
    filled |= {field: _filled(slot, one) for field, (slot, one) in changes.items() if field not in filled}
    changed = [one for _, one in changes.values()]
    last = ""
    for index, quantity in enumerate(quantities):
        if quantity in changed:
            continue
        around = normalise(_around(text, quantities, index))
        if goal := _goal(slots, text, quantity, last):
            if last == goal.field:  # what was taken for the goal is what is done today
                filled[f"{last.removesuffix(AFTER)}{BEFORE}"] = filled[last]
            filled[goal.field] = fill(quantity.value, goal.units[0] if goal.units else None)
            continue
        open_slots = [slot for slot in slots if slot.field not in filled and _fits(slot, quantity, around)]
        if open_slots:
            best = max(open_slots, key=lambda slot: (_score(slot, around), reading.preference(slot.field)))
            filled[best.field] = _filled(best, quantity)
            last = best.field
    return filled


def _goal(slots: Sequence[Slot], text: str, quantity: Quantity, last: str) -> Slot | None:
    """What a bare number is the goal of: in «1 jour aujourd'hui, on passe à 2», the same as what was said of today."""
    is_bare = quantity.unit is None and (quantity.noun is None or normalise(quantity.noun) in stop_words())
    is_goal = GOAL.search(fold(text[: quantity.start])) or LATER.match(fold(text[quantity.end :]))
    if not (last.endswith((BEFORE, AFTER)) and is_bare and is_goal):
        return None
    stem = last.removesuffix(BEFORE).removesuffix(AFTER)
    by_field = {slot.field: slot for slot in slots}
    return by_field.get(f"{stem}{AFTER}") if f"{stem}{BEFORE}" in by_field else None


def _changes(
    slots: Sequence[Slot], text: str, quantities: Sequence[Quantity]
) -> Iterator[tuple[str, tuple[Slot, Quantity]]]:
    """The inputs of today and of the project that «de 18 à 9 %» gives."""
    by_field = {slot.field: slot for slot in slots}
    today = [slot for slot in slots if slot.field.endswith(BEFORE)]
    # «lifetime» is that of the project beside «lifetime_before»: it has no name of its own.
    pairs = [
        (slot, by_field.get(after_of(slot.field)) or by_field.get(slot.field.removesuffix(BEFORE))) for slot in today
    ]
    for index, (one, two) in enumerate(pairwise(quantities)):
        if not CHANGE.fullmatch(text[one.end : two.start]):
            continue
        around = normalise(f"{_around(text, quantities, index)} {_around(text, quantities, index + 1)}")
        fitting = [(old, new) for old, new in pairs if new and _fit_both(old, new, one, two, around)]
        if fitting:
            old, new = max(fitting, key=lambda pair: _score(pair[0], around) + _score(pair[1], around))
            yield old.field, (old, one)
            yield new.field, (new, two)


def _fit_both(old: Slot, new: Slot, one: Quantity, two: Quantity, around: str) -> bool:
    as_the_other = one if one.unit or not two.noun else one.model_copy(update={"noun": two.noun})
    return _fits(old, as_the_other, f"{around} aujourd hui") and _fits(new, two, f"{around} apres vise")


def _filled(slot: Slot, quantity: Quantity) -> FilledInput:
    """A quantity as the input counts it, and as it was said."""
    if slot.counted_in == 1:
        value = abs(quantity.value) if quantity.unit == "%" else quantity.value  # «objectif -40 %» is a saving
        return fill(value, quantity.unit)
    return FilledInput(
        value=fill(quantity.value / slot.counted_in, None).value, words=quantity.text.removesuffix(" de")
    )


def _is_other(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is denied, or that of a month, of all together or of both ways: as it is it fills nothing."""
    before, after = text[: quantity.start], text[quantity.end :]
    return bool(DENIED.search(before) or (quantity.unit and (OTHERWISE.match(after) or BEFORE_ALL.search(before))))


def answer_choice(name: str, field: str, text: str) -> FilledInput | None:
    """The choice that a short answer names, by the words of its slot or the calculator's own; None without one."""
    found = dict(read_choices(name, text, {})).get(field)
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
    said = (slot.minimum, slot.maximum) if slot.counted_in == 1 else (None, None)
    lowest = max(bound for bound in (spec.minimum, said[0], Decimal(0)) if bound is not None)
    highest = min((bound for bound in (spec.maximum, said[1]) if bound is not None), default=value)
    return lowest <= value <= highest and not (spec.integer and value % 1)


def _around(text: str, quantities: Sequence[Quantity], index: int) -> str:
    """The words that go with a quantity: those before it, and those after it up to a comma or the end."""
    start = _frontier(text, quantities[index - 1].end, quantities[index].start) if index else 0
    last = index + 1 == len(quantities)
    end = len(text) if last else _frontier(text, quantities[index].end, quantities[index + 1].start)
    return text[start:end]


def _frontier(text: str, start: int, end: int) -> int:
    """Where the words between two quantities change sides: at their first comma or «et», else after what the first one
    measures («4,8 km de piste cyclable entre 2 bourgs»)."""
    separator = SEPARATOR.search(text, start, end)
    complement = COMPLEMENT.match(text, start, end)
    return separator.start() if separator else complement.end() if complement else start


def _fits(slot: Slot, quantity: Quantity, around: str) -> bool:
    if slot.minimum is not None and quantity.value < slot.minimum:
        return False
    if slot.maximum is not None and quantity.value > slot.maximum:
        return False
    if says(slot.unless, around) or (slot.needs_cue and not _score(slot, around)):
        return False
    if slot.nouns and quantity.unit is None:
        if quantity.noun is None:
            return slot.counted_in != 1 and _score(slot, around) > 0  # «un modèle de 24 milliards»
        return any(announces(noun, normalise(quantity.noun)) for noun in slot.nouns)
    return quantity.unit in slot.units


def _score(slot: Slot, around: str) -> int:
    return sum(len(cue) for cue in slot.cues if announces(cue, around))


def _clock_ranges(slots: tuple[Slot, ...], ranges: list[re.Match[str]]) -> Iterator[tuple[str, FilledInput]]:
    for slot in slots:
        if slot.range and ranges:
            start, end = (_hour(ranges[0][name]) for name in ("start", "end"))
            lasts = (end - start + HOURS_OF_DAY) % HOURS_OF_DAY
            yield slot.field, FilledInput(value=fill(round(lasts, 2), "h/nuit").value, words=ranges[0][0])


def _hour(words: str) -> Decimal:
    """The hours since midnight: 22.5 for «22h30»."""
    hours, *minutes = re.findall(r"\d+", words) or ["0"]
    return Decimal(hours) + Decimal(next(iter(minutes), "0")) / 60
