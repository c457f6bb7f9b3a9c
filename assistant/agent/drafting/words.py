"""Completeness and variants in French lines, the same for the tools, the answers and the terminal."""

from collections.abc import Iterator

from assistant.agent.marking import markers_of
from assistant.drafting import Completeness, ItemState, Need, Rewriting, Variant
from assistant.drafting.interview import THE_PLAN, Outcome, Unlock

ASKED_AT_ONCE = 3
UNLOCKED_SHOWN = 2
ENDS = (".", "!", "?", "…", ";", ":", "»")


def completeness_lines(found: Completeness) -> Iterator[str]:
    """The score, then what misses, is to confirm, is to attach, and what to ask next."""
    yield summary(found)
    for state in (ItemState.MISSING, ItemState.TO_CONFIRM, ItemState.PRESENT, ItemState.TO_ATTACH):
        for one in found.of_state(state):
            yield f"- {state.value} ({one.item.level.value}) : {one.item.label}. Source : {one.proof}"
    for need in found.next_questions[:ASKED_AT_ONCE]:
        yield f"- à demander : {need.question} ({unlocked(need)})"


def summary(found: Completeness) -> str:
    """The score in one sentence."""
    counts = {state: len(found.of_state(state)) for state in ItemState}
    return (
        f"{found.label} : fiche complète à {found.score_percent} % (éléments présents : {counts[ItemState.PRESENT]}, "
        f"à confirmer : {counts[ItemState.TO_CONFIRM]}, manquants : {counts[ItemState.MISSING]}) ; "
        f"pièces à joindre : {counts[ItemState.TO_ATTACH]}."
    )


def unlocked(need: Need) -> str:
    """What a question decides: «débloque le plan de financement ; précise …»."""
    of_file = any(one.outcome is Outcome.FILE for one in need.unlocks)
    kept = [one for one in need.unlocks if not of_file or one.what != THE_PLAN]
    told = [f"{'débloque' if one.is_blocked else 'précise'} {_quoted(one)}" for one in kept]
    more = len(told) - UNLOCKED_SHOWN
    return " ; ".join([*told[:UNLOCKED_SHOWN], *([f"et {more} autres points"] if more > 1 else told[UNLOCKED_SHOWN:])])


def _quoted(unlock: Unlock) -> str:
    return f"« {unlock.what} »" if unlock.outcome is Outcome.FILE else unlock.what


def rewriting_lines(found: Rewriting) -> Iterator[str]:
    """The variants with their markers and what each loses."""
    for variant in found.variants:
        said = f"{marked(variant)}{lost(variant, found)}"
        yield f"Proposition {variant.letter} ({variant.number}), {variant.label} : {said}"
    yield from found.told


def marked(variant: Variant) -> str:
    """A variant, each sentence with its markers."""
    return " ".join(f"{ended(one.text)} {markers_of(one.provenance)}" for one in variant.statements)


def ended(text: str) -> str:
    """A sentence of a list among others in one line."""
    return text if text.endswith(ENDS) else f"{text}."


def lost(variant: Variant, found: Rewriting) -> str:
    """What a variant no longer says, with the markers of the field that said it."""
    return f" (ne dit plus : {', '.join(variant.lost)} {markers_of(found.proofs)})" if variant.lost else ""
