"""Tell what a message states from what it asks."""

import re
from functools import cache

from assistant.agent.planner.cues import load_cues, says
from assistant.language import normalise, split_sentences

CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=\?)\s+")


def statement_of(text: str) -> str:
    """What a message tells, without the sentences and clauses that only ask; empty for a question."""
    told: list[str] = []
    for sentence in split_sentences(text):
        clauses = CLAUSE.split(sentence)
        first = next((index for index, clause in enumerate(clauses) if _opens_question(clause)), len(clauses))
        head = " ".join(clauses[:first])
        if head and not (head.rstrip().endswith("?") and first == len(clauses) and not _wishes(head)):
            told.append(head)
    return " ".join(told).strip()


def is_follow_up(text: str) -> bool:
    """Whether a message only asks the last question of something else («et pour l'école ?»)."""
    normalised = f"{normalise(text)} "
    if not any(normalised.startswith(cue) for cue in load_cues().follow_ups):
        return False
    return text.rstrip().endswith("?") or not any(character.isdigit() for character in text)


def _opens_question(clause: str) -> bool:
    return _openers().match(normalise(clause)) is not None


def _wishes(sentence: str) -> bool:
    return says(load_cues().wishes, normalise(sentence))


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(map(re.escape, load_cues().question_openers)) + r")\b")
