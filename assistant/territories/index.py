"""The names of the territories, ready to be looked up and to be found in a text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.domain import Territory, TerritoryLevel
from assistant.territories.designations import load_designations
from assistant.territories.words import name_key, without_article

GROUPED = frozenset({TerritoryLevel.EPCI, TerritoryLevel.METROPOLE, TerritoryLevel.PARK, TerritoryLevel.BASIN})
Codes = dict[str, list[str]]


class NameIndex:
    """Codes by name. ``names`` are whole names, ``bare`` those without their article, ``cores`` those of EPCI, parks
    and basins without the words of their kind; ``longest`` the number of words of the longest name that begins with a
    word. All keys are spelled as ``name_key`` does.
    """

    def __init__(self, territories: Iterable[Territory], aliases: Iterable[tuple[str, str]] = ()) -> None:
        self.names: Codes = defaultdict(list)
        self.bare: Codes = defaultdict(list)
        self.cores: Codes = defaultdict(list)
        self.longest: dict[str, int] = {}
        self.by_postcode: Codes = defaultdict(list)
        self.by_other_code: Codes = defaultdict(list)
        for territory in territories:
            self._add(territory)
        for name, code in aliases:
            self._name(name_key(name), code)

    def _add(self, territory: Territory) -> None:
        self._name(name_key(territory.name), territory.code)
        for name in territory.former_names:
            self._name(name_key(name), territory.code)
        if territory.level in GROUPED:
            core = load_designations().core(name_key(territory.name))
            _put(self.cores, core, territory.code)
        for postcode in territory.postcodes:
            _put(self.by_postcode, postcode, territory.code)
        for code in (*territory.former_codes, *((territory.siren,) if territory.siren else ())):
            _put(self.by_other_code, code, territory.code)

    def _name(self, key: str, code: str) -> None:
        _put(self.names, key, code)
        bare = without_article(key)
        if bare != key:
            _put(self.bare, bare, code)
        first, length = key.partition(" ")[0], key.count(" ") + 1
        if length > self.longest.get(first, 0):
            self.longest[first] = length

    def longest_name(self, keys: Sequence[str]) -> tuple[int, str]:
        """The number of words of the longest name that begins a sequence of words, and its key; 0 for none."""
        for count in range(min(len(keys), self.longest.get(keys[0], 0)), 0, -1):
            key = " ".join(keys[:count])
            if key in self.names:
                return count, key
        return 0, ""

    def longest_core(self, keys: Sequence[str], limit: int = 10) -> tuple[int, str]:
        """The same among the cores."""
        for count in range(min(len(keys), limit), 0, -1):
            key = " ".join(keys[:count])
            if key in self.cores:
                return count, key
        return 0, ""


def _put(codes: Codes, key: str, code: str) -> None:
    known = codes[key]
    if code not in known:
        known.append(code)
