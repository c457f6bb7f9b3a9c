"""The choices that a message names («chauffée au fioul»), and what it denies («pas d'extinction», «pas le gaz»)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.agent.planner.cues import load_cues, says, word_start
from assistant.agent.planner.slots import FilledInput, Slot, slots_of
from assistant.calculators.footprint import activity
from assistant.language import fold, normalise

BEFORE, AFTER = "_before", "_after"
TODAY = re.compile(r"\b(?:auj|aujourd hui|actuel\w*|existant\w*|vieux|vieille|ancien\w*|remplac\w*)\b(?: \w+){0,3} $")
DENIAL = re.compile(r"\b(?:pas|sans|ni|aucune?|jamais)(?: (?:de|d|du|des|le|la|les|l|en|au|aux|a|un|une|que))* $")


def after_of(field: str) -> str:
    """The input of the project that an input of today's state has beside it: «power_after» of «power_before»."""
    return f"{field.removesuffix(BEFORE)}{AFTER}"


def read_choices(name: str, text: str, known: Mapping[str, FilledInput]) -> Iterator[tuple[str, FilledInput]]:
    """The choices that a message names, shown by the calculator's labels."""
    normalised = normalise(text)
    slots = slots_of(name)
    labels = {spec.name: {choice.value: choice.label for choice in spec.choices} for spec in activity(name).inputs}
    named = {slot.field: _named(slot, normalised, is_known=slot.field in known) for slot in slots}
    for slot in slots:
        is_known = slot.field in known
        said = _of_today(slot, named, normalised, is_known) if slot.field.endswith(BEFORE) else named[slot.field]
        if said:
            label = labels[slot.field].get(said.value) or _as_written(said.word, text)
            yield slot.field, FilledInput(value=said.value, words=label)


def _of_today(slot: Slot, named: Mapping[str, "_Named | None"], normalised: str, is_known: bool) -> "_Named | None":
    """The choice of today when a message names that of the project beside it: «granulés, aujourd'hui propane».

    Once it is known, another name is that of the project («finalement des plaquettes»), unless it is said of today.
    """
    said = named[slot.field]
    after = named.get(after_of(slot.field))
    if said is None or after is None or said.value != after.value:
        return said
    others = [one for one in _all_named(slot, normalised) if one.value != after.value]
    today = (one for one in others if TODAY.search(normalised[: one.start]))
    found = next(today, None)
    is_today = TODAY.search(normalised[: said.start]) is not None
    return found or next(iter(others), None if is_known and not is_today else said)


def read_denials(name: str, text: str) -> Iterator[tuple[str, FilledInput]]:
    """The inputs whose cue a message denies: «pas d'extinction» is what «non» means to the question about it."""
    normalised = normalise(text)
    for slot in slots_of(name):
        cues = (match for cue in slot.cues for match in word_start(cue).finditer(normalised))
        if slot.no and any(is_denied(normalised, match.start()) for match in cues):
            yield slot.field, FilledInput(value=slot.no, words="non")


def is_denied(normalised: str, start: int) -> bool:
    """Whether a word of a normalised message follows a negation: «pas le gaz»."""
    return DENIAL.search(normalised[:start]) is not None


class _Named(NamedTuple):
    """A word of a message that names a value; the value is empty when the calculator has no figure for it."""

    start: int
    word: str
    value: str


def _named(slot: Slot, normalised: str, *, is_known: bool) -> _Named | None:
    """The value that a message names: the longest words decide, and for a building those that follow the works.

    Once the building is known, «la mairie» is who pays rather than what is renovated.
    """
    words = [*((word, value) for value, words in slot.words.items() for word in words)]
    words += [(word, "") for word in slot.unmeasured]
    words = [one for one in words if not (is_known and one[0] in slot.owners)]
    named = _places(words, normalised, slot.unless)
    if slot.unmeasured:
        works = [match.start() for cue in load_cues().works if (match := word_start(cue).search(normalised))]
        after = [one for one in named if works and one.start > min(works)]
        return min(after, key=lambda one: one.start) if after else max(named, key=lambda one: one.start, default=None)
    return max(named, key=lambda one: len(one.word), default=None)


def _all_named(slot: Slot, normalised: str) -> list[_Named]:
    """Every value that a message names, in its order."""
    words = [(word, value) for value, words in slot.words.items() for word in words]
    return sorted(_places(words, normalised, slot.unless))


def _places(words: Iterable[tuple[str, str]], normalised: str, unless: Sequence[str]) -> list[_Named]:
    """Where words stand, unless they are denied or follow a word that makes them another thing («ossature bois»)."""
    found = ((match, *one) for one in words for match in word_start(one[0]).finditer(normalised))
    return [
        _Named(match.start(), *one)
        for match, *one in found
        if not is_denied(normalised, match.start()) and not _follows(unless, normalised[: match.start()])
    ]


def _follows(words: Sequence[str], before: str) -> bool:
    return says(words, " ".join(before.split()[-2:]))


def _as_written(cue: str, text: str) -> str:
    """A cue as a message spells it, with its accents and its ending."""
    spaced = r"[\s'’-]+".join(map(re.escape, cue.split()))
    found = re.search(rf"\b{spaced}\w*", fold(text))
    return text[found.start() : found.end()] if found and len(fold(text)) == len(text) else cue
