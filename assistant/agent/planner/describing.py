"""Whether a statement tells a project: a wish, works, an owner or a figure of it."""

from collections.abc import Mapping

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.inputs import Reading, read_inputs
from assistant.agent.planner.intents import POLITE, Intent, read_intents
from assistant.agent.planner.slots import slots_of
from assistant.agent.planner.themes import Theme
from assistant.language import normalise

REQUESTS = {Intent.FUNDING, Intent.OBLIGATIONS, Intent.COMPARABLES, Intent.FOOTPRINT}


def has_verb(normalised: str) -> bool:
    return says((*load_cues().wishes, *load_cues().works), normalised)


def describes(theme: Theme, statement: str, facts: ProjectFacts, said: Mapping[str, object]) -> bool:
    """Whether a statement tells a project: by a wish or a figure, or by works or an owner when it asks for nothing."""
    normalised = normalise(statement)
    intents = read_intents(normalised)
    if not normalised or normalised.startswith(load_cues().follow_ups):
        return False
    figures = any(said.get(name) for name in ("cost_excl_tax", "cost_with_tax", "population"))
    if figures or says(load_cues().wishes, normalised) or quantities(theme, statement):
        return True
    is_polite = bool(intents) and intents <= POLITE  # «merci, c'est clair» of an owner who is known tells nothing
    owner = said.get("beneficiary") or (facts.beneficiary and not is_polite)
    return not intents & REQUESTS and bool(owner or says(load_cues().works, normalised))


def quantities(theme: Theme | None, statement: str) -> set[str]:
    """The quantities of a statement that are inputs of a theme, but for what is part of its name («de 2 km»)."""
    if theme is None or theme.activity is None:
        return set()
    named = {slot.field for slot in slots_of(theme.activity) if slot.in_its_name}
    found = read_inputs(theme.activity, statement, Reading())
    return {filled.value for field, filled in found.items() if field not in named and filled.value[:1].isdigit()}
