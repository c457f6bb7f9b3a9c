"""Checks of dates: no early start, order of requests, deadlines, limits to begin and to finish."""

from collections.abc import Iterable
from datetime import date

from assistant.calculators.financing.book import Rule, Scheme
from assistant.calculators.financing.checks.outcome import outcome, verdict_of
from assistant.calculators.financing.codes import GrantStatus, Verdict
from assistant.calculators.financing.days import shifted
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.inputs import Grant
from assistant.calculators.financing.result import Check
from assistant.calculators.financing.shares import is_set_aside
from assistant.language.display import format_date

COMPLETION = "completion"


def complete_on(grant: Grant, months: int) -> date | None:
    """When the file of a grant is complete: as said, or deemed complete some months after it is received."""
    if grant.complete_on or not grant.requested_on:
        return grant.complete_on
    return shifted(grant.requested_on, months=months)


def act_before(scheme: Scheme, figures: Figures) -> tuple[date | None, str]:
    """The day and the name of the act before which a scheme is asked for."""
    calendar = figures.plan.calendar
    if scheme.ask_before == COMPLETION:
        return calendar.works_end, "la fin des travaux"
    return calendar.execution_start, "le premier engagement"


def no_early_start(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Nothing is signed before the State has received the request."""
    yield from _asked_in_time(rule, figures)


def request_order(rule: Rule, figures: Figures) -> Iterable[Check]:
    """Each aid is asked for before the act that its rules set."""
    yield from _asked_in_time(rule, figures)


def _asked_in_time(rule: Rule, figures: Figures) -> Iterable[Check]:
    aside = is_set_aside(rule, figures)
    for grant in figures.concerned(rule):
        act, name = act_before(figures.scheme(grant), figures)
        label = figures.name(grant)
        if aside:
            yield outcome(rule, Verdict.OK, f"{label} : {aside}.", subject=grant.id)
        elif act is None:
            because = f"{label} : indiquez les dates du projet ; la demande doit précéder {name}."
            yield outcome(rule, Verdict.UNKNOWN, because, subject=grant.id)
        elif grant.requested_on is None and grant.status is not GrantStatus.PLANNED:
            because = f"{label} : indiquez la date de réception de la demande ; elle doit précéder {name}."
            yield outcome(rule, Verdict.UNKNOWN, because, subject=grant.id)
        else:
            asked = grant.requested_on or figures.plan.on
            told = "demande" if grant.requested_on else "demande à faire : au plus tôt"
            because = f"{label} : {told} le {format_date(asked)}, {name} le {format_date(act)}."
            yield outcome(rule, verdict_of(rule, holds=asked <= act), because, subject=grant.id)


def start_after_complete(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The owner waits for a complete file."""
    start = figures.plan.calendar.execution_start
    aside = is_set_aside(rule, figures)
    for grant in figures.concerned(rule):
        complete = complete_on(grant, rule.months)
        if start is None or complete is None:
            continue
        because = (
            f"{figures.name(grant)} : dossier complet ou réputé complet le {format_date(complete)}, "
            f"premier engagement le {format_date(start)}{f' ({aside})' if aside else ''}."
        )
        holds = complete <= start or bool(aside)
        yield outcome(rule, verdict_of(rule, holds=holds), because, subject=grant.id)


def deadline(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The aid is asked for before it closes."""
    for grant in figures.grants:
        if grant.deadline is None:
            continue
        is_done = grant.requested_on is None and grant.status is not GrantStatus.PLANNED
        asked = grant.requested_on or figures.plan.on
        told = "déjà demandée" if is_done else f"demande le {format_date(asked)} au plus tôt"
        because = f"{figures.name(grant)} : date limite le {format_date(grant.deadline)}, {told}."
        yield outcome(rule, verdict_of(rule, holds=is_done or asked <= grant.deadline), because, subject=grant.id)


def begin_within(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The works begin soon enough after the grant is notified."""
    start = figures.plan.calendar.execution_start
    for grant in figures.concerned(rule):
        if grant.granted_on is None or start is None:
            continue
        last = shifted(grant.granted_on, years=rule.years)
        because = (
            f"{figures.name(grant)} : à commencer au plus tard le {format_date(last)}, prévu le {format_date(start)}."
        )
        yield outcome(rule, verdict_of(rule, holds=start <= last), because, subject=grant.id)


def end_within(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The works end soon enough after they begin."""
    start, end = figures.plan.calendar.execution_start, figures.plan.calendar.works_end
    for grant in figures.concerned(rule):
        if start is None or end is None:
            continue
        last = shifted(start, years=rule.years)
        because = f"{figures.name(grant)} : à achever au plus tard le {format_date(last)}, prévu le {format_date(end)}."
        yield outcome(rule, verdict_of(rule, holds=end <= last), because, subject=grant.id)
