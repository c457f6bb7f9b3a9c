"""Where a sheet contradicts itself: an estimate on other quantities than its description, a plan on another cost."""

from collections.abc import Iterable, Iterator

from assistant.calculators.footprint.result import FootprintResult, InputStatus, InputValue
from assistant.domain.model import Frozen
from assistant.domain.sheet import ProjectSheet
from assistant.language import NumberMention, normalise, read_numbers
from assistant.language.display import format_euros
from assistant.language.quantities import COUNTED
from assistant.language.units import same_quantity

PLAN = "plan"  # the place of what is told of the financing plan


class Contradiction(Frozen):
    """Two parts of a sheet that cannot both be right, in French; ``place`` is the calculation, or «plan»."""

    place: str
    text: str


def contradictions_of(sheet: ProjectSheet) -> tuple[Contradiction, ...]:
    """The contradictions of a sheet; what cannot be compared for certain (words, ranges, other units) is none."""
    return (*_of_estimates(sheet), *_of_plan(sheet))


def other_estimates(sheet: ProjectSheet, told: Iterable[FootprintResult]) -> Iterator[Contradiction]:
    """The estimates of a sheet of which the conversation, whose estimates are ``told`` in order, has another last one.

    One that a person kept from its page in place of that of the conversation is the person's choice.
    """
    last = {one.activity: one for one in told}
    known = {one.calculation_id for one in sheet.footprint}.union(*(one.drafted for one in sheet.by_hand))
    for result in sheet.footprint:
        other = last.get(result.activity)
        if other and other.calculation_id not in known:
            shown = f"{other.figures[0].label.lower()}, {other.figures[0].display}"
            text = f"La conversation donne une autre estimation que la fiche, « {other.title} » : {shown}"
            yield Contradiction(place=result.calculation_id, text=text)


def _of_estimates(sheet: ProjectSheet) -> Iterator[Contradiction]:
    """A quantity given to an estimate that the description tells otherwise, unless another estimate is of that one."""
    given = [(result, one) for result in sheet.footprint for one in result.inputs if one.status is InputStatus.GIVEN]
    for line in sheet.description:
        label, _, told = (part.strip() for part in line.text.partition(":"))
        numbers = read_numbers(told)
        is_one = len(numbers) == 1 and numbers[0].start == 0 and numbers[0].kind in COUNTED
        same = [(result, one) for result, one in given if normalise(one.label) == normalise(label)]
        if is_one and same and all(_differs(one, numbers[0]) for _, one in same):
            yield from (_told(result, one, told) for result, one in same)


def _differs(used: InputValue, told: NumberMention) -> bool:
    """Whether a quantity is another one than that of an input, as it was used and as it is shown."""
    if isinstance(used.value, str):
        return False
    shown = read_numbers(used.display)
    known = [(used.value, used.unit or None), *((one.value, one.unit) for one in shown[:1])]
    gaps = [same_quantity(value, unit, told.value, told.unit) for value, unit in known]
    return all(gap is not None and gap != 0 for gap in gaps)


def _told(result: FootprintResult, used: InputValue, told: str) -> Contradiction:
    text = f"{used.label} : {used.display} dans l'estimation « {result.title} », {told.rstrip('.')} dans la description"
    return Contradiction(place=result.calculation_id, text=text)


def _of_plan(sheet: ProjectSheet) -> Iterator[Contradiction]:
    plan, cost = sheet.financing_plan, sheet.total_cost_excl_tax
    if plan and sheet.costs and plan.totals.cost_excl_tax != cost:
        of_plan = format_euros(plan.totals.cost_excl_tax)
        text = f"Coût : {of_plan} HT dans le plan de financement, {format_euros(cost)} HT dans les coûts de la fiche"
        yield Contradiction(place=PLAN, text=text)
