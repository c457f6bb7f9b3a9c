"""How complete a sheet is for a file: what is there, what misses, a score, and what to ask next."""

import hashlib
from enum import StrEnum

from assistant.domain import Frozen
from assistant.domain.sheet import Origin, ProjectSheet
from assistant.drafting.checklist import Checklist, Item, Level
from assistant.drafting.interview import Known, Need, Outcome, Unlock, has_schedule, load_facts, needs
from assistant.language.display import format_date

WEIGHTS = {Level.REQUIRED: 2, Level.RECOMMENDED: 1}
TO_VERIFY = "à vérifier"


class ItemState(StrEnum):
    """Where an item stands: in the sheet, only proposed, missing, or to be attached to the file by hand."""

    PRESENT = "présent"
    TO_CONFIRM = "à confirmer"
    MISSING = "manquant"
    TO_ATTACH = "à joindre"


SHARES = {ItemState.PRESENT: 2, ItemState.TO_CONFIRM: 1, ItemState.MISSING: 0}  # halves of the weight


class ItemStatus(Frozen):
    """An item with its state; ``proof`` says which text asks for it, and when that was verified."""

    item: Item
    state: ItemState
    proof: str


class Completeness(Frozen):
    """A sheet held against a checklist. The score counts the fields of the sheet, in percent: an item that is required
    counts twice, one that is only proposed counts half. Documents to attach are told, and not counted.
    """

    calculation_id: str
    project_id: str
    version: int
    checklist: str
    label: str
    score_percent: int
    items: tuple[ItemStatus, ...]
    next_questions: tuple[Need, ...]

    def of_state(self, state: ItemState) -> tuple[ItemStatus, ...]:
        """The items in a state."""
        return tuple(one for one in self.items if one.state is state)


def completeness_of(sheet: ProjectSheet, checklist: Checklist, known: Known) -> Completeness:
    """The completeness of a sheet; ``known`` is what its interview knows."""
    items = tuple(ItemStatus(item=item, state=_state(sheet, item), proof=_proof(item)) for item in checklist.item)
    identity = f"{sheet.project_id}\0{sheet.version}\0{checklist.model_dump_json()}"
    return Completeness(
        calculation_id=f"chk-{hashlib.sha256(identity.encode()).hexdigest()[:12]}",
        project_id=sheet.project_id,
        version=sheet.version,
        checklist=checklist.id,
        label=checklist.label,
        score_percent=_score(items),
        items=items,
        next_questions=_questions(items, known),
    )


def _score(items: tuple[ItemStatus, ...]) -> int:
    counted = [one for one in items if one.state is not ItemState.TO_ATTACH]
    whole = sum(2 * WEIGHTS[one.item.level] for one in counted)
    got = sum(SHARES[one.state] * WEIGHTS[one.item.level] for one in counted)
    return 100 * got // whole if whole else 100  # rounded down: 100 % only when nothing misses


def _questions(items: tuple[ItemStatus, ...], known: Known) -> tuple[Need, ...]:
    """What the interview asks, the facts that the file waits for first."""
    waiting = {one.item.fact: one.item for one in items if one.item.fact and one.state is not ItemState.PRESENT}
    asked = {need.fact: need for need in needs(known)}
    texts = {fact.id: fact.question for fact in load_facts()}
    for fact, item in waiting.items():
        unlock = Unlock(outcome=Outcome.FILE, what=item.label, is_blocked=item.level is Level.REQUIRED)
        if fact in asked:
            asked[fact] = asked[fact].model_copy(update={"unlocks": (unlock, *asked[fact].unlocks)})
        elif fact in texts and fact not in known.facts:
            asked[fact] = Need(fact=fact, question=texts[fact], unlocks=(unlock,))
    return tuple(sorted(asked.values(), key=_order))


def _order(need: Need) -> tuple[bool, int, int]:
    blocked = sum(one.is_blocked for one in need.unlocks)
    return need.unlocks[0].outcome is not Outcome.FILE, -blocked, -len(need.unlocks)


def _state(sheet: ProjectSheet, item: Item) -> ItemState:
    if item.field is None:
        return ItemState.TO_ATTACH
    if item.field == "schedule":
        return ItemState.PRESENT if has_schedule(sheet) else _proposed(bool(sheet.actions))
    if item.field == "costs" and any(line.is_tax_unsaid for line in sheet.costs):
        return ItemState.TO_CONFIRM
    value = getattr(sheet, item.field)
    if not value and value != 0:
        return ItemState.MISSING
    return ItemState.PRESENT if _is_confirmed(value) else ItemState.TO_CONFIRM


def _proposed(is_proposed: bool) -> ItemState:
    return ItemState.TO_CONFIRM if is_proposed else ItemState.MISSING


def _is_confirmed(value: object) -> bool:
    """Whether a field holds more than proposals; what has no provenance of its own was given or calculated."""
    parts = value if isinstance(value, tuple) else (value,)
    proofs = [proof.origin for part in parts for proof in getattr(part, "provenance", ())]
    return not proofs or any(origin is not Origin.ASSUMPTION for origin in proofs)


def _proof(item: Item) -> str:
    when = f"vérifié le {format_date(item.verified_on)}" if item.verified_on else TO_VERIFY
    return f"{item.source}, {item.locator} ({when})"
