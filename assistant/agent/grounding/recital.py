"""Tell a paragraph that recites the orders given to the model from one that answers."""

from functools import cache

from assistant.language import normalise
from prompts import load_prompt

TOGETHER = 10  # words in a row: fewer may be said by chance
PROMPTS = ("system", "revision", "understanding")


def recites_prompt(paragraph: str) -> bool:
    """Whether a paragraph has that many words of a prompt in their order."""
    return not _runs(paragraph).isdisjoint(_orders())


@cache
def _orders() -> frozenset[tuple[str, ...]]:
    return frozenset().union(*(_runs(load_prompt(name).template) for name in PROMPTS))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = normalise(text).split()
    return frozenset(tuple(words[start : start + TOGETHER]) for start in range(len(words) - TOGETHER + 1))
