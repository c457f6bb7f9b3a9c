"""Eligibility of an aid for a request, criterion by criterion: territory, beneficiary, opening, dates."""

from assistant.domain import Aid, Beneficiary, Recurrence, Territory, TerritoryLevel
from assistant.funding.answer import Criterion, Verdict
from assistant.funding.opening import OpeningDoubt
from assistant.funding.request import FundingRequest
from assistant.language.display import format_date
from assistant.language.names import beneficiary_name
from assistant.territories import Territories

SMALL_LEVELS = {TerritoryLevel.COMMUNE, TerritoryLevel.EPCI, TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION}
PART_OF_SUBJECT = "la fiche ne parle que d'une partie de votre demande : vérifiez que votre projet y entre"
WHOLE_COUNTRY = {TerritoryLevel.COUNTRY, TerritoryLevel.CONTINENT}
TERRITORY, BENEFICIARY, SUBJECT, OPENING, DATES = "territoire", "bénéficiaire", "objet", "ouverture", "dates"
WHOLE_SUBJECT = 0.6  # share of the request's words, under which a record may be about something else


def judge(
    aid: Aid,
    request: FundingRequest,
    territories: Territories,
    *,
    relevance: float = 1.0,
    doubt: OpeningDoubt | None = None,
) -> tuple[Criterion, ...]:
    """The verdict of each criterion, with the sentence that says so.

    The subject is one only when the record speaks of a part of the request (``relevance``), the opening when in
    ``doubt``.
    """
    return (
        _elsewhere(aid, request.territory, territories) or _territory(aid, request.territory, territories),
        _beneficiary(aid, request.beneficiary),
        *((_criterion(SUBJECT, Verdict.UNKNOWN, PART_OF_SUBJECT),) if relevance < WHOLE_SUBJECT else ()),
        *((_criterion(OPENING, Verdict.UNKNOWN, f"« {doubt.sentence} »"),) if doubt else ()),
        _dates(aid, request),
    )


def _elsewhere(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion | None:
    """The verdict of an aid of the whole country, by its perimeter, whose name or financer names another territory."""
    perimeters = territories.resolve(aid.perimeter).candidates if aid.perimeter else ()
    if any(perimeter.level not in WHOLE_COUNTRY for perimeter in perimeters):
        return None
    named = {m.territory for text in (aid.name, *aid.financers) for m in territories.find_in(text)}
    if not named:
        return None
    names = ", ".join(sorted(one.name for one in named))
    if territory is None:
        return _criterion(TERRITORY, Verdict.UNKNOWN, f"concerne {names} : votre territoire n'est pas précisé")
    if any(territories.contains(one, territory) or territories.contains(territory, one) for one in named):
        return None
    return _criterion(TERRITORY, Verdict.NO, f"concerne {names}, hors de {territory.name}")


def _territory(aid: Aid, territory: Territory | None, territories: Territories) -> Criterion:
    if not aid.perimeter:
        return _criterion(TERRITORY, Verdict.UNKNOWN, "la fiche ne dit pas sur quel territoire l'aide est ouverte")
    found = territories.resolve(aid.perimeter).candidates
    perimeter = found[0] if len(found) == 1 else None
    if perimeter and perimeter.level in WHOLE_COUNTRY:
        return _criterion(TERRITORY, Verdict.YES, f"ouverte sur tout le territoire ({aid.perimeter})")
    if territory is None:
        return _criterion(
            TERRITORY, Verdict.UNKNOWN, f"ouverte sur {aid.perimeter} : votre territoire n'est pas précisé"
        )
    if perimeter is None or perimeter.level not in SMALL_LEVELS | {TerritoryLevel.OTHER}:
        return _criterion(TERRITORY, Verdict.UNKNOWN, _unmapped(aid, territory, territories))
    if perimeter == territory:
        return _criterion(TERRITORY, Verdict.YES, f"ouverte sur {perimeter.name}")
    if territories.contains(perimeter, territory):
        return _criterion(TERRITORY, Verdict.YES, f"ouverte sur {perimeter.name}, qui comprend {territory.name}")
    if territories.contains(territory, perimeter):
        return _criterion(TERRITORY, Verdict.UNKNOWN, f"réservée à {perimeter.name}, une partie de {territory.name}")
    return _criterion(TERRITORY, Verdict.NO, f"réservée à {perimeter.name}, hors de {territory.name}")


def may_be_elsewhere(aid: Aid, territory: Territory, territories: Territories) -> bool:
    """Whether the limits of an aid's perimeter are not known here, and its record names nothing around a territory."""
    found = territories.resolve(aid.perimeter).candidates if aid.perimeter else ()
    unmapped = any(perimeter.level is TerritoryLevel.BASIN for perimeter in found)
    return unmapped and _cited_around(aid, territory, territories) is None


def _cited_around(aid: Aid, territory: Territory, territories: Territories) -> Territory | None:
    named = (mention.territory for mention in territories.find_in(f"{aid.description}\n{aid.eligibility}"))
    return next((one for one in named if territories.contains(one, territory)), None)


def _unmapped(aid: Aid, territory: Territory, territories: Territories) -> str:
    """What to say of a perimeter whose limits are not known here, a river basin for instance."""
    near = _cited_around(aid, territory, territories)
    reason = f"la fiche cite {near.name}" if near else f"la fiche ne cite pas {territory.name}"
    return f"ouverte sur {aid.perimeter} : {reason}, vérifiez que vous y êtes"


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
    if aid.recurrence is Recurrence.RECURRING:
        return _criterion(DATES, Verdict.UNKNOWN, "revient périodiquement : demandez la prochaine date de dépôt")
    return _criterion(DATES, Verdict.UNKNOWN, "la fiche ne donne pas de date limite")


def _criterion(name: str, verdict: Verdict, because: str) -> Criterion:
    return Criterion(criterion=name, verdict=verdict, because=because)
