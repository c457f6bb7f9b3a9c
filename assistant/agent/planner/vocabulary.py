"""The words that matter to the planner, towards which misspelt ones are corrected."""

from functools import cache, lru_cache

from assistant.agent.planner.cues import load_cues
from assistant.agent.planner.intents import intent_cues
from assistant.agent.planner.slots import slot_cues
from assistant.agent.planner.themes import load_themes
from assistant.language import normalise
from assistant.language.spelling import Vocabulary, respell
from assistant.territories import load_territories

PEOPLE = "commune mairie village habitants communauté intercommunalité département région syndicat"
SHORTEST = 5  # letters


@lru_cache(maxsize=512)  # a conversation is read again at each of its turns
def in_plain_french(text: str) -> str:
    """A message with its hurried and misspelt words as Jalon knows them."""
    return respell(text, _vocabulary())


@cache
def _vocabulary() -> Vocabulary:
    cues = load_cues()
    themes = (cue for theme in load_themes().theme for cue in (*theme.cues, *theme.subjects))
    sought = _words(*themes, *intent_cues(), *slot_cues(), PEOPLE)
    replies = (*cues.replies.yes, *cues.replies.no, *cues.replies.unknown)
    told = (*cues.wishes, *cues.works, *cues.corrections, *cues.new_project, *cues.schedule.cues, *replies)
    money = (*cues.money.cost, *cues.money.received, *cues.money.funders)
    return Vocabulary(sought=sought, known=sought | _words(*told, *money, *load_territories().names()))


def _words(*phrases: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in normalise(phrase).split() if len(word) >= SHORTEST)
