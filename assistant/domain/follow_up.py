"""What happens to a project after its sheet: milestones, money spent and obtained, measures before and after."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.domain.model import Frozen

Euros = Decimal


class Milestone(Frozen):
    """A step of the calendar with its day, and the day on which it was reached."""

    label: str = Field(min_length=1, max_length=200)
    planned_on: date
    done_on: date | None = None


class Expense(Frozen):
    """Money spent, in euros excluding tax."""

    label: str = Field(min_length=1, max_length=200)
    amount_excl_tax: Euros = Field(ge=0)
    paid_on: date


class FollowedGrant(Frozen):
    """An aid asked for, in euros, and what was obtained once the financer has decided."""

    name: str = Field(min_length=1, max_length=300)
    asked: Euros = Field(ge=0)
    obtained: Euros | None = Field(default=None, ge=0)
    decided_on: date | None = None


class When(StrEnum):
    """Whether a measure tells the situation before the project, or after."""

    BEFORE = "before"
    AFTER = "after"


class Measure(Frozen):
    """An indicator as it was measured on a day."""

    indicator: str = Field(min_length=1, max_length=200)
    unit: str = Field(default="", max_length=40)
    when: When
    value: Decimal
    measured_on: date


class FollowUp(Frozen):
    """The follow-up of a project, whole; ``is_shared`` lets other authorities see the sheet in an exchange file.

    ``revision`` grows with each change: one who saves over a revision that is no longer the last is told.
    """

    project_id: str
    revision: int = 0
    authority: str = Field(default="", max_length=200)
    is_shared: bool = False
    milestones: tuple[Milestone, ...] = ()
    expenses: tuple[Expense, ...] = ()
    grants: tuple[FollowedGrant, ...] = ()
    measures: tuple[Measure, ...] = ()

    @property
    def spent(self) -> Euros:
        """All the expenses, in euros excluding tax."""
        return sum((one.amount_excl_tax for one in self.expenses), Decimal(0))

    @property
    def asked(self) -> Euros:
        """All that was asked for, in euros."""
        return sum((one.asked for one in self.grants), Decimal(0))

    @property
    def obtained(self) -> Euros:
        """All that was obtained, in euros."""
        return sum((one.obtained for one in self.grants if one.obtained is not None), Decimal(0))
