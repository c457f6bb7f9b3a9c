"""Days moved by months and years: «trois mois», «deux ans» of the texts."""

from calendar import monthrange
from datetime import date


def shifted(day: date, *, years: int = 0, months: int = 0) -> date:
    """The same day some years and months later, or the last of the month when it has no such day."""
    number = day.month - 1 + months
    year, month = day.year + years + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
