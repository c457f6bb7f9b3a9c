"""Which territory contains which: a graph in which a commune has an EPCI, a département and perimeters above it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from assistant.domain import Territory, TerritoryLevel

BOUNDED = frozenset(
    {
        TerritoryLevel.COMMUNE,
        TerritoryLevel.DEPARTMENT,
        TerritoryLevel.OVERSEAS,
        TerritoryLevel.REGION,
        TerritoryLevel.COUNTRY,
        TerritoryLevel.CONTINENT,
    }
)


class Graph:
    """The containment of territories; parents that are not known are left out."""

    def __init__(self, territories: Mapping[str, Territory]) -> None:
        self._territories = territories
        self._known_above: dict[str, frozenset[str]] = {}
        self._known_inside: dict[str, frozenset[str]] = {}

    def ancestors(self, territory: Territory) -> tuple[Territory, ...]:
        """The territories that contain the whole of one, each once: the nearest first, those in nothing else last."""
        above = self._above(territory) - {territory.code}
        found = [self._territories[code] for code in sorted(above)]
        return tuple(sorted(found, key=lambda one: len(self._above(one)), reverse=True))

    def contains(self, outer: Territory, inner: Territory) -> bool:
        """Whether a territory contains the whole of another, or is it."""
        return outer.code in self._above(inner)

    def inside(self, territory: Territory) -> frozenset[str]:
        """The codes of the territories that one contains, itself left out."""
        known = self._known_inside.get(territory.code)
        if known is None:
            known = self._known_inside[territory.code] = frozenset(self._descend(territory.code))
        return known

    def overlaps(self, one: Territory, other: Territory) -> bool:
        """Whether two territories share ground, as far as their parts are known."""
        if self.contains(one, other) or self.contains(other, one):
            return True
        return not self.inside(one).isdisjoint(self.inside(other))

    def are_apart(self, one: Territory, other: Territory) -> bool:
        """Whether two territories certainly share no ground: each lies in something of known limits, and those do not
        overlap. An EPCI on two départements is apart from neither, a basin without limits from nothing inside France.
        """
        return any(
            not self.overlaps(around, outside) for around in self._bounded(one) for outside in self._bounded(other)
        )

    def _bounded(self, territory: Territory) -> list[Territory]:
        """A territory and those around it, as far as their limits are known."""
        return [around for around in (territory, *self.ancestors(territory)) if self.has_limits(around)]

    def has_limits(self, territory: Territory) -> bool:
        """Whether it is known what lies in a territory: otherwise, that it contains nothing proves nothing."""
        parts = [self._territories[code] for code in self._children.get(territory.code, ())]
        if territory.level is TerritoryLevel.BASIN:
            return bool(parts) and all(self.has_limits(part) for part in parts)
        return territory.level in BOUNDED or bool(parts)

    def related(self, territory: Territory) -> frozenset[str]:
        """The codes of a territory, of those that contain it, that it contains, or that share a part of it."""
        inside = self.inside(territory)
        around = {code for part in inside for code in self._territories[part].parents}
        above = {one.code for one in self.ancestors(territory)}
        return inside | (around & self._territories.keys()) | above | {territory.code}

    def _above(self, territory: Territory) -> frozenset[str]:
        """The codes of a territory and of those that contain it."""
        known = self._known_above.get(territory.code)
        if known is None:
            parents = (self._territories[code] for code in territory.parents if code in self._territories)
            known = frozenset({territory.code}).union(*(self._above(parent) for parent in parents))
            self._known_above[territory.code] = known
        return known

    def _descend(self, code: str) -> Iterator[str]:
        seen = set()
        left = [*self._children.get(code, ())]
        while left:
            inner = left.pop()
            if inner not in seen:
                seen.add(inner)
                yield inner
                left += self._children.get(inner, ())

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = defaultdict(list)
        for territory in self._territories.values():
            for parent in territory.parents:
                children[parent].append(territory.code)
        return dict(children)
