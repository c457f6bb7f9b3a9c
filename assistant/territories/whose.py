"""Where the project of a request is: the territory of the one who asks, not of the one who pays."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen, Territory, TerritoryLevel
from assistant.language.people import AS_WRITTEN
from assistant.language.plain import PlainText
from assistant.territories.finding import Found
from assistant.territories.graph import Graph
from assistant.territories.resolution import Resolution
from assistant.territories.resolving import Resolver

CONTEXT = 80  # characters before or after a name that tell whose it is
PRECISE_FIRST = (
    TerritoryLevel.COMMUNE,
    TerritoryLevel.EPCI,
    TerritoryLevel.METROPOLE,
    TerritoryLevel.DEPARTMENT,
    TerritoryLevel.OVERSEAS,
    TerritoryLevel.OTHER,
    TerritoryLevel.REGION,
)


class Place(Frozen):
    """A place that a request names, by a span of the text: one territory, or several that its name may mean."""

    resolution: Resolution
    start: int
    end: int
    is_funder: bool = False
    is_owner: bool = False

    @property
    def territory(self) -> Territory:
        """The first of those that the name may mean."""
        return self.resolution.candidates[0]


class Asked(Frozen):
    """Where a request is about: the place ``chosen``, None without any; the ``others`` of who asks, the ``funders``."""

    chosen: Place | None = None
    others: tuple[Place, ...] = ()
    funders: tuple[Place, ...] = ()


class _Cues(Frozen):
    funder_before: re.Pattern[str]
    funder_after: re.Pattern[str]
    owner_before: re.Pattern[str]
    elsewhere_before: re.Pattern[str]


def place_asked(text: str, found: Found, resolver: Resolver) -> Asked:
    """The place that a request is about, among those found in it; that of a funder when there is no other."""
    places = _places(text, found, resolver)
    funders = tuple(place for place in places if place.is_funder)
    own = tuple(place for place in places if not place.is_funder)
    if not places:
        return Asked()
    chosen = _chosen(own or funders, resolver.graph)
    others = tuple(place for place in own if place is not chosen)
    return Asked(chosen=chosen, others=others, funders=tuple(place for place in funders if place is not chosen))


def _places(text: str, found: Found, resolver: Resolver) -> list[Place]:
    named = [
        (resolver.resolution(text[one.start : one.end], [one.territory.code]), one.start, one.end)
        for one in found.mentions
    ]
    named += [(one.resolution, one.start, one.end) for one in found.doubts]
    return [_place(text, *one) for one in sorted(named, key=lambda one: one[1])]


def _place(text: str, resolution: Resolution, start: int, end: int) -> Place:
    cues = _cues()
    before = PlainText(text[max(0, start - CONTEXT) : start], AS_WRITTEN).folded
    after = PlainText(text[end : end + CONTEXT], AS_WRITTEN).folded
    pays = cues.funder_before.search(before) or cues.funder_after.search(f" {after}")
    is_commune = resolution.candidates[0].level is TerritoryLevel.COMMUNE  # pays for no other's project
    return Place(
        resolution=resolution,
        start=start,
        end=end,
        is_funder=bool((pays and not is_commune) or cues.elsewhere_before.search(before)),
        is_owner=cues.owner_before.search(before) is not None or text[start].isdigit(),
    )


def _chosen(places: Sequence[Place], graph: Graph) -> Place:
    """The most precise of the places said to be the owner's, else of all, the last one among equals."""
    owned = [place for place in places if place.is_owner] or list(places)
    inside = [
        place
        for place in places
        if any(place is not one and graph.contains(one.territory, place.territory) for one in owned)
    ]
    return max((*owned, *inside), key=lambda place: (_precision(place.territory), place.start))


def _precision(territory: Territory) -> int:
    level = territory.level
    return -PRECISE_FIRST.index(level) if level in PRECISE_FIRST else -len(PRECISE_FIRST)


@cache
def _cues() -> _Cues:
    """The patterns of ``whose.toml``; what stands before a name begins at a word."""
    content = tomllib.loads((files("assistant.territories") / "whose.toml").read_text(encoding="utf-8"))
    behind = {name: rf"(?:^|\s){pattern}" for name, pattern in content.items() if name.endswith("_before")}
    return _Cues.model_validate({**content, **behind})
