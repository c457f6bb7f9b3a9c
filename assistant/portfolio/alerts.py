"""What needs attention in a project: days that come, steps that are late, money beyond the plan, parts left empty."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain import Frozen
from assistant.domain.follow_up import FollowUp, When
from assistant.domain.portfolio import ProjectRow
from assistant.domain.sheet import Phase
from assistant.language.display import format_date, format_euros

SOON = timedelta(days=60)
UNTOUCHED = timedelta(days=120)
FINISHED = (Phase.DELIVERED, Phase.EVALUATED)


class AlertKind(StrEnum):
    """What an alert is about."""

    DEADLINE = "deadline"
    LATE = "late"
    BUDGET = "budget"
    GRANT = "grant"
    DATE = "date"
    CONTRADICTION = "contradiction"
    MISSING = "missing"
    TO_CONFIRM = "to_confirm"
    MEASURE = "measure"
    ASLEEP = "asleep"


PLACES = {
    AlertKind.DEADLINE: "#funding",
    AlertKind.LATE: "/suivi#milestones",
    AlertKind.BUDGET: "/suivi#expenses",
    AlertKind.GRANT: "/suivi#grants",
    AlertKind.DATE: "/suivi#expenses",
    AlertKind.CONTRADICTION: "#to-check",
    AlertKind.MEASURE: "/suivi#measures",
    AlertKind.TO_CONFIRM: "#contents",
    AlertKind.MISSING: "#contents",
}


class Alert(Frozen):
    """What needs attention in a project, in French; ``day`` when a day matters. Lower ``rank`` comes first."""

    project_id: str
    title: str
    kind: AlertKind
    text: str
    day: date | None = None

    @property
    def place(self) -> str:
        """Where it is dealt with, after the address of the project's page."""
        return PLACES.get(self.kind, "")

    @property
    def rank(self) -> tuple[int, date]:
        """Its place among the alerts: by kind, then by day."""
        return list(AlertKind).index(self.kind), self.day or date.max


Told = Iterator[tuple[AlertKind, str, date | None]]


def alerts_of(row: ProjectRow, follow_up: FollowUp, on: date) -> tuple[Alert, ...]:
    """The alerts of a project on a day, in the order in which they were found."""
    ahead = () if row.phase in FINISHED else _of_the_sheet(row, on)
    return tuple(
        Alert(project_id=row.project_id, title=row.title, kind=kind, text=text, day=day)
        for kind, text, day in (*ahead, *_of_the_follow_up(row, follow_up, on))
    )


def _of_the_sheet(row: ProjectRow, on: date) -> Told:
    for one in row.deadlines:
        if on <= one.day <= on + SOON:
            left = (one.day - on).days
            yield AlertKind.DEADLINE, f"{one.label} : à déposer avant le {format_date(one.day)} ({left} j)", one.day
    for told in row.contradictions:
        yield AlertKind.CONTRADICTION, f"À vérifier : {told}", None
    if row.missing:
        yield AlertKind.MISSING, f"À compléter : {', '.join(row.missing)}", None
    if row.to_confirm:
        what = "proposition" if row.to_confirm == 1 else "propositions"
        yield AlertKind.TO_CONFIRM, f"{row.to_confirm} {what} à confirmer", None
    if row.updated_at.date() < on - UNTOUCHED:
        yield AlertKind.ASLEEP, f"Sans changement depuis le {format_date(row.updated_at.date())}", None


def _of_the_follow_up(row: ProjectRow, follow_up: FollowUp, on: date) -> Told:
    for step in follow_up.milestones:
        if step.done_on is None and step.planned_on < on:
            yield (
                AlertKind.LATE,
                f"En retard : étape « {step.label} », prévue le {format_date(step.planned_on)}",
                step.planned_on,
            )
    if row.cost_excl_tax is not None and follow_up.spent > row.cost_excl_tax:
        over = format_euros(follow_up.spent - row.cost_excl_tax)
        yield AlertKind.BUDGET, f"Dépenses au-dessus du coût prévu de {over} HT", None
    for grant in follow_up.grants:
        if grant.obtained is not None and grant.obtained > grant.asked:
            sums = f"{format_euros(grant.obtained)} obtenus pour {format_euros(grant.asked)} demandés"
            yield AlertKind.GRANT, f"À vérifier : « {grant.name} », {sums}", None
    for expense in follow_up.expenses:
        if expense.paid_on > on:
            day = format_date(expense.paid_on)
            yield AlertKind.DATE, f"À vérifier : « {expense.label} », payée le {day}, un jour à venir", expense.paid_on
    if row.phase is Phase.DELIVERED and not any(one.when is When.AFTER for one in follow_up.measures):
        yield AlertKind.MEASURE, "Livré : aucun indicateur mesuré après le projet", None
