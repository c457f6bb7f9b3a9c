"""The values of facets as text: what options and the API take, and what they are called in French."""

import re
from collections.abc import Callable
from decimal import Decimal

from assistant.domain import Frozen
from assistant.language.display import format_decimal, format_euros

INTERVAL = re.compile(r"(?P<low>\d+(?:\.\d+)?)?(?P<dots>\.\.)?(?P<high>\d+(?:\.\d+)?)?(?: (?P<tax>HT|TTC))?")


class Interval(Frozen):
    """A number, or the least and the most that it may be; written «450», «..2000», «2000..» or «2000..5000».

    An amount says whether tax is left out: «64000 HT», «64000 TTC», or neither.
    """

    low: Decimal | None
    high: Decimal | None
    excl_tax: bool | None = None

    @property
    def exact(self) -> Decimal | None:
        """The number, when it is one."""
        return self.low if self.low == self.high else None

    def text(self) -> str:
        """The interval, as options and the API take it."""
        low, high = ("" if bound is None else f"{bound:.{2 if bound % 1 else 0}f}" for bound in (self.low, self.high))
        tax = {True: " HT", False: " TTC", None: ""}[self.excl_tax]
        return (low if self.exact is not None else f"{low}..{high}") + tax

    @classmethod
    def parse(cls, text: str) -> "Interval | None":
        """The interval that a text writes, or None."""
        match = INTERVAL.fullmatch(text.strip())
        if (
            match is None
            or not (match["low"] or match["high"])
            or (match["low"] and match["high"] and not match["dots"])
        ):
            return None
        low, high = (Decimal(bound) if bound else None for bound in (match["low"], match["high"]))
        tax = {"HT": True, "TTC": False}.get(match["tax"] or "")
        return cls(low=low, high=high if match["dots"] else low, excl_tax=tax)


def people_label(people: Interval) -> str:
    """A number of inhabitants in French."""
    return _label(people, format_decimal) + " habitants"


def money_label(money: Interval) -> str:
    """An amount in French."""
    tax = {True: " HT", False: " TTC", None: ""}[money.excl_tax]
    return _label(money, format_euros) + tax


def _label(interval: Interval, shown: Callable[[Decimal], str]) -> str:
    if interval.exact is not None:
        return shown(interval.exact)
    if interval.low is None:
        return f"au plus {shown(interval.high or Decimal(0))}"
    return f"au moins {shown(interval.low)}" if interval.high is None else _between(interval.low, interval.high, shown)


def _between(low: Decimal, high: Decimal, shown: Callable[[Decimal], str]) -> str:
    return f"de {shown(low)} à {shown(high)}"
