"""The words that matter to the planner, towards which misspelt ones are corrected."""

from functools import cache

from assistant.agent.planner.cues import load_cues
from assistant.agent.planner.intents import intent_cues
from assistant.agent.planner.slots import slot_cues
from assistant.agent.planner.themes import load_themes
from assistant.language import normalise
from assistant.language.spelling import respell
from assistant.territories import load_territories

PEOPLE = "commune mairie village habitants communauté intercommunalité département région syndicat"
SHORTEST = 5  # letters


def in_plain_french(text: str) -> str:
    """A message with its hurried and misspelt words as Jalon knows them."""
    return respell(text, _vocabulary())


@cache
def _vocabulary() -> frozenset[str]:
    cues = load_cues()
    phrases = [
        *cues.wishes, *cues.works, *cues.money.cost, *cues.money.funders, *intent_cues(), *slot_cues(), PEOPLE,
        *(cue for theme in load_themes().theme for cue in (*theme.cues, *theme.subjects)),
        *load_territories().names(),
    ]  # fmt: skip
    return frozenset(word for phrase in phrases for word in normalise(phrase).split() if len(word) >= SHORTEST)
