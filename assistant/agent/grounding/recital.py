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
    """The runs of the prompts, but for what stands before their first heading: who Jalon is, which answers say too."""
    templates = [load_prompt(name).template for name in PROMPTS]
    return frozenset().union(*(_runs(template.partition("\n# ")[2] or template) for template in templates))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = normalise(text).split()
    return frozenset(tuple(words[start : start + TOGETHER]) for start in range(len(words) - TOGETHER + 1))
