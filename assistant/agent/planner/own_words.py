"""What is kept in the user's own words: the title of the project and its dates."""

import re

from assistant.agent.planner.cues import load_cues, says
from assistant.language import normalise, split_sentences
from assistant.language.dates import DATE

TITLE = re.compile(
    r"\b(?:le\s+)?(?:titre|intitulé|nom du projet)\s*(?:est|sera|devient|:)+\s*[«\"“]?\s*(?P<title>[^»\"”\n]{3,150})",
    re.IGNORECASE,
)
SEASON = re.compile(
    r"\b(?:début|fin|mi|printemps|été|automne|hiver|courant|trimestre|semestre)\b[^.]{0,12}\b20\d\d\b", re.IGNORECASE
)


def read_title(message: str) -> str:
    """The title that a message gives («le titre est « École Jean Moulin »»); empty without one."""
    found = TITLE.search(message)
    return found["title"].strip() if found else ""


def without_title(text: str) -> str:
    """A message without the title that it gives, whose words say nothing else of the project."""
    return TITLE.sub("", text)


def dated_sentences(statement: str) -> list[str]:
    """The sentences that say when the project is to be done."""
    dated = (one for one in split_sentences(statement) if DATE.search(one) or SEASON.search(one))
    return [one for one in dated if says(load_cues().schedule.cues, normalise(one))]
