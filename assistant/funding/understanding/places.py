"""Where the project is: the territory of the one who asks, not of the one who pays."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.domain import Frozen, Territory, TerritoryLevel
from assistant.funding.request import FacetName, Remark
from assistant.funding.understanding.heard import Heard, Ignored, facet_of
from assistant.funding.understanding.lexicon import place_cues
from assistant.language import fold
from assistant.language.people import AS_WRITTEN
from assistant.language.plain import PlainText
from assistant.territories import Mention, Territories

WORD = re.compile(r"[^\W\d_]{3,}")
CODE = r"(?P<code>97\d|\d{2}|2[ab])"
ENDS_WITH_CODE = re.compile(rf"(?:^|[\w)] ?,? )(?:[^\W\d_]+ ?,? )?{CODE}\s*\??$")
CONTEXT = 80  # characters before a name that tell whose it is
SPECIFIC = (
    TerritoryLevel.COMMUNE,
    TerritoryLevel.EPCI,
    TerritoryLevel.DEPARTMENT,
    TerritoryLevel.REGION,
)


class Place(Frozen):
    """A territory named, by a span of the text as written; ``candidates`` are all those that the name may mean."""

    candidates: tuple[Territory, ...]
    start: int
    end: int
    is_funder: bool = False
    is_owner: bool = False

    @property
    def territory(self) -> Territory:
        """The first of those that the name may mean."""
        return self.candidates[0]


def read_place(text: str, territories: Territories, *, is_request: bool = True) -> tuple[Heard, tuple[Territory, ...]]:
    """The territory of a request, and those that an ambiguous name may mean when nothing tells which.

    A number that ends a request is that of a département («isolation école 24»), unless it is no request.
    """
    places = places_in(text, territories, is_request=is_request)
    ignored = [place for place in places if place.is_funder]
    owned = [place for place in places if not place.is_funder]
    if not places:
        return Heard(), ()
    chosen = _chosen(owned or ignored, territories)
    heard = Heard(
        ignored=tuple(Ignored(name=FacetName.TERRITORY, start=one.start, end=one.end) for one in ignored if owned),
        remarks=tuple(_doubts(owned, chosen, territories)),
    )
    if len(chosen.candidates) > 1:
        return heard, chosen.candidates
    territory = chosen.territory
    facet = facet_of(
        PlainText(text, AS_WRITTEN),
        FacetName.TERRITORY,
        territory.code,
        f"{territory.name} ({territory.code})",
        (chosen.start, chosen.end),
        is_implied=not owned,
    )
    return heard.model_copy(update={"facets": (facet,)}), ()


def places_in(text: str, territories: Territories, *, is_request: bool = True) -> tuple[Place, ...]:
    """The territories that a text names, in order, with whose they are."""
    mentions = territories.find_in(text) or territories.find_in(_capitalised(text))
    found = [_place(text, mention, territories) for mention in mentions]
    found += [
        place
        for place in _numbered(text, territories, is_request)
        if not any(_overlap(place, other) for other in found)
    ]
    return tuple(_told_apart(sorted(found, key=lambda place: place.start), territories))


def _place(text: str, mention: Mention, territories: Territories) -> Place:
    cues = place_cues()
    before = PlainText(text[max(0, mention.start - CONTEXT) : mention.start], AS_WRITTEN).folded
    after = PlainText(text[mention.end : mention.end + CONTEXT], AS_WRITTEN).folded
    pays = cues.funder_before.search(before) or cues.elsewhere_before.search(before)
    candidates = territories.resolve(text[mention.start : mention.end]).candidates
    return Place(
        candidates=candidates if mention.territory in candidates else (mention.territory,),
        start=mention.start,
        end=mention.end,
        is_funder=bool(pays or cues.funder_after.search(f" {after}")),
        is_owner=cues.owner_before.search(before) is not None,
    )


def _told_apart(places: Sequence[Place], territories: Territories) -> Iterator[Place]:
    """The places, a homonym told by another place that contains it: «Saint-Denis (93)»."""
    for place in places:
        others = [other.territory for other in places if other is not place and len(other.candidates) == 1]
        inside = tuple(
            candidate
            for candidate in place.candidates
            if any(candidate != other and territories.contains(other, candidate) for other in others)
        )
        yield place.model_copy(update={"candidates": inside}) if len(inside) == 1 else place


def _chosen(places: Sequence[Place], territories: Territories) -> Place:
    """The most precise of the places said to be the owner's, else of all, the last one among equals."""
    owned = [place for place in places if place.is_owner] or list(places)
    inside = [
        place
        for place in places
        if any(place is not one and territories.contains(one.territory, place.territory) for one in owned)
    ]
    return max((*owned, *inside), key=lambda place: (_precision(place.territory), place.start))


def _precision(territory: Territory) -> int:
    return -SPECIFIC.index(territory.level) if territory.level in SPECIFIC else -len(SPECIFIC)


def _doubts(places: Sequence[Place], chosen: Place, territories: Territories) -> Iterator[Remark]:
    if len(chosen.candidates) > 1:
        names = ", ".join(f"{one.name} ({one.code})" for one in chosen.candidates[:8])
        yield Remark(
            field=FacetName.TERRITORY, message=f"Territoire : ce nom désigne plusieurs territoires, {names}. Lequel ?"
        )
    apart = {
        other.territory.name: None for other in places if not are_nested(other.territory, chosen.territory, territories)
    }
    if apart:
        names = ", ".join(apart)
        message = (
            f"Territoire : le texte cite aussi {names}. « {chosen.territory.name} » est retenu ; précisez le vôtre."
        )
        yield Remark(field=FacetName.TERRITORY, message=message)


def are_nested(one: Territory, other: Territory, territories: Territories) -> bool:
    """Whether one of two territories contains the other."""
    return territories.contains(one, other) or territories.contains(other, one)


def _overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _capitalised(text: str) -> str:
    """The text with the capitals that people forget; a name that is a common word has one after who asks only."""
    return WORD.sub(lambda match: match[0].capitalize() if _is_name(match) else match[0], text)


def _is_name(match: re.Match[str]) -> bool:
    if fold(match[0]) not in place_cues().common_words:
        return True
    before = PlainText(match.string[max(0, match.start() - CONTEXT) : match.start()], AS_WRITTEN).folded
    return place_cues().body_before.search(before) is not None


def _numbered(text: str, territories: Territories, is_request: bool) -> Iterator[Place]:
    """The départements whose number is announced, or ends a request in a telegram («isolation école 24»)."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    ends = ENDS_WITH_CODE.finditer(folded) if is_request else ()
    for match in (*_announced().finditer(folded), *ends):
        group = next(name for name, code in match.groupdict().items() if code)
        candidates = territories.resolve(match[group].upper()).candidates
        if len(candidates) == 1 and candidates[0].level is TerritoryLevel.DEPARTMENT:
            yield Place(candidates=candidates, start=match.start(group), end=match.end(group), is_owner=True)


@cache
def _announced() -> re.Pattern[str]:
    before, after = (
        "|".join(map(re.escape, words)) for words in (place_cues().before_number, place_cues().after_number)
    )
    return re.compile(
        rf"\b(?:{before})\s+{CODE}\b(?![%/€]|[.,]\d|\s*(?:{after}|\d|€|%)\b)|\((?P<bracketed>97\d|\d{{2}}|2[ab])\)"
    )
