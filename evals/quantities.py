"""What Jalon reads of the numbers that people type: value, unit, and what they are."""

from collections.abc import Iterator, Mapping
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


class Item(NamedTuple):
    """One number of a sentence: its kind, its value or key, its unit, and the tax basis or the first noun counted."""

    kind: str
    value: str
    unit: str = ""
    what: str = ""


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


def expected_item(item: Mapping[str, str | None]) -> Item:
    """An item as the dataset tells it."""
    kind, value = str(item["kind"]), str(item["value"])
    what = _first_word(item["noun"]) if item.get("noun") else item.get("tax") or ""
    return Item(kind, value if kind == "date" else _plain(Decimal(value)), item.get("unit") or "", what)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _first_word(noun: str | None) -> str:
    return fold((noun or "").split(" ")[0])
