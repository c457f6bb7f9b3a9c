"""Where the project is, as a facet; a name of several meanings is asked back."""

from collections.abc import Iterator

from assistant.domain import Territory
from assistant.funding.request import FacetName, Remark
from assistant.funding.understanding.heard import Heard, Ignored, facet_of
from assistant.language.people import AS_WRITTEN
from assistant.language.plain import PlainText
from assistant.territories import Asked, Place, Resolution, Territories


def read_place(text: str, territories: Territories) -> tuple[Heard, Resolution | None]:
    """The territory of a request, or what its name may mean when nothing tells which."""
    asked = territories.asked_in(text)
    chosen = asked.chosen
    if chosen is None:
        return Heard(), None
    heard = Heard(
        ignored=tuple(Ignored(name=FacetName.TERRITORY, start=one.start, end=one.end) for one in asked.funders),
        remarks=tuple(_elsewhere(asked, chosen, territories)),
    )
    if chosen.resolution.is_ambiguous:
        return heard, chosen.resolution
    territory = chosen.territory
    facet = facet_of(
        PlainText(text, AS_WRITTEN),
        FacetName.TERRITORY,
        territory.code,
        f"{territory.name} ({territory.code})",
        (chosen.start, chosen.end),
        is_implied=chosen.is_funder,
    )
    return heard.model_copy(update={"facets": (facet,)}), None


def _elsewhere(asked: Asked, chosen: Place, territories: Territories) -> Iterator[Remark]:
    """The doubt on the other places of who asks that neither hold the one chosen nor lie in it."""
    apart = {
        one.territory.name: None
        for one in asked.others
        if not any(are_nested(one.territory, other, territories) for other in chosen.resolution.candidates)
    }
    if apart:
        message = (
            f"Territoire : le texte cite aussi {', '.join(apart)}. « {chosen.territory.name} » est retenu ; "
            "précisez le vôtre."
        )
        yield Remark(field=FacetName.TERRITORY, message=message)


def are_nested(one: Territory, other: Territory, territories: Territories) -> bool:
    """Whether one of two territories contains the other."""
    return territories.contains(one, other) or territories.contains(other, one)
