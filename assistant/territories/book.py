"""The book of territories: resolve a name or a code, find names in a text, tell which territory contains which."""

import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from assistant.domain import Territory, TerritoryLevel
from assistant.storage import TerritoryStore
from assistant.territories.finding import Finder
from assistant.territories.graph import Graph
from assistant.territories.index import NameIndex
from assistant.territories.numbers import bare_numbers
from assistant.territories.resolution import Doubt, Mention, Resolution
from assistant.territories.resolving import POSTCODE, Resolver
from assistant.territories.whose import Asked, place_asked


class Edition:
    """The territories at one moment, with what is derived from them when it is first asked for."""

    def __init__(self, territories: Mapping[str, Territory], aliases: Iterable[tuple[str, str]]) -> None:
        self.territories = territories
        self._aliases = [(name, code) for name, code in aliases if code in territories]

    @cached_property
    def graph(self) -> Graph:
        """Which contains which."""
        return Graph(self.territories)

    @cached_property
    def index(self) -> NameIndex:
        """Their names."""
        return NameIndex(self.territories.values(), self._aliases)

    @cached_property
    def resolver(self) -> Resolver:
        """What reads a name."""
        return Resolver(self.territories, self.index, self.graph)

    @cached_property
    def finder(self) -> Finder:
        """What reads a text."""
        return Finder(self.resolver)


class Territories:
    """Every known territory: those that ship with Jalon and those that the home has loaded, read when first needed.

    Those that another process loads are seen within ``seconds_between_looks``.
    """

    def __init__(
        self,
        territories: Iterable[Territory],
        aliases: Iterable[tuple[str, str]] = (),
        store: TerritoryStore | None = None,
        *,
        seconds_between_looks: float = 1.0,
    ) -> None:
        self._shipped = {territory.code: territory for territory in territories}
        self._aliases = tuple(aliases)
        self._store = store
        self._seconds_between_looks = seconds_between_looks
        self._revision = 0
        self._looked = float("-inf")
        self._edition = Edition(self._shipped, self._aliases)

    def get(self, code: str) -> Territory:
        """The territory of a code, else of a name; raises InputError."""
        return self._now.territories.get(code.strip().upper()) or self.resolve(code).single()

    def names(self) -> tuple[str, ...]:
        """The names of all the territories."""
        return tuple(territory.name for territory in self._now.territories.values())

    def resolve(self, text: str) -> Resolution:
        """The territories of a code, a postcode or a name, however it is written; near names when there is none."""
        return self._now.resolver.resolve(text)

    def among(self, asked: str, territories: Iterable[Territory]) -> Resolution:
        """The resolution of a name that means one of these, with the question that asks which."""
        return self._now.resolver.resolution(asked, (territory.code for territory in territories))

    def perimeter(self, name: str, scale: str | None = None) -> tuple[Territory, ...]:
        """The territories that together make the perimeter of an aid; empty when it is not known."""
        return self._now.resolver.perimeter(name, scale)

    def find_in(self, text: str) -> tuple[Mention, ...]:
        """The communes, EPCI, départements and régions that a text certainly names, in order."""
        return self._now.finder.mentions(text)

    def doubts_in(self, text: str) -> tuple[Doubt, ...]:
        """The names of a text that have several meanings, which nothing in it decides."""
        return self._now.finder.read(text).doubts

    def asked_in(self, text: str, *, may_end_with_number: bool = True) -> Asked:
        """Where a request is about, and whose the other places are that it names.

        People in a hurry leave out capitals and small words: a request is read with less caution than another text. A
        number that ends it is that of a département («isolation école 24»), unless ``may_end_with_number`` is false.
        """
        now = self._now
        found = now.finder.read(text, is_request=True, may_end_with_number=may_end_with_number)
        return place_asked(text, found, now.resolver)

    def named_in(self, text: str, *, may_end_with_number: bool = True) -> Resolution:
        """What the place that a request is about may mean: one territory, several of its name, or none."""
        chosen = self.asked_in(text, may_end_with_number=may_end_with_number).chosen
        return chosen.resolution if chosen else Resolution(asked=text)

    def answered(self, text: str, among: Sequence[Territory] = ()) -> Resolution:
        """What a short answer means: a name, a number («le 93»), a postcode.

        Among the territories that were asked about, if any, it tells which: «93» or «à La Réunion» of the communes
        named Saint-Denis. Several candidates when it leaves several.
        """
        now = self._now
        found = self.resolve(text).candidates or self.named_in(text, may_end_with_number=False).candidates
        found = found or tuple(one.resolution.candidates[0] for one in bare_numbers(text, now.resolver))
        codes = [one.code for one in among]
        told = [code for outer in found for code in now.resolver.within(codes, outer)]
        told = told or [code for match in POSTCODE.findall(text) for code in now.resolver.by_postcode(codes, match)]
        return now.resolver.resolution(text, dict.fromkeys(told or [one.code for one in found]))

    def contains(self, outer: Territory, inner: Territory) -> bool:
        """Whether a territory contains the whole of another, or is it."""
        return self._now.graph.contains(outer, inner)

    def overlaps(self, one: Territory, other: Territory) -> bool:
        """Whether two territories share ground, as far as their parts are known."""
        return self._now.graph.overlaps(one, other)

    def are_apart(self, one: Territory, other: Territory) -> bool:
        """Whether two territories certainly share no ground; false when the limits of one are not known."""
        return self._now.graph.are_apart(one, other)

    def has_limits(self, territory: Territory) -> bool:
        """Whether it is known what lies in a territory: otherwise, that it contains nothing proves nothing."""
        return self._now.graph.has_limits(territory)

    def related(self, territory: Territory) -> frozenset[str]:
        """The codes of a territory, of those that contain it, that it contains, or that share a part of it."""
        return self._now.graph.related(territory)

    def ancestors(self, territory: Territory) -> tuple[Territory, ...]:
        """The territories that contain one, the nearest first."""
        return self._now.graph.ancestors(territory)

    def has_communes(self) -> bool:
        """Whether communes have been loaded."""
        return any(one.level is TerritoryLevel.COMMUNE for one in self._now.territories.values())

    @property
    def _now(self) -> Edition:
        """The present edition, made again when the home has loaded others."""
        if self._store and time.monotonic() - self._looked >= self._seconds_between_looks:
            self._looked = time.monotonic()
            revision = self._store.revision()
            if revision != self._revision:
                loaded = {one.code: one for one in self._store.all()}
                self._edition = Edition(self._shipped | loaded, self._aliases)
                self._revision = revision
        return self._edition
