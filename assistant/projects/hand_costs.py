"""The costs that people wrote on a sheet beside the one that its conversation tells: they are never summed."""

from collections.abc import Sequence
from typing import TypeVar

from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.language.display import format_euros
from assistant.projects.lines import Item, text_of, without_tax_mark

Cost = TypeVar("Cost", bound=Item)
BEGINS = "Le coût dit dans la conversation"
WHY = "deux coûts différents : celui de la conversation et celui de la fiche"


def merged_costs(drafted: Sequence[Cost], written: Sequence[Cost], before: Sequence[str]) -> Sequence[Cost]:
    """The costs of a sheet drafted again: those that people wrote, whole.

    Costs that they only confirmed, or all took out, give way to others that the conversation tells since.
    """
    now = tuple(map(text_of, drafted))
    if not written:
        return () if now == tuple(before) else drafted
    kept = {without_tax_mark(text_of(one)): one for one in written}
    if set(kept) != set(map(without_tax_mark, before)):
        return written
    return [kept.get(without_tax_mark(text_of(one)), one) for one in drafted]


def cost_question(drafted: ProjectSheet, previous: ProjectSheet) -> Statement | None:
    """The question of a new draft whose cost is not that of the sheet, when it changed since people wrote it.

    It stays from a draft to the next one until people change the costs or take the question out.
    """
    mark = next((one for one in previous.by_hand if one.field == "costs"), None)
    if mark is None or not drafted.costs:
        return None
    now = tuple(map(text_of, drafted.costs))
    costs = merged_costs(drafted.costs, previous.costs, mark.drafted)
    total = sum(one.amount_excl_tax for one in costs)
    if total == drafted.total_cost_excl_tax:
        return None
    said, own = format_euros(drafted.total_cost_excl_tax), format_euros(total)
    text = f"{BEGINS} ({said}) n'est pas le total des coûts écrits à la main ({own}) : lequel retenir ?"
    if now == mark.drafted and text not in {one.text for one in previous.open_questions}:
        return None
    return Statement(text=text, provenance=(Provenance(origin=Origin.ASSUMPTION, quote=WHY),))


def without_cost_question(sheet: ProjectSheet) -> ProjectSheet:
    """A sheet without the question that ``cost_question`` asks."""
    left = tuple(one for one in sheet.open_questions if not one.text.startswith(BEGINS))
    return sheet.model_copy(update={"open_questions": left})
