"""What a record says that its aid is about, apart from the names of programmes and the headings of its categories."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from assistant.domain import Aid
from assistant.language import normalise

REMEMBERED = 8192  # texts: the same aids come back from search to search


def speaks_of(aid: Aid, query: str) -> str:
    """What a record says of its subject, as far as a request may ask for it.

    A category tells by its own name, not by its heading: «Énergies / Déchets» stands above all those of energy.
    """
    subjects = (category.rpartition("|")[2] for category in aid.categories)
    asked = normalise(query)
    unnamed = tuple(name for name in _programmes() if normalise(name) not in asked)
    return _without(unnamed, "\n".join((aid.name, aid.description, aid.eligibility, *subjects)))


@lru_cache(maxsize=REMEMBERED)
def _without(programmes: tuple[str, ...], text: str) -> str:
    return re.sub("|".join(map(re.escape, programmes)), " ", text, flags=re.IGNORECASE) if programmes else text


@cache
def _programmes() -> tuple[str, ...]:
    text = (files("assistant.funding") / "programmes.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["names"])
