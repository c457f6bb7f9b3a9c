"""Ways of doing the project that a message sets side by side: «30 W au lieu de 45 ?», «PAC ou granulés ?»."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.agent.planner.choices import AFTER, BEFORE, after_of
from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.inputs import Reading, answer_number, read_inputs
from assistant.agent.planner.likeness import Purpose, is_like
from assistant.agent.planner.sentences import is_question
from assistant.agent.planner.slots import FilledInput
from assistant.agent.planner.told_aids import without_aids
from assistant.calculators.footprint import activity
from assistant.domain import Frozen
from assistant.language import Quantity, content_stems, normalise, read_amounts, read_numbers, read_quantities

OR = re.compile(
    r"\s*(?:,(?!\d)|(?<!\d),|[;?:]|\b(?:ou bien|ou encore|ou|contre|versus|vs|plutôt que|plutot que"
    r"|(?:au lieu|à la place) d(?:e|es|u|['’])"
    r"|et|puis|avec)\b)\s*",
    re.IGNORECASE,
)
HORIZON = re.compile(r"\b(?:sur|pendant|pour|à|horizon(?: de)?|durée de|d['’]ici)\s*$", re.IGNORECASE)
YEARS = "an"
LONGEST_HORIZON = 100  # years
PLANNED = "Projet tel que décrit"


class Variant(Frozen):
    """A way of doing the project: the inputs in which it differs, and what it costs when that is said."""

    name: str
    inputs: Mapping[str, FilledInput]
    investment: Decimal | None = None


def compares(text: str) -> bool:
    """Whether a message sets ways of doing the project side by side."""
    return supposes(text) or says(load_cues().comparing, normalise(text))


def supposes(text: str) -> bool:
    """Whether a message asks what another way would give («et si on mettait 30 W ?», «compare avec 30 W»)."""
    normalised, cues = normalise(text), load_cues()
    sets_beside = says(cues.of_two, normalised) and says(cues.comparing, normalised)
    asks = normalised.startswith(cues.supposing_openers) or is_question(text)
    supposed = asks and says((*cues.supposing, "compare"), normalised)
    return sets_beside or supposed or is_like(text, Purpose.SCENARIOS)


def read_variants(name: str, text: str, known: Mapping[str, FilledInput]) -> tuple[Variant, ...]:
    """The ways of doing a project that a message tells, by the inputs of its activity; empty when it tells none.

    What is said beside one another of different inputs is one way («30 W et extinction à minuit»); two values of one
    input are two.
    """
    grouped: list[dict[str, FilledInput]] = []
    prices: list[Decimal | None] = []
    for piece in OR.split(_with_units(without_aids(text))):
        found = _of_the_project(name, read_inputs(name, piece, _reading(name, known)) if piece else {})
        if found and (not grouped or found.keys() & grouped[-1].keys()):
            grouped.append(found)
            prices.append(None)
        elif found:
            grouped[-1] |= found
        if grouped and (amounts := read_amounts(piece)):
            prices[-1] = amounts[-1].value
    if len(grouped) == 1 and not supposes(text):
        return ()  # what a description tells of one way, beside a word like «hésite», is that of the project
    return tuple(
        Variant(name=_name(name, inputs), inputs=inputs, investment=price)
        for inputs, price in zip(grouped, prices, strict=True)
    )


def _reading(name: str, known: Mapping[str, FilledInput]) -> Reading:
    """A value that may be that of today or of the project is that of the project."""
    order = sorted((spec.name for spec in activity(name).inputs), key=_is_of_the_project)
    return Reading(known=known, spoken=tuple(order), corrects=True)


def _of_the_project(name: str, found: Mapping[str, FilledInput]) -> dict[str, FilledInput]:
    """The choices named of today's state («le gaz ou les granulés ?») as those of the project, where it has them."""
    choices = {spec.name: {choice.value for choice in spec.choices} for spec in activity(name).inputs}
    after = {field: after_of(field) for field in found if field.endswith(BEFORE)}
    moved = {old: new for old, new in after.items() if found[old].value in choices.get(new, ()) and new not in found}
    return {moved.get(field, field): filled for field, filled in found.items()}


def _is_of_the_project(field: str) -> int:
    return 0 if field.endswith(BEFORE) else 2 if field.endswith(AFTER) else 1


def _with_units(text: str) -> str:
    """A text in which each number carries what it counts: «30 W au lieu de 45» and «12 ou 8 voitures» say it once."""
    counted = dict(added for pair in pairwise(read_quantities(text)) for added in _counted(text, *pair))
    for end in sorted(counted, reverse=True):
        text = f"{text[:end]} {counted[end]}{text[end:]}"
    return text


def _counted(text: str, first: Quantity, second: Quantity) -> Iterator[tuple[int, str]]:
    """Where one of two quantities beside each other lacks what it counts, and the words of the other that say it."""
    between = text[first.end : second.start]
    noun = (first.noun or "").split(" ")[0]
    if OR.fullmatch(between) and first.text.isdecimal() and (second.unit or second.noun):
        yield first.end, second.unit or str(second.noun)
    elif second.text.isdecimal() and OR.fullmatch(between.replace(noun, "", 1)) and (first.unit or noun):
        yield second.end, first.unit or noun


def _name(name: str, inputs: Mapping[str, FilledInput]) -> str:
    """What tells a way from the others: its values, a bare number with what it counts."""
    labels = {spec.name: spec.label for spec in activity(name).inputs}
    told = ((labels[field], filled.words) for field, filled in inputs.items())
    return ", ".join(words if any(map(str.isalpha, words)) else f"{label} : {words}" for label, words in told)


def chosen_inputs(name: str, text: str, variants: Sequence[Variant]) -> dict[str, FilledInput]:
    """The inputs that a short message chooses among ways just compared: «on part sur 28», «on retient le froid».

    A value that none of them has is that of the only input in which they differ. Empty when it chooses nothing.
    """
    differing = {*varied(variants)}
    found = _of_the_project(name, read_inputs(name, text, _reading(name, {})))
    if found and found.keys() <= differing:
        return found
    numbers = [number.value for number in read_numbers(text)]
    if len(numbers) == 1:
        field = next(iter(differing)) if len(differing) == 1 else None
        same = (one.inputs for one in variants if numbers[0] in _values(one))
        bare = answer_number(name, field, numbers[0]) if field else None
        return dict(next(same, {field: bare} if field and bare else {}))
    said = set(content_stems(text))
    shared = [(len(said & set(content_stems(one.name))), one) for one in variants]
    best = max(shared, key=lambda pair: pair[0], default=None)
    alone = best is not None and sum(count == best[0] for count, _ in shared) == 1
    return dict(best[1].inputs) if best and best[0] and alone else {}


def _values(variant: Variant) -> Iterator[Decimal]:
    return (number.value for filled in variant.inputs.values() for number in read_numbers(filled.value))


def read_horizon(text: str) -> int | None:
    """The years over which a message says to count («sur 15 ans»); None when it says none."""
    for number in read_numbers(text):
        if number.unit == YEARS and HORIZON.search(text[: number.start]) and 0 < number.value <= LONGEST_HORIZON:
            return int(number.value)
    return None


def bare_years(text: str) -> int | None:
    """The years that a short answer gives, with their unit or without («15», «15 ans»); None when it gives none."""
    numbers = read_numbers(text)
    fits = len(numbers) == 1 and numbers[0].unit in {None, YEARS} and 0 < numbers[0].value <= LONGEST_HORIZON
    return int(numbers[0].value) if fits and numbers[0].value % 1 == 0 else None


def varied(variants: Sequence[Variant]) -> Iterator[str]:
    """The inputs in which ways of doing a project differ."""
    return (field for variant in variants for field in variant.inputs)
