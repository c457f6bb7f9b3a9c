"""Where a project is, as a message of a conversation says it."""

from assistant.agent.planner.intents import Intent, read_intents
from assistant.domain import Territory
from assistant.errors import InputError
from assistant.funding.understanding import read_place
from assistant.language import normalise
from assistant.territories import Territories


def read_territory(text: str, territories: Territories) -> Territory | None:
    """The territory that a message names; None when it names none, or one that may be several."""
    is_request = Intent.FUNDING in read_intents(normalise(text))
    heard, _ = read_place(text, territories, is_request=is_request)
    return territories.get(heard.facets[0].value) if heard.facets else None


def territory_of(answer: str, territories: Territories) -> Territory | None:
    """The territory that a bare answer names, by its name or its number; None when there is none or several."""
    try:
        return territories.resolve(answer).single()
    except InputError:
        return None
