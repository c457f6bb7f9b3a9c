"""Resolve a name, a postcode or a code."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from assistant.domain import Territory, TerritoryLevel
from assistant.territories.designations import load_designations
from assistant.territories.graph import Graph
from assistant.territories.index import NameIndex
from assistant.territories.resolution import Candidate, Resolution
from assistant.territories.spelled import Spelled, readings
from assistant.territories.words import name_key, without_article, without_links

POSTCODE = re.compile(r"\d{5}")
LIST = re.compile(r",\s*|\s+et\s+")
CODE = re.compile(r"^(?:\d[\dAB]\d{3}|\d{9}|[A-Z\d-]{2,})$")
AROUND = (TerritoryLevel.DEPARTMENT, TerritoryLevel.OVERSEAS, TerritoryLevel.REGION)
NAMESAKES = (TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION)
GROUPED = frozenset({TerritoryLevel.EPCI, TerritoryLevel.METROPOLE})
SUGGESTIONS = 4
REMEMBERED = 8192  # perimeters
SHORTEST_SUGGESTED = 3  # letters
NEAR = 82.0  # likeness, of 100, from which a name is suggested


class Resolver:
    """Reads names of territories."""

    def __init__(self, territories: Mapping[str, Territory], index: NameIndex, graph: Graph) -> None:
        self.territories = territories
        self.index = index
        self.graph = graph
        self.perimeter = lru_cache(REMEMBERED)(self._perimeter)

    def resolve(self, text: str) -> Resolution:
        """What a text may mean; near names when it means nothing."""
        codes = self.codes(text)
        if codes:
            return self.resolution(text, codes)
        return Resolution(asked=text, suggestions=tuple(map(self.candidate, self._near(text))))

    def codes(self, text: str) -> list[str]:
        """The codes that a text may mean."""
        return self._of_code(text.strip().replace(" ", "")) or self._of_name(text)

    def resolution(self, asked: str, codes: Iterable[str]) -> Resolution:
        """The resolution of a text that means these codes, communes first, the most populated before the others."""
        found = map(self.candidate, (self.territories[code] for code in codes))
        ordered = sorted(
            found, key=lambda one: (not one.is_commune, -(one.territory.population or 0), one.territory.code)
        )
        return Resolution(asked=asked, choices=tuple(ordered))

    def _perimeter(self, name: str, scale: str | None) -> tuple[Territory, ...]:
        """The territories that together make a perimeter: one, or those of a list («Aveyron, Hérault, Lot»)."""
        whole = self.codes(f"{name} ({scale})" if scale else name) or self.codes(name)
        parts = [whole] if whole else [self.codes(part) for part in LIST.split(name)]
        told = [self._area(part) for part in parts]
        return tuple(one for one in told if one) if all(told) else ()

    def _area(self, codes: Sequence[str]) -> Territory | None:
        """The only territory of some codes, else the only one that is no commune: aids are seldom open on one."""
        found = [self.territories[code] for code in codes]
        areas = found if len(found) == 1 else [one for one in found if one.level is not TerritoryLevel.COMMUNE]
        return areas[0] if len(areas) == 1 else None

    def candidate(self, territory: Territory) -> Candidate:
        """A territory with what tells it from its namesakes."""
        around = (one for one in self.graph.ancestors(territory) if one.level in AROUND)
        return Candidate(territory=territory, around=next(around, None))

    def within(self, codes: Iterable[str], outer: Territory) -> list[str]:
        """The codes of the territories that lie in another, or are it."""
        return [code for code in codes if self.graph.contains(outer, self.territories[code])]

    def meant(self, codes: Iterable[str]) -> list[str]:
        """What a name alone means of those that bear it.

        A région and its only département are one, an overseas collectivity and its only commune as well: the smaller
        stands for both. A département or a région wins over communes of its name, but for those of ``namesakes.csv``.
        """
        found = [self.territories[code] for code in dict.fromkeys(codes)]
        communes = [one for one in found if one.level is TerritoryLevel.COMMUNE]
        areas = [one for one in found if one.level is not TerritoryLevel.COMMUNE]
        areas = [one for one in areas if not any(self._stands_for(other, one) for other in found)]
        if not communes or not any(one.level in NAMESAKES for one in areas):
            return [one.code for one in (*communes, *areas)]
        towns = {one.code: _namesakes()[one.code] for one in communes if one.code in _namesakes()}
        if "commune" in towns.values():
            return list(towns)
        return [*towns, *(one.code for one in areas)]

    def _stands_for(self, inner: Territory, outer: Territory) -> bool:
        """Whether a territory stands for a larger one of its name."""
        is_commune = inner.level is TerritoryLevel.COMMUNE
        if inner.code == outer.code or (is_commune and outer.level is not TerritoryLevel.OVERSEAS):
            return False
        return self.graph.contains(outer, inner)

    def epci_around(self, codes: Iterable[str]) -> list[str]:
        """The EPCI of communes: «l'agglo de Gap» is the one that Gap belongs to."""
        parents = (self.territories[code].parents for code in codes)
        found = dict.fromkeys(parent for group in parents for parent in group)
        return [code for code in found if code in self.territories and self.territories[code].level in GROUPED]

    def _of_code(self, text: str) -> list[str]:
        """The codes that a code, a SIREN or a postcode stands for; one of letters is written in capitals («FR»)."""
        code = text.upper()
        if not CODE.match(code) or (text.isalpha() and not text.isupper()):
            return []
        own = [code] if code in self.territories else self.index.by_other_code.get(code, [])
        return list(dict.fromkeys([*own, *self.index.by_postcode.get(code, [])]))

    def _of_name(self, text: str) -> list[str]:
        for spelled in readings(text):
            codes = self._found(spelled)
            if codes:
                return codes
        return []

    def _found(self, spelled: Spelled) -> list[str]:
        for codes in self._named(spelled):
            kept = self._qualified(codes, spelled)
            if kept:
                return kept if spelled.levels or spelled.within else self.meant(kept)
        return []

    def _named(self, spelled: Spelled) -> Iterable[list[str]]:
        """The codes that a key may name, the surest first."""
        key, index = spelled.key, self.index
        yield index.names.get(key, [])
        if spelled.levels:
            core = load_designations().core(key)
            yield index.cores.get(core, [])
            if spelled.levels & GROUPED:
                yield self.epci_around(index.names.get(core, []))
        yield index.bare.get(without_article(key), [])
        yield index.names.get(without_article(key), [])
        yield index.cores.get(key, [])

    def _qualified(self, codes: Iterable[str], spelled: Spelled) -> list[str]:
        """The codes of the right level, that lie where the text says."""
        kept = [code for code in codes if not spelled.levels or self.territories[code].level in spelled.levels]
        if not spelled.within:
            return kept
        around = self._of_code(spelled.within) or self.meant(self.index.names.get(self._place(spelled), []))
        if POSTCODE.fullmatch(spelled.within):
            return self.by_postcode(kept, spelled.within)
        return [code for one in around for code in self.within(kept, self.territories[one])]

    def _place(self, spelled: Spelled) -> str:
        key = name_key(spelled.within)
        return key if key in self.index.names else load_designations().split(without_links(key))[1]

    def by_postcode(self, codes: Sequence[str], postcode: str) -> list[str]:
        """Those of a postcode."""
        around = self._of_code(postcode)
        return [code for code in codes if code in around] or self._by_department(codes, postcode)

    def _by_department(self, codes: Iterable[str], postcode: str) -> list[str]:
        """Those whose département has the number that begins a postcode, when postcodes are not loaded."""
        if self.index.by_postcode:
            return []
        number = postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]
        numbers = {"2A", "2B"} if number == "20" else {number}
        return [code for code in codes if code[: len(number)] in numbers]

    def _near(self, text: str) -> list[Territory]:
        """The territories whose names are near to a misspelt one, the nearest first."""
        from rapidfuzz import fuzz, process

        key = readings(text)[-1].key
        if len(key) < SHORTEST_SUGGESTED:
            return []
        found = process.extract(key, self.index.names.keys(), scorer=fuzz.ratio, limit=SUGGESTIONS, score_cutoff=NEAR)
        codes = dict.fromkeys(code for name, _, _ in found for code in self.meant(self.index.names[name]))
        return [self.territories[code] for code in codes][:SUGGESTIONS]


@cache
def _namesakes() -> dict[str, str]:
    """What the name of a commune that is also that of a département means: the commune, or it is to be asked."""
    text = (files("assistant.territories") / "namesakes.csv").read_text(encoding="utf-8")
    return {row["commune"]: row["meant"] for row in csv.DictReader(text.splitlines())}
