"""A sheet drafted again by the conversation keeps what people did to it: phase, words written, estimates kept."""

from collections.abc import Sequence
from typing import Any

from assistant.calculators.footprint import FootprintResult
from assistant.domain import Passage
from assistant.domain.sheet import HandField, ProjectSheet
from assistant.projects.editing import SINGLE, items_of
from assistant.projects.hand_costs import cost_question, merged_costs, without_cost_question
from assistant.projects.lines import Item, key_of, text_of

ESTIMATE = "footprint:"


def with_estimate(sheet: ProjectSheet, result: FootprintResult) -> ProjectSheet:
    """A sheet with an estimate that a person keeps, in place of that of the same activity."""
    name = f"{ESTIMATE}{result.activity}"
    known = {one.field: one for one in sheet.by_hand}
    mine = known.get(name) or HandField(field=name, drafted=_of_activity(sheet, result.activity))
    others = tuple(one for one in sheet.footprint if one.activity != result.activity)
    changes = {"footprint": (*others, result), "by_hand": tuple({**known, name: mine}.values())}
    return sheet.model_copy(update=changes)


def with_hand(drafted: ProjectSheet, previous: ProjectSheet) -> ProjectSheet:
    """A new draft with the phase of the previous version, and with its fields that people wrote or confirmed.

    In those, the lines that are drafted for the first time are added and those that are drafted no more are taken out,
    as a person's own lines never are. A title or an owner drafted otherwise takes the place of the one written. Costs
    that people wrote are never added to those of the conversation: theirs stay, and a question tells the difference.
    """
    question, previous = cost_question(drafted, previous), without_cost_question(previous)
    changes: dict[str, Any] = {"phase": previous.phase}
    hand: list[HandField] = []
    for mark in previous.by_hand:
        if mark.field.startswith(ESTIMATE):
            continue
        merged, was = _merged(drafted, previous, mark), items_of(drafted, mark.field)
        if tuple(merged) == tuple(was):
            continue
        changes[mark.field] = (merged[0] if merged else None) if mark.field in SINGLE else tuple(merged)
        hand.append(HandField(field=mark.field, drafted=tuple(map(text_of, was))))
    estimates, kept = _estimates(drafted, previous)
    if question:
        changes["open_questions"] = (*changes.get("open_questions", drafted.open_questions), question)
    made = drafted.model_copy(update={**changes, "footprint": estimates, "by_hand": (*hand, *kept)})
    return made.model_copy(update={"sources": _sources(made, previous)})


def _merged(drafted: ProjectSheet, previous: ProjectSheet, mark: HandField) -> Sequence[Item]:
    before, written, now = set(mark.drafted), items_of(previous, mark.field), items_of(drafted, mark.field)
    if mark.field in SINGLE:
        return written if {text_of(one) for one in now} == before else now
    if mark.field == "costs":
        return merged_costs(now, written, mark.drafted)
    again = {_key(mark, one): one for one in now}
    known = {key_of(mark.field, line) for line in before} | {_key(mark, one) for one in written}
    still = (one if text_of(one) not in before else _redrafted(one, again.get(_key(mark, one))) for one in written)
    return [*(one for one in still if one), *(one for key, one in again.items() if key not in known)]


def _key(mark: HandField, item: Item) -> str:
    return key_of(mark.field, text_of(item))


def _redrafted(written: Item, drafted: Item | None) -> Item | None:
    """A line that was drafted before, as it is drafted now; when the same, the one that people may have confirmed."""
    return written if drafted and text_of(drafted) == text_of(written) else drafted


def _estimates(
    drafted: ProjectSheet, previous: ProjectSheet
) -> tuple[tuple[FootprintResult, ...], tuple[HandField, ...]]:
    """The estimates of a draft with those that people kept, unless the conversation has computed them anew since."""
    kept = tuple(
        mark
        for mark in previous.by_hand
        if mark.field.startswith(ESTIMATE)
        and _of_activity(drafted, mark.field.removeprefix(ESTIMATE)) in ((), mark.drafted)
    )
    activities = {mark.field.removeprefix(ESTIMATE) for mark in kept}
    ours = (one for one in previous.footprint if one.activity in activities)
    return (*(one for one in drafted.footprint if one.activity not in activities), *ours), kept


def _of_activity(sheet: ProjectSheet, activity: str) -> tuple[str, ...]:
    return tuple(one.calculation_id for one in sheet.footprint if one.activity == activity)


def _sources(made: ProjectSheet, previous: ProjectSheet) -> tuple[Passage, ...]:
    """The passages of the draft, and those that the lines kept from the previous version cite."""
    known = {one.passage_id for one in made.sources}
    cited = {proof.reference for mark in made.by_hand for line in _lines(made, mark) for proof in line.provenance}
    return (*made.sources, *(one for one in previous.sources if one.passage_id in cited - known))


def _lines(sheet: ProjectSheet, mark: HandField) -> Sequence[Item]:
    return () if mark.field.startswith(ESTIMATE) else items_of(sheet, mark.field)
