"""The words of intention of a request, read from ``intentions.toml``."""

import tomllib
from functools import cache
from importlib.resources import files

from assistant.language import content_stems


@cache
def intentions() -> frozenset[str]:
    """The stems of the words that say what one does, and not to what."""
    lists = tomllib.loads((files("assistant.funding") / "intentions.toml").read_text(encoding="utf-8"))
    return frozenset(stem for words in lists.values() for word in words for stem in content_stems(word))
