"""The day on this machine: what the edges pass to functions that need a date."""

from datetime import date, datetime


def today() -> date:
    """The day on this machine, in its time zone."""
    return datetime.now().astimezone().date()
