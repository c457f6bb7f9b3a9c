"""Which quantity of a message fills which input of a footprint activity, by rows of ``slots.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.agent.planner.themes import announces
from assistant.domain import Frozen
from assistant.language import Quantity, normalise, read_quantities


class Slot(Frozen):
    """An input that a message can fill: the units it takes, the nouns it counts, the words around it."""

    field: str
    units: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


def read_inputs(activity: str, text: str, *, known: Mapping[str, str]) -> dict[str, str]:
    """The inputs of an activity that a message gives, each as the user typed it, with its unit.

    A quantity goes to the slot whose unit fits and whose cues stand nearest; between equals, to the first slot that
    nothing fills yet.
    """
    filled: dict[str, str] = {}
    quantities = read_quantities(text)
    for index, quantity in enumerate(quantities):
        previous_end = quantities[index - 1].end if index else 0
        next_start = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        around = normalise(text[previous_end:next_start])
        open_slots = [slot for slot in _load().get(activity, ()) if slot.field not in filled and _fits(slot, quantity)]
        if open_slots:
            best = max(open_slots, key=lambda slot: (_score(slot, around), slot.field not in known))
            filled[best.field] = quantity.text
    return filled


def _fits(slot: Slot, quantity: Quantity) -> bool:
    if slot.nouns:
        return quantity.noun is not None and any(announces(noun, normalise(quantity.noun)) for noun in slot.nouns)
    return quantity.unit in slot.units


def _score(slot: Slot, around: str) -> int:
    return sum(len(cue) for cue in slot.cues if announces(cue, around))


@cache
def _load() -> dict[str, tuple[Slot, ...]]:
    text = (files("assistant.agent.planner") / "slots.toml").read_text(encoding="utf-8")
    return {activity: tuple(map(Slot.model_validate, rows)) for activity, rows in tomllib.loads(text).items()}
