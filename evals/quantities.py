"""What Jalon reads of the numbers that people type: value, unit, and what they are.

Run: ``python -m evals.quantities [--split dev|test|all] [--failures]``.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.language import (
    Amount,
    NumberKind,
    Quantity,
    fold,
    read_amounts,
    read_bare_amounts,
    read_numbers,
    read_quantities,
)
from evals.datasets import Case, Split, read_cases, slice_names
from evals.proportions import Proportion, table_of


class Item(NamedTuple):
    """One number of a sentence: its kind, its value or key, its unit, and the tax basis or the first noun counted."""

    kind: str
    value: str
    unit: str = ""
    what: str = ""


class Reading(NamedTuple):
    """A case with the items expected and those read."""

    case: Case
    expected: Counter[Item]
    read: Counter[Item]

    @property
    def right(self) -> int:
        """How many items are read as expected."""
        return (self.expected & self.read).total()


def read_items(text: str) -> Iterator[Item]:
    """The items that Jalon reads in a sentence, amounts without a currency included."""
    amounts = (*read_amounts(text), *read_bare_amounts(text))
    yield from map(_amount, amounts)
    spans = [(amount.start, amount.end) for amount in amounts]
    years = {mention.start for mention in read_numbers(text) if mention.kind is NumberKind.YEAR}
    yield from (Item("date", one.key) for one in read_numbers(text) if one.kind is NumberKind.DATE)
    for quantity in read_quantities(text):
        if not any(start <= quantity.start < end for start, end in spans):
            yield _quantity(quantity, is_year=quantity.start in years and quantity.unit is None)


def read_case(case: Case) -> Reading:
    """The reading of a case."""
    return Reading(case, Counter(map(_expected, case.expected)), Counter(read_items(case.input["text"])))


def _amount(amount: Amount) -> Item:
    basis = {True: "HT", False: "TTC", None: ""}[amount.excl_tax]
    return Item("amount", _plain(amount.value), "€", basis)


def _quantity(quantity: Quantity, *, is_year: bool) -> Item:
    value, unit = _plain(quantity.value), quantity.unit or ""
    if is_year:
        return Item("year", value)
    if unit:
        return Item("price" if unit.startswith("€") else "share" if unit.startswith("%") else "quantity", value, unit)
    return Item("count", value, "", _first_word(quantity.noun)) if quantity.noun else Item("number", value)


def _expected(item: dict[str, str | None]) -> Item:
    kind, value = str(item["kind"]), str(item["value"])
    what = _first_word(item["noun"]) if item.get("noun") else item.get("tax") or ""
    return Item(kind, value if kind == "date" else _plain(Decimal(value)), item.get("unit") or "", what)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _first_word(noun: str | None) -> str:
    return fold((noun or "").split(" ")[0])


def report(readings: Sequence[Reading], *, failures: bool) -> Iterator[str]:
    """The report, line by line, in Markdown."""
    right = sum(one.right for one in readings)
    yield from table_of(
        "Quantities",
        [
            ("sentences read exactly", Proportion(sum(one.read == one.expected for one in readings), len(readings))),
            ("items found (recall)", Proportion(right, sum(one.expected.total() for one in readings))),
            ("items right among those read (precision)", Proportion(right, sum(one.read.total() for one in readings))),
        ],
    )
    names = sorted({name for one in readings for name in slice_names(one.case.slices)})
    yield from table_of("Sentences read exactly", [(name, _exact(name, readings)) for name in names])
    if failures:
        for one in readings:
            if one.read != one.expected:
                missing, extra = list(one.expected - one.read), list(one.read - one.expected)
                yield f"- {one.case.id} {one.case.input['text']!r}: missing {missing}, read instead {extra}"


def _exact(name: str, readings: Sequence[Reading]) -> Proportion:
    some = [one for one in readings if name in slice_names(one.case.slices)]
    return Proportion(sum(one.read == one.expected for one in some), len(some))


def main() -> None:
    """Print the report of a split; both with ``--split all``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=["dev", "test", "all"], default="dev")
    parser.add_argument("--failures", action="store_true", help="list each failure")
    arguments = parser.parse_args()
    split: Split | None = None if arguments.split == "all" else arguments.split
    readings = [read_case(case) for case in read_cases("quantities", split)]
    for line in report(readings, failures=arguments.failures):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
