"""When an aid can be asked for: expired, not yet open, open, its deadline near, or back from time to time."""

from datetime import date
from enum import StrEnum

from assistant.domain import Aid, Recurrence
from assistant.funding.criteria.model import DATES, Criterion, Verdict, met, not_met, untold
from assistant.language.display import format_date

NEAR_DAYS = 45  # under which the days left are counted


class DateStatus(StrEnum):
    """Where an aid stands on a date."""

    OPEN = "open"
    NEAR = "near"
    ONGOING = "ongoing"
    UPCOMING = "upcoming"
    RECURRING = "recurring"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def date_status(aid: Aid, on: date) -> DateStatus:
    """Where an aid stands on a date, by the dates of its record."""
    deadline, start = aid.submission_deadline, aid.start_date
    if deadline and start and deadline < start:
        return DateStatus.UNKNOWN
    if deadline and deadline < on:
        return DateStatus.CLOSED
    if start and start > on:
        return DateStatus.UPCOMING
    if deadline:
        return DateStatus.NEAR if (deadline - on).days <= NEAR_DAYS else DateStatus.OPEN
    if aid.recurrence is Recurrence.ONGOING:
        return DateStatus.ONGOING
    return DateStatus.RECURRING if aid.recurrence is Recurrence.RECURRING else DateStatus.UNKNOWN


def dates_criterion(aid: Aid, on: date, starts_on: date | None = None) -> Criterion:
    """Whether an aid can be asked for on a date, for a project that starts on another."""
    told = _opening(aid, on)
    reserves = tuple(filter(None, (_late_predeposit(aid, on), _too_early(aid, on, starts_on))))
    because = " ; ".join(filter(None, (told.because, _predeposit(aid, on), *reserves)))
    verdict = Verdict.UNKNOWN if reserves and told.verdict is Verdict.YES else told.verdict
    return Criterion(criterion=DATES, verdict=verdict, because=because)


def _opening(aid: Aid, on: date) -> Criterion:
    deadline, start = aid.submission_deadline, aid.start_date
    match date_status(aid, on):
        case DateStatus.CLOSED if deadline:
            return not_met(DATES, f"close depuis le {format_date(deadline)}{_again(aid)}")
        case DateStatus.UPCOMING if start:
            until = f", dépôt jusqu'au {format_date(deadline)}" if deadline else ""
            return untold(DATES, f"pas encore ouverte : ouverture le {format_date(start)}{until}")
        case DateStatus.NEAR | DateStatus.OPEN if deadline:
            return met(DATES, f"dépôt possible jusqu'au {format_date(deadline)}{_left(deadline, on)}{_again(aid)}")
        case DateStatus.ONGOING:
            return met(DATES, "ouverte en permanence")
        case DateStatus.RECURRING:
            return untold(DATES, "revient périodiquement : demandez la prochaine date de dépôt")
    if deadline and start:
        return untold(
            DATES, f"la fiche donne une clôture le {format_date(deadline)}, avant l'ouverture le {format_date(start)}"
        )
    return untold(DATES, "la fiche ne donne pas de date limite")


def _again(aid: Aid) -> str:
    return ", mais l'aide revient périodiquement" if aid.recurrence is Recurrence.RECURRING else ""


def _left(deadline: date, on: date) -> str:
    days = (deadline - on).days
    if days > NEAR_DAYS:
        return ""
    return {0: ", aujourd'hui", 1: ", demain"}.get(days, f", dans {days} jours")


def _predeposit(aid: Aid, on: date) -> str:
    """What to say of a date of pre-deposit (*pré-dépôt*) to come."""
    day = aid.predeposit_date
    return f"un pré-dépôt est attendu avant le {format_date(day)}{_left(day, on)}" if day and day >= on else ""


def _late_predeposit(aid: Aid, on: date) -> str:
    """The reserve of a date of pre-deposit that has gone by, while the aid is open."""
    day = aid.predeposit_date
    if day is None or day >= on or date_status(aid, on) is DateStatus.CLOSED:
        return ""
    return f"le pré-dépôt était attendu avant le {format_date(day)} : demandez s'il est obligatoire"


def _too_early(aid: Aid, on: date, starts_on: date | None) -> str:
    """The reserve of a project that starts before its file can be complete: most aids refuse it."""
    if starts_on is None:
        return ""
    if starts_on <= on:
        return (
            f"votre projet commence le {format_date(starts_on)} : la plupart des aides refusent un projet commencé "
            "avant le dépôt du dossier"
        )
    if aid.start_date and starts_on < aid.start_date:
        return f"votre projet commencerait le {format_date(starts_on)}, avant l'ouverture de l'aide"
    return ""
