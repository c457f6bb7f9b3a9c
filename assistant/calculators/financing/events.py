"""The dates of a plan: closings of aids, milestones of the project, limits that the rules set."""

from collections.abc import Iterator
from datetime import date

from assistant.calculators.financing.checks.dates import act_before, complete_on
from assistant.calculators.financing.codes import EventKind, GrantStatus
from assistant.calculators.financing.days import shifted
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.inputs import Grant
from assistant.calculators.financing.result import PlanEvent

BEGIN, END, COMPLETE = "begin-within-two-years", "end-within-four-years", "start-after-complete"


def events_of(figures: Figures) -> tuple[PlanEvent, ...]:
    """All the dates, the nearest first."""
    found = [*_milestones(figures), *(event for grant in figures.grants for event in _of_grant(figures, grant))]
    return tuple(sorted(found, key=lambda event: (event.day, event.event_id)))


def _milestones(figures: Figures) -> Iterator[PlanEvent]:
    calendar = figures.plan.calendar
    named = (
        ("first_commitment", calendar.first_commitment, "Premier engagement (devis ou marché signé)"),
        ("works_start", calendar.works_start, "Début des travaux"),
        ("works_end", calendar.works_end, "Fin des travaux"),
    )
    for name, day, label in named:
        if day:
            yield PlanEvent(event_id=name, day=day, kind=EventKind.MILESTONE, label=label)


def _of_grant(figures: Figures, grant: Grant) -> Iterator[PlanEvent]:
    name = figures.name(grant)
    steps = (
        ("deadline", grant.deadline, EventKind.DEADLINE, "Date limite de dépôt"),
        ("requested", grant.requested_on, EventKind.MILESTONE, "Demande reçue"),
        ("granted", grant.granted_on, EventKind.MILESTONE, "Aide notifiée"),
    )
    for step, day, kind, label in steps:
        if day:
            yield PlanEvent(event_id=f"{grant.id}-{step}", day=day, kind=kind, label=f"{label} : {name}")
    act, act_name = act_before(figures.scheme(grant), figures)
    if act and not grant.requested_on and grant.status is GrantStatus.PLANNED:
        yield _limit(grant, "ask", act, f"Dernier jour pour demander : {name}", f"avant {act_name}")
    yield from _limits(figures, grant)


def _limits(figures: Figures, grant: Grant) -> Iterator[PlanEvent]:
    rules, name = figures.book.by_id, figures.name(grant)
    start = figures.plan.calendar.execution_start
    group = figures.scheme(grant).group
    complete = complete_on(grant, rules[COMPLETE].months)
    if complete and group in rules[COMPLETE].groups:
        yield _limit(
            grant, "complete", complete, f"Dossier complet ou réputé complet : {name}", rules[COMPLETE].reference
        )
    if grant.granted_on and group in rules[BEGIN].groups:
        day = shifted(grant.granted_on, years=rules[BEGIN].years)
        yield _limit(grant, "begin", day, f"Dernier jour pour commencer : {name}", rules[BEGIN].reference)
    if start and group in rules[END].groups:
        day = shifted(start, years=rules[END].years)
        yield _limit(grant, "end", day, f"Dernier jour pour achever : {name}", rules[END].reference)


def _limit(grant: Grant, step: str, day: date, label: str, detail: str) -> PlanEvent:
    return PlanEvent(event_id=f"{grant.id}-{step}", day=day, kind=EventKind.LIMIT, label=label, detail=detail)
