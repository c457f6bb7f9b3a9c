"""Eligibility of an aid for a request, criterion by criterion: territory, beneficiary, dates."""

from assistant.domain import Aid, Beneficiary, Recurrence, Territory, TerritoryLevel
from assistant.funding.answer import Criterion, Verdict
from assistant.funding.request import FundingRequest
from assistant.language.display import format_date
from assistant.language.names import beneficiary_name
from assistant.territories import Territories

SMALL_LEVELS = {TerritoryLevel.COMMUNE, TerritoryLevel.EPCI, TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION}
TERRITORY, BENEFICIARY, DATES = "territoire", "bénéficiaire", "dates"


def judge(aid: Aid, request: FundingRequest, territories: Territories) -> tuple[Criterion, ...]:
    """The verdict of each criterion, with the sentence that says so."""
    return (
        _territory(aid, request.territory, territories),
        _beneficiary(aid, request.beneficiary),
        _dates(aid, request),
    )


def _territory(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion:
    if not aid.perimeter:
        return _criterion(TERRITORY, Verdict.UNKNOWN, "la fiche ne dit pas sur quel territoire l'aide est ouverte")
    found = territories.resolve(aid.perimeter).candidates
    perimeter = found[0] if len(found) == 1 else None
    if perimeter and perimeter.level in {TerritoryLevel.COUNTRY, TerritoryLevel.CONTINENT}:
        return _criterion(TERRITORY, Verdict.YES, f"ouverte sur tout le territoire ({aid.perimeter})")
    if territory is None:
        return _criterion(
            TERRITORY, Verdict.UNKNOWN, f"ouverte sur {aid.perimeter} : votre territoire n'est pas précisé"
        )
    if perimeter is None or perimeter.level not in SMALL_LEVELS | {TerritoryLevel.OTHER}:
        return _criterion(TERRITORY, Verdict.UNKNOWN, f"ouverte sur {aid.perimeter} : vérifiez que vous y êtes")
    if perimeter == territory:
        return _criterion(TERRITORY, Verdict.YES, f"ouverte sur {perimeter.name}")
    if territories.contains(perimeter, territory):
        return _criterion(TERRITORY, Verdict.YES, f"ouverte sur {perimeter.name}, qui comprend {territory.name}")
    if territories.contains(territory, perimeter):
        return _criterion(TERRITORY, Verdict.UNKNOWN, f"réservée à {perimeter.name}, une partie de {territory.name}")
    return _criterion(TERRITORY, Verdict.NO, f"réservée à {perimeter.name}, hors de {territory.name}")


def _beneficiary(aid: Aid, beneficiary: Beneficiary | None) -> Criterion:
    names = ", ".join(beneficiary_name(audience) for audience in aid.audiences)
    if not aid.audiences:
        return _criterion(BENEFICIARY, Verdict.UNKNOWN, "la fiche ne liste pas les bénéficiaires")
    if beneficiary is None:
        return _criterion(BENEFICIARY, Verdict.UNKNOWN, f"s'adresse à : {names}")
    if beneficiary in aid.audiences:
        return _criterion(
            BENEFICIARY, Verdict.YES, f"« {beneficiary_name(beneficiary)} » figure parmi les bénéficiaires"
        )
    return _criterion(BENEFICIARY, Verdict.NO, f"ne s'adresse qu'à : {names}")


def _dates(aid: Aid, request: FundingRequest) -> Criterion:
    deadline, start = aid.submission_deadline, aid.start_date
    if deadline and deadline < request.on:
        again = ", mais l'aide revient périodiquement" if aid.recurrence is Recurrence.RECURRING else ""
        return _criterion(DATES, Verdict.NO, f"close depuis le {format_date(deadline)}{again}")
    if start and start > request.on:
        return _criterion(DATES, Verdict.UNKNOWN, f"pas encore ouverte : ouverture le {format_date(start)}")
    if deadline:
        return _criterion(DATES, Verdict.YES, f"dépôt possible jusqu'au {format_date(deadline)}")
    if aid.recurrence is Recurrence.ONGOING:
        return _criterion(DATES, Verdict.YES, "ouverte en permanence")
    return _criterion(DATES, Verdict.UNKNOWN, "la fiche ne donne pas de date limite")


def _criterion(name: str, verdict: Verdict, because: str) -> Criterion:
    return Criterion(criterion=name, verdict=verdict, because=because)
