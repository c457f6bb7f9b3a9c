"""The words that say of what level a territory is, read from ``designations.toml``."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib.resources import files

from assistant.domain import Frozen, TerritoryLevel
from assistant.territories.words import without_links


class Designation(Frozen):
    """The levels that some words announce, before a name, in brackets after it, or as its last words."""

    levels: frozenset[TerritoryLevel]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()


class Designations(Frozen):
    """All the designations; keys are folded words."""

    all: tuple[Designation, ...]

    def in_brackets(self, key: str) -> frozenset[TerritoryLevel]:
        """The levels of what stands in brackets after a name; empty when it is no designation."""
        return next((one.levels for one in self.all if key in (*one.before, *one.scale)), frozenset())

    def split(self, key: str) -> tuple[frozenset[TerritoryLevel], str]:
        """The levels that the first words of a key announce, and the name that follows; none, and the whole key."""
        bare = without_links(key)
        for phrase, levels in self._before:
            if bare.startswith(f"{phrase} "):
                return levels, without_links(bare[len(phrase) + 1 :])
        return frozenset(), key

    def unended(self, key: str) -> tuple[frozenset[TerritoryLevel], str]:
        """The levels that the last words of a key announce, and the name before; none, and the whole key."""
        ended = next((pair for pair in self._after if key.endswith(f" {pair[0]}")), None)
        return (ended[1], key.removesuffix(f" {ended[0]}")) if ended else (frozenset(), key)

    def length(self, keys: Sequence[str]) -> int:
        """The number of words of the designation that begins a sequence of words; 0 for none."""
        key = " ".join(keys)
        return next((len(phrase.split()) for phrase, _ in self._before if key.startswith(f"{phrase} ")), 0)

    def core(self, key: str) -> str:
        """The name of an EPCI or a park without the words of its kind: «nantes metropole» is «nantes»."""
        return self.unended(self.split(key)[1])[1]

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which a designation begins."""
        return frozenset(phrase.split()[0] for phrase, _ in self._before)

    @cached_property
    def _before(self) -> list[tuple[str, frozenset[TerritoryLevel]]]:
        return _longest_first((phrase, one.levels) for one in self.all for phrase in one.before)

    @cached_property
    def _after(self) -> list[tuple[str, frozenset[TerritoryLevel]]]:
        return _longest_first((phrase, one.levels) for one in self.all for phrase in one.after)


def _longest_first(
    phrases: Iterable[tuple[str, frozenset[TerritoryLevel]]],
) -> list[tuple[str, frozenset[TerritoryLevel]]]:
    return sorted(phrases, key=lambda pair: len(pair[0]), reverse=True)


@cache
def load_designations() -> Designations:
    """The designations that ship with Jalon."""
    text = (files("assistant.territories") / "designations.toml").read_text(encoding="utf-8")
    return Designations(all=tuple(map(Designation.model_validate, tomllib.loads(text).values())))
