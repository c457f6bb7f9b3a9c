"""The cost of the project, and the help that is wanted, among the amounts of a request."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from assistant.domain import Frozen
from assistant.funding.request import Facet, FacetName, Remark
from assistant.funding.understanding.heard import Heard, facet_of, ignored_of
from assistant.funding.understanding.lexicon import money_cues
from assistant.funding.understanding.values import Interval, money_label
from assistant.language import Amount, NumberMention, read_amounts, read_bare_amounts, read_numbers
from assistant.language.display import format_euros
from assistant.language.numbers import DIGITS, decimal_of
from assistant.language.plain import STOP, PlainText

LARGEST_COST = Decimal(10**11)  # euros; no local project comes near
BETWEEN = re.compile(r"\s*(?:à|a|et|ou|-|–)\s*", re.IGNORECASE)
LEADING = re.compile(DIGITS)


class Money(StrEnum):
    """What an amount is; the values name the rows of ``money.toml``, in the order in which they are tried."""

    RECEIVED = "received"
    AID = "aid"
    OTHER = "other"
    COST = "cost"
    UNSAID = "unsaid"


class _Sum(Frozen):
    """An amount, or the range that it ends, and what it is."""

    interval: Interval
    role: Money
    start: int
    end: int


def read_money(text: PlainText) -> Heard:
    """The cost of the project and the help wanted; impossible amounts are left out with a doubt."""
    sums = list(_sums(text))
    impossible = [one for one in sums if not is_possible_amount(one.interval)]
    possible = [one for one in sums if one not in impossible]
    aid = max((one for one in possible if one.role is Money.AID), key=_size, default=None)
    cost = _cost(possible)
    facets = [
        *((_facet(text, FacetName.AMOUNT, cost),) if cost else ()),
        *((_facet(text, FacetName.AID_WANTED, aid),) if aid else ()),
    ]
    apart = [one for one in possible if one.role in {Money.RECEIVED, Money.OTHER}]
    return Heard(
        facets=tuple(facets),
        ignored=tuple(
            ignored_of(text, name, (one.start, one.end))
            for one in apart
            for name in (FacetName.AMOUNT, FacetName.AID_WANTED)
        ),
        remarks=tuple(_impossible(one) for one in impossible),
    )


def is_possible_amount(money: Interval) -> bool:
    """Whether an amount can be that of a local project."""
    return all(0 < bound <= LARGEST_COST for bound in (money.low, money.high) if bound is not None)


def _cost(sums: Sequence[_Sum]) -> _Sum | None:
    """The cost: said to exclude tax, else announced as a cost, else the largest amount."""
    known = [one for one in sums if one.role in {Money.COST, Money.UNSAID}]
    untaxed = [one for one in known if one.interval.excl_tax]
    announced = [one for one in known if one.role is Money.COST]
    return max(untaxed or announced or known, key=_size, default=None)


def _size(one: _Sum) -> Decimal:
    return one.interval.high or one.interval.low or Decimal(0)


def _facet(text: PlainText, name: FacetName, one: _Sum) -> Facet:
    return facet_of(
        text,
        name,
        one.interval.text(),
        money_label(one.interval),
        (one.start, one.end),
        is_implied=one.role is Money.UNSAID,
    )


def _sums(text: PlainText) -> Iterator[_Sum]:
    numbers = read_numbers(text.text)
    amounts = sorted((*read_amounts(text.text), *read_bare_amounts(text.text)), key=lambda one: one.start)
    done = 0
    skipped = -1
    for index, amount in enumerate(amounts):
        if index == skipped:
            continue
        interval, start, end = _alone(amount)
        following = amounts[index + 1] if index + 1 < len(amounts) else None
        lower = next((one for one in numbers if BETWEEN.fullmatch(text.text, one.end, amount.start)), None)
        if following and BETWEEN.fullmatch(text.text, amount.end, following.start):
            skipped = index + 1
            interval, end = _range(amount.value, following), following.end
        elif lower and lower.unit is None and lower.start >= done and not lower.key:
            interval, start = _range(_scaled(lower, amount), amount), lower.start
        yield _Sum(interval=interval, role=_role(text, done, start, end), start=start, end=end)
        done = end


def _alone(amount: Amount) -> tuple[Interval, int, int]:
    interval = Interval(low=amount.value, high=amount.value, excl_tax=amount.excl_tax)
    return interval, amount.start, amount.end


def _range(low: Decimal, amount: Amount) -> Interval:
    lower, higher = sorted((low, amount.value))
    return Interval(low=lower, high=higher, excl_tax=amount.excl_tax)


def _scaled(lower: NumberMention, amount: Amount) -> Decimal:
    """The first end of a range, in the multiple of the second: «200 à 250 k€»."""
    match = LEADING.match(amount.text)
    multiple = amount.value / decimal_of(match[0]) if match and decimal_of(match[0]) else Decimal(1)
    scaled = lower.value * multiple
    return scaled if scaled <= amount.value else lower.value


def _role(text: PlainText, done: int, start: int, end: int) -> Money:
    """What the words before an amount, since the last one, and after it, say of it."""
    before = (
        text.folded_before(start)[len(text.folded_before(done)) if done else 0 :].rsplit(f" {STOP} ", 1)[-1].strip()
    )
    after = text.folded_after(end).split(f" {STOP}", 1)[0]
    cues = money_cues()
    for role, around in (
        (Money.RECEIVED, cues.received),
        (Money.AID, cues.aid),
        (Money.OTHER, cues.other),
        (Money.COST, cues.cost),
    ):
        if around.before.search(before) or (around.after and around.after.search(after)):
            return role
    return Money.UNSAID


def _impossible(one: _Sum) -> Remark:
    name = FacetName.AID_WANTED if one.role is Money.AID else FacetName.AMOUNT
    bound = next(
        bound for bound in (one.interval.low, one.interval.high) if bound is not None and not 0 < bound <= LARGEST_COST
    )
    message = f"Montant : {format_euros(bound)} n'est pas possible pour un projet. Ce montant n'est pas retenu."
    return Remark(field=name, message=message)
