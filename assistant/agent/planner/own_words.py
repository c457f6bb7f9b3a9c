"""What is kept in the user's own words: the title of the project and its dates."""

import re

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.sentences import statement_of
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.language import normalise, split_sentences
from assistant.language.dates import DATE

TITLE = re.compile(
    r"\b(?:le\s+)?(?:titre|intitulé|nom du projet)\s*(?:est|sera|devient|:)+\s*[«\"“]?\s*(?P<title>[^»\"”\n]{3,150})",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"\s*[,;:]\s+")
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


def dated_words(message: str) -> list[str]:
    """The words of a message that say when the project is to be done: dated clauses, else the dated sentence."""
    return [words for one in split_sentences(statement_of(without_title(message))) for words in _dated(one)]


def _dated(sentence: str) -> list[str]:
    clauses = [clause for clause in CLAUSE.split(sentence) if _is_dated(clause)]
    return clauses or ([sentence] if _is_dated(sentence) else [])


def _is_dated(words: str) -> bool:
    has_date = DATE.search(words) or SEASON.search(words)
    return has_date is not None and says(load_cues().schedule.cues, normalise(in_plain_french(words)))
