"""What the green budget answers: a draft rating per line and axis with the rule that applied, sums, the obligation."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import StringConstraints

from assistant.calculators.greenbudget.codes import Axis, Rating
from assistant.calculators.greenbudget.inputs import ExpenseLine, GreenBudgetInput
from assistant.domain.model import Frozen


class AxisRating(Frozen):
    """The draft rating of a line on an axis, always to be confirmed by a person.

    ``rules`` are the rules that applied, ``words`` and ``account`` what made them apply; ``because`` is a French
    sentence. ``confidence`` is that of the least certain rule, «à vérifier» when its rating was not read anywhere.
    """

    axis: Axis
    rating: Rating
    rules: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    account: str = ""
    because: str
    reference: str = ""
    link: str = ""
    locator: str = ""
    confidence: str = ""
    verified_on: date | None = None
    to_confirm: bool = True


class RatedLine(Frozen):
    """A line with its six ratings; ``in_scope`` None when it cannot be told whether the annex must hold it."""

    line: ExpenseLine
    account_label: str
    natures: tuple[str, ...]
    in_scope: bool | None
    scope_because: str
    ratings: tuple[AxisRating, ...]


class AxisTotals(Frozen):
    """Sums of an axis by rating, in euros; they add up to ``total``. No score is made of them."""

    axis: Axis
    number: int
    label: str
    is_mandatory: bool
    favourable: Decimal
    mixed: Decimal
    neutral: Decimal
    unfavourable: Decimal
    undefined: Decimal
    total: Decimal


class Obligation(Frozen):
    """Whether the authority must produce the annex for the year, and on which axes; None when it cannot be told."""

    is_mandatory: bool | None
    because: str
    axes: tuple[Axis, ...]
    reference: str
    link: str
    confidence: str
    verified_on: date
    to_verify: str = ""


class Confirmation(Frozen):
    """The person who has read the ratings and stands by them, and the day."""

    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    on: date


class GreenBudgetResult(Frozen):
    """The whole draft. ``calculation_id`` is derived from the inputs and the data of the rules.

    ``confirmation`` None while nobody has confirmed it.
    """

    calculation_id: str
    rules_version: str
    budget: GreenBudgetInput
    obligation: Obligation
    lines: tuple[RatedLine, ...]
    totals: tuple[AxisTotals, ...]
    confirmation: Confirmation | None = None
