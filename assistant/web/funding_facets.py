"""What was understood of a request, as chips that can be taken away, and the filters on what was found."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.domain import Frozen
from assistant.funding import Facet, FacetName, FacetOrigin, FundingRequest, facet_name
from assistant.language.display import format_date
from assistant.web.funding_cards import DATE_WORDS, GROUP_TITLES, Card, Group
from assistant.web.funding_query import FACETS, AidsQuery

TITLES_OF_FACETS = {  # those that the page words otherwise than a sentence does
    FacetName.STARTS_ON: "Début du projet",
    FacetName.DEADLINE: "Au plus tard",
    FacetName.KIND_OF_HELP: "Nature de l'aide",
    FacetName.UNWANTED_KIND: "Pas de",
}
ORIGINS = {FacetOrigin.STATED: "indiqué", FacetOrigin.MODEL: "proposé par le modèle"}
SEVERAL = {FacetName.THEME, FacetName.OPERATION, FacetName.KIND_OF_HELP, FacetName.UNWANTED_KIND}
SHOWN = 12  # options of a filter


class Chip(Frozen):
    """A facet of the request and where it comes from; ``field`` is where it is corrected, empty when nowhere,
    ``away`` the address of the search without it.
    """

    label: str
    value: str
    origin: str
    field: str
    away: str


class Option(Frozen):
    """A value of a filter with the number of aids that have it."""

    value: str
    name: str
    count: int
    is_chosen: bool


class Filter(Frozen):
    """A filter on the aids found."""

    name: str
    title: str
    options: tuple[Option, ...]


def chips_of(request: FundingRequest, query: AidsQuery) -> tuple[Chip, ...]:
    """The facets of a request, in the order of their names; the day of the request when it was chosen."""
    order = list(FacetName)
    chips = [_chip(facet, query) for facet in sorted(request.facets, key=lambda facet: order.index(facet.name))]
    if query.value("on"):
        away = query.address(stated=tuple(pair for pair in query.stated if pair[0] != "on"))
        day = format_date(request.on)
        chips.append(Chip(label="Date de la demande", value=day, origin="indiqué", field="on", away=away))
    return tuple(chips)


def _chip(facet: Facet, query: AidsQuery) -> Chip:
    several = facet.name in SEVERAL and facet.origin is not FacetOrigin.STATED
    return Chip(
        label=TITLES_OF_FACETS.get(facet.name) or facet_name(facet.name),
        value=facet.label,
        origin=ORIGINS.get(facet.origin, f"lu : « {facet.words} »"),
        field=facet.name.value if facet.name.value in FACETS else "",
        away=query.without_facet(f"{facet.name}={facet.value}" if several else facet.name.value),
    )


VALUES: Mapping[str, Callable[[Card], Sequence[str]]] = {
    "verdict": lambda card: (card.group.value,),
    "kind": lambda card: card.kinds,
    "financer": lambda card: card.financers,
    "dates": lambda card: (card.dates.value,),
}
TITLES = {"verdict": "Verdict", "kind": "Nature de l'aide", "financer": "Financeur", "dates": "Échéance"}
NAMES = {
    "verdict": {group.value: GROUP_TITLES[group] for group in Group},
    "dates": {status.value: words for status, words in DATE_WORDS.items()},
}


def kept(cards: Sequence[Card], query: AidsQuery, *, but: str = "") -> list[Card]:
    """The cards that pass the filters, except one of them; a filter without a value lets all pass."""
    asked = {name: set(query.of(name)) for name in VALUES if name != but}
    return [
        card for card in cards if all(not wanted or wanted & set(VALUES[name](card)) for name, wanted in asked.items())
    ]


def filters_of(cards: Sequence[Card], query: AidsQuery) -> tuple[Filter, ...]:
    """The filters; an option counts the aids that it would show, the other filters being as they are."""
    return tuple(
        Filter(name=name, title=TITLES[name], options=_options(name, kept(cards, query, but=name), query))
        for name in VALUES
    )


def _options(name: str, cards: Sequence[Card], query: AidsQuery) -> tuple[Option, ...]:
    counts = Counter(value for card in cards for value in dict.fromkeys(VALUES[name](card)))
    chosen = query.of(name)
    words = NAMES.get(name, {})
    ordered = [value for value in words if counts[value]] or [value for value, _ in counts.most_common(SHOWN)]
    listed = dict.fromkeys((*ordered, *chosen))
    return tuple(
        Option(value=value, name=words.get(value, value), count=counts[value], is_chosen=value in chosen)
        for value in listed
    )
