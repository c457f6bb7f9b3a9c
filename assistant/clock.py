"""The day on this machine: what the edges pass to functions that need a date."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day on this machine, in its time zone."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """This moment, in universal time."""
    return datetime.now(tz=UTC)
