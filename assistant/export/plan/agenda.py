"""The dates of a plan as an iCalendar file (RFC 5545); the same plan gives the same bytes."""

from datetime import UTC, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from assistant.calculators.financing import EventKind, PlanEvent, PlanResult

REMINDER = timedelta(days=-14)
PRODUCT = "-//Jalon//Plan de financement//FR"


def plan_calendar(result: PlanResult) -> bytes:
    """A calendar of whole days: closings of aids and limits with a reminder two weeks before, milestones."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", result.plan.title or "Plan de financement")
    for event in result.events:
        calendar.add_component(_event(event, result))
    content: bytes = calendar.to_ical()
    return content


def _event(event: PlanEvent, result: PlanResult) -> Event:
    component = Event()
    component.add("uid", f"{result.calculation_id}-{event.event_id}@jalon")
    component.add("dtstamp", datetime.combine(result.plan.on, time(), UTC))
    component.add("dtstart", event.day)
    component.add("dtend", event.day + timedelta(days=1))
    component.add("summary", event.label)
    component.add("transp", "TRANSPARENT")
    if event.detail:
        component.add("description", event.detail)
    if event.kind is not EventKind.MILESTONE:
        component.add_component(_reminder(event))
    return component


def _reminder(event: PlanEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event.label)
    alarm.add("trigger", REMINDER)
    return alarm
