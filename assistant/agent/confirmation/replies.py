"""Read what a user answers to «Confirmez-vous ?»."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen
from assistant.language import normalise


class _Replies(Frozen):
    yes: tuple[str, ...]
    no: tuple[str, ...]
    polite: tuple[str, ...]


def read_reply(message: str) -> bool | None:
    """Whether a whole message says yes, or no; None when it says anything else, or both."""
    said = normalise(message)
    accepts, refuses = (_is_made_of(words, said) for words in (_load().yes, _load().no))
    return accepts if accepts != refuses else None


def _is_made_of(words: tuple[str, ...], said: str) -> bool:
    left, found = _pattern(words).subn(" ", said)
    return found > 0 and not _pattern(_load().polite).sub(" ", left).strip()


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


@cache
def _load() -> _Replies:
    text = (files("assistant.agent.confirmation") / "replies.toml").read_text(encoding="utf-8")
    return _Replies.model_validate(tomllib.loads(text))
