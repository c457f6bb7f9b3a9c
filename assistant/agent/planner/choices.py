"""The choices that a message names («chauffée au fioul»), and what it denies («pas d'extinction», «pas le gaz»)."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assistant.agent.planner.cues import load_cues, word_start
from assistant.agent.planner.slots import FilledInput, Slot, slots_of
from assistant.calculators.footprint import activity
from assistant.language import fold, normalise

DENIAL = re.compile(r"\b(?:pas|sans|ni|aucune?|jamais)(?: (?:de|d|du|des|le|la|les|l|en|au|aux|a|un|une|que))* $")


def read_choices(name: str, text: str, known: Mapping[str, FilledInput]) -> Iterator[tuple[str, FilledInput]]:
    """The choices that a message names, shown by the calculator's labels."""
    normalised = normalise(text)
    labels = {spec.name: {choice.value: choice.label for choice in spec.choices} for spec in activity(name).inputs}
    for slot in slots_of(name):
        said = _named(slot, normalised, is_known=slot.field in known)
        if said:
            label = labels[slot.field].get(said.value) or _as_written(said.word, text)
            yield slot.field, FilledInput(value=said.value, words=label)


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
    found = ((match, *one) for one in words for match in word_start(one[0]).finditer(normalised))
    named = [_Named(match.start(), *one) for match, *one in found if not is_denied(normalised, match.start())]
    if slot.unmeasured:
        works = [match.start() for cue in load_cues().works if (match := word_start(cue).search(normalised))]
        after = [one for one in named if works and one.start > min(works)]
        return min(after, key=lambda one: one.start) if after else max(named, key=lambda one: one.start, default=None)
    return max(named, key=lambda one: len(one.word), default=None)


def _as_written(cue: str, text: str) -> str:
    """A cue as a message spells it, with its accents and its ending."""
    spaced = r"[\s'’-]+".join(map(re.escape, cue.split()))
    found = re.search(rf"\b{spaced}\w*", fold(text))
    return text[found.start() : found.end()] if found and len(fold(text)) == len(text) else cue
