"""Tell what a message states from what it asks."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.intents import read_intents
from assistant.language import normalise, read_amounts, split_sentences

NUMBERING = re.compile(r"^\s*(?:(?:\d{1,2}|[a-f])\s?[).°/-]|[-•*])\s*")  # of a list
STOP = re.compile(r"(?<!\bhab)(?<!\benv)(?<!\bart)(?<!\bdept)(?<!\bav)(?<!\bst)(?<=\w\.)\s+(?=[a-zà-ÿ])")  # hurried
AFTER_QUESTION = re.compile(r"(?<=\?)\s+")
RELATIVE = re.compile(r"\s*qu(?:e\b|['’]|i\b)", re.IGNORECASE)  # «un presbytère, que le conseil veut rénover»
ACT = re.compile(r"(?:[a-zà-ÿ]{2,}(?:er|ir|re))\b.*[:,]$", re.IGNORECASE)  # «Éteindre l'éclairage la nuit :»
CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=\?)\s+")


class Split(NamedTuple):
    """A message as what it tells and what it asks; either may be empty."""

    told: str
    asked: str


def statement_of(text: str) -> str:
    """What a message tells, without the sentences and clauses that only ask; empty for a question."""
    return split_message(text).told


def split_message(text: str) -> Split:
    """The statements of a message apart from its questions, which may follow them in one sentence."""
    told: list[str] = []
    asked: list[str] = []
    for sentence in _sentences(text):
        clauses = CLAUSE.split(sentence)
        is_asked = "?" in sentence
        asking = (
            place
            for place, clause in enumerate(clauses)
            if _opens_question(clause) and (is_asked or not place or not RELATIVE.match(clause))
        )
        first = next(asking, len(clauses))
        head, tail = " ".join(clauses[:first]), " ".join(clauses[first:])
        if head.rstrip().endswith("?") and not tail and not _wishes(head):
            head, tail = "", head
        if ACT.match(head) and _asks_leave(tail) and not list(read_amounts(head)):
            head, tail = "", f"{head} {tail}"
        told += [head] if head else []
        asked += [tail] if tail else []
    return Split(" ".join(told).strip(), " ".join(asked).strip())


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a message; what follows a question mark is one of its own when the question announces itself.

    Else it goes on: «chaudière morte on met quoi ?? mairie 1200 hab» tells a project.
    """
    for sentence in (part for one in split_sentences(text) for part in STOP.split(one)):
        question, *rest = AFTER_QUESTION.split(sentence)
        yield from [question, *rest] if rest and read_intents(normalise(question)) else [sentence]


def is_follow_up(text: str) -> bool:
    """Whether a message only asks the last question of something else («et pour l'école ?»)."""
    normalised = f"{normalise(text)} "
    if not any(normalised.startswith(cue) for cue in load_cues().follow_ups):
        return False
    return text.rstrip().endswith("?") or not any(character.isdigit() for character in text)


def is_question(text: str) -> bool:
    """Whether a piece of a message asks: by how it begins, or by its mark."""
    return text.rstrip().endswith("?") or _opens_question(text)


def _opens_question(clause: str) -> bool:
    return _openers().match(normalise(NUMBERING.sub("", clause))) is not None


def _asks_leave(question: str) -> bool:
    return normalise(question).startswith(load_cues().asks_leave)


def _wishes(sentence: str) -> bool:
    return says(load_cues().wishes, normalise(sentence))


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(map(re.escape, load_cues().question_openers)) + r")\b")
