"""Doubts on a request: facets that contradict one another, or that time has overtaken."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.domain import Beneficiary, TerritoryLevel
from assistant.funding.request import Facet, FacetName, FundingRequest, Remark, facet_name
from assistant.funding.understanding.lexicon import schedule_cues
from assistant.funding.understanding.places import are_nested
from assistant.language import normalise
from assistant.language.display import format_date, format_euros
from assistant.territories import Territories

SINGLE = (
    FacetName.BENEFICIARY,
    FacetName.TERRITORY,
    FacetName.POPULATION,
    FacetName.AMOUNT,
    FacetName.AID_WANTED,
    FacetName.STARTS_ON,
    FacetName.DEADLINE,
)
AROUND = 60  # characters before a date that tell what it is the deadline of
OWN_LEVELS = {
    Beneficiary.DEPARTMENT: (TerritoryLevel.COMMUNE, TerritoryLevel.EPCI),
    Beneficiary.REGION: (TerritoryLevel.COMMUNE, TerritoryLevel.EPCI, TerritoryLevel.DEPARTMENT),
}


def differences(stated: Sequence[Facet], heard: Sequence[Facet], territories: Territories) -> Iterator[Remark]:
    """A doubt for each facet that the caller states otherwise than the text; what is stated is kept."""
    for own in stated:
        for other in heard:
            if own.name is other.name and own.name in SINGLE and _differ(own, other, territories):
                message = (
                    f"{facet_name(own.name)} : vous indiquez « {own.label} », le texte dit « {other.words} ». "
                    "Votre indication est retenue."
                )
                yield Remark(field=own.name, message=message)


def _differ(own: Facet, other: Facet, territories: Territories) -> bool:
    if own.name is FacetName.TERRITORY:
        return not are_nested(territories.get(own.value), territories.get(other.value), territories)
    return own.value != other.value


def doubts(request: FundingRequest) -> Iterator[Remark]:
    """The doubts that the facets of a request raise together."""
    yield from _past(request)
    if request.starts_on and request.deadline and request.deadline < request.starts_on and not _files_by(request):
        yield _remark(
            FacetName.DEADLINE,
            f"l'échéance ({format_date(request.deadline)}) vient avant le début ({format_date(request.starts_on)}).",
        )
    if request.aid_wanted and request.amount and request.aid_wanted > request.amount:
        aid, cost = format_euros(request.aid_wanted), format_euros(request.amount)
        yield _remark(FacetName.AID_WANTED, f"l'aide espérée ({aid}) dépasse le coût du projet ({cost}).")
    wanted = {facet.value for facet in request.named(FacetName.KIND_OF_HELP)}
    for facet in request.named(FacetName.UNWANTED_KIND):
        if facet.value in wanted:
            yield _remark(FacetName.KIND_OF_HELP, f"« {facet.words} » est à la fois demandé et écarté.")
    if request.beneficiary and request.territory:
        small = request.territory.level in OWN_LEVELS.get(request.beneficiary, ())
        if small:
            message = (
                f"« {request.territory.name} » n'est pas le territoire entier d'un tel porteur. Vérifiez qui porte."
            )
            yield _remark(FacetName.BENEFICIARY, message)


def _files_by(request: FundingRequest) -> bool:
    """Whether the deadline is that of the file, which comes before the start."""
    told = (
        request.query[max(0, facet.start - AROUND) : facet.start]
        for facet in request.named(FacetName.DEADLINE)
        if facet.start is not None
    )
    return any(schedule_cues().filing.search(normalise(words)) for words in told)


def _past(request: FundingRequest) -> Iterator[Remark]:
    for name, day in ((FacetName.STARTS_ON, request.starts_on), (FacetName.DEADLINE, request.deadline)):
        if day and day < request.on:
            yield _remark(name, f"la date comprise, {format_date(day)}, est passée.{_begun(name, request.on)}")


def _begun(name: FacetName, on: date) -> str:
    if name is not FacetName.STARTS_ON:
        return ""
    return " Beaucoup d'aides refusent un projet déjà commencé au dépôt du dossier."


def _remark(name: FacetName, message: str) -> Remark:
    return Remark(field=name, message=f"{facet_name(name)} : {message}")
