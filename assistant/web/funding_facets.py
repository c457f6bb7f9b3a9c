"""What was understood of a request, as chips that can be taken away, and the filters on what was found."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.domain import Frozen, Territory, TerritoryLevel
from assistant.funding import FundingRequest
from assistant.language.display import format_date, format_decimal, format_euros
from assistant.language.names import beneficiary_name, help_kind_name, operation_name
from assistant.web.funding_cards import DATE_WORDS, GROUP_TITLES, Card, Group
from assistant.web.funding_query import AidsQuery

LEVELS = {
    TerritoryLevel.COMMUNE: "commune",
    TerritoryLevel.EPCI: "intercommunalité",
    TerritoryLevel.DEPARTMENT: "département",
    TerritoryLevel.REGION: "région",
    TerritoryLevel.BASIN: "bassin",
    TerritoryLevel.COUNTRY: "pays",
    TerritoryLevel.CONTINENT: "continent",
    TerritoryLevel.OTHER: "territoire",
}
SHOWN = 12  # options of a filter


class Chip(Frozen):
    """A facet of the request; ``field`` is where it is corrected, ``away`` the address of the search without it."""

    label: str
    value: str
    is_stated: bool
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
    """The facets of a request that are known, each with where it comes from."""
    stated = dict(query.stated)
    return tuple(
        Chip(label=label, value=value, is_stated=name in stated, field=name, away=query.without_facet(name))
        for name, label, value in _told(request, stated)
        if value
    )


def _told(request: FundingRequest, stated: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield "beneficiary", "Porteur", beneficiary_name(request.beneficiary) if request.beneficiary else ""
    yield "territory", "Territoire", _place(request.territory) if request.territory else ""
    yield "population", "Population", f"{format_decimal(request.population)} habitants" if request.population else ""
    yield "operation", "Opération", operation_name(request.operation) if request.operation else ""
    yield "kind", "Aide voulue", ", ".join(map(help_kind_name, request.kinds))
    yield "themes", "Thème", ", ".join(request.themes)
    yield "amount", "Montant", format_euros(request.amount) if request.amount is not None else ""
    yield "starts_on", "Début du projet", format_date(request.starts_on) if request.starts_on else ""
    yield "on", "Date de la demande", format_date(request.on) if "on" in stated else ""


def _place(territory: Territory) -> str:
    code = territory.code.removeprefix("R")
    return f"{territory.name} ({LEVELS[territory.level]}, {code})"


VALUES: Mapping[str, Callable[[Card], Sequence[str]]] = {
    "verdict": lambda card: (card.group.value,),
    "type": lambda card: card.kinds,
    "financer": lambda card: card.financers,
    "deadline": lambda card: (card.dates.value,),
}
TITLES = {"verdict": "Verdict", "type": "Nature de l'aide", "financer": "Financeur", "deadline": "Échéance"}
NAMES = {
    "verdict": {group.value: GROUP_TITLES[group] for group in Group},
    "deadline": {status.value: words for status, words in DATE_WORDS.items()},
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
