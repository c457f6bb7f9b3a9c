"""Amounts of money and quantities with their unit or the noun they count."""

import re
from decimal import Decimal

from assistant.domain import Frozen
from assistant.language.numbers import NumberKind, NumberMention, read_numbers

NOUN = re.compile(r"[ \u00a0\u202f](?:de |d['’])?(?P<noun>[^\W\d_]+(?:[ '’-][^\W\d_]+){0,2})")
EURO = "€"
RANGE = re.compile(r"\s*(?:à|a|et|-|–|puis|vers)\s*")
COMPARISON = re.compile(r"\s*(?:au lieu de|contre|plutôt que)\s*")
EXCLUDING_TAX = re.compile(r"\s*(?:(?:e|euros?|€)\s+)?(?:\(?\s*)?(HT|hors taxes?|H\.T\.)\b", re.IGNORECASE)
INCLUDING_TAX = re.compile(r"\s*(?:(?:e|euros?|€)\s+)?(?:\(?\s*)?(TTC|toutes taxes)\b", re.IGNORECASE)


class Amount(Frozen):
    """An amount in euros; ``excl_tax`` is None when the text does not say «HT» or «TTC»."""

    value: Decimal
    excl_tax: bool | None
    text: str
    start: int
    end: int


class Quantity(Frozen):
    """A number with its unit, or without unit but with the noun that it counts («420 points lumineux»)."""

    value: Decimal
    unit: str | None
    noun: str | None
    text: str
    start: int
    end: int


def read_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of money of a text, in order; a price («0,15 €/kWh») is a quantity."""
    return tuple(_amount(text, mention) for mention in read_numbers(text) if mention.unit == EURO)


def _amount(text: str, mention: NumberMention) -> Amount:
    return _priced(text, mention.value, mention.start, mention.end)


def _priced(text: str, value: Decimal, start: int, end: int) -> Amount:
    excluding, including = EXCLUDING_TAX.match(text, end), INCLUDING_TAX.match(text, end)
    excl_tax = True if excluding else (False if including else _told_before(text, start))
    return Amount(value=value, excl_tax=excl_tax, text=text[start:end], start=start, end=end)


def _told_before(text: str, start: int) -> bool | None:
    """Whether the words before an amount say that it excludes tax («le HT, c'est 416 667»); None when they do not."""
    before = TAX_BEFORE.search(text[:start])
    return before and before["out"] is not None


SMALLEST_BARE_AMOUNT = Decimal(1000)  # euros; a smaller number without a currency is more likely something else
TAX_BEFORE = re.compile(
    r"\b(?:(?P<out>HT|hors taxes?)|TTC)\s*(?:,|:|=|c['’]est|est(?: de)?|soit|de)?\s*$", re.IGNORECASE
)
ANNOUNCED = re.compile(
    r"\b(?:pour|co[uû]te?|budget|montant|devis|estim\w+)(?:\s+(?:de|est|environ|à|:))*\s*$", re.IGNORECASE
)
SHORT = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)?)\s?(?P<multiple>k|K|M|millions?|milliers?)(?![\w€²³])(?!\s?(?:€|euro|d['’]))"
)
MULTIPLES = {"k": 1000, "K": 1000, "M": 10**6, "million": 10**6, "millions": 10**6, "millier": 1000, "milliers": 1000}


def read_bare_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts that a text writes without a currency: «pour 60 000», «95 000 HT», «200k», «3,5 millions HT».

    A number followed by HT or TTC is one; another only after a word that announces it, with neither unit nor noun.
    """
    priced = {amount.start for amount in read_amounts(text)}
    short = [_short(text, match) for match in SHORT.finditer(text) if match.start() not in priced]
    found = list(short)
    for quantity in read_quantities(text):
        taxed = EXCLUDING_TAX.match(text, quantity.end) or INCLUDING_TAX.match(text, quantity.end)
        taxed = taxed or (TAX_BEFORE.search(text[: quantity.start]) if quantity.noun is None else None)
        announced = ANNOUNCED.search(text[: quantity.start]) and quantity.noun is None
        bare = quantity.unit is None and quantity.value >= SMALLEST_BARE_AMOUNT and (taxed or announced)
        if bare and not any(one.start <= quantity.start < one.end for one in short):
            found.append(_priced(text, quantity.value, quantity.start, quantity.end))
    return tuple(sorted(found, key=lambda amount: amount.start))


def _short(text: str, match: re.Match[str]) -> Amount:
    value = Decimal(match["digits"].replace(",", ".")) * MULTIPLES[match["multiple"]]
    return _priced(text, value, match.start(), match.end())


COUNTED = {NumberKind.AMOUNT, NumberKind.QUANTITY, NumberKind.SHARE, NumberKind.PLAIN, NumberKind.YEAR}


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order: neither amounts, nor dates, nor references.

    In «de 150 à 45 W» and in «6 ans au lieu de 3» the unit holds for both.
    """
    mentions = [mention for mention in read_numbers(text) if mention.kind in COUNTED and mention.unit != EURO]
    for index in range(len(mentions) - 1, 0, -1):
        first, second = mentions[index - 1], mentions[index]
        if first.unit is None and second.unit and RANGE.fullmatch(text[first.end : second.start]):
            mentions[index - 1] = first.model_copy(update={"unit": second.unit})
    for index in range(1, len(mentions)):
        first, second = mentions[index - 1], mentions[index]
        if second.unit is None and first.unit and COMPARISON.fullmatch(text[first.end : second.start]):
            mentions[index] = second.model_copy(update={"unit": first.unit})
    return tuple(_quantity(text, mention) for mention in mentions)


def _quantity(text: str, mention: NumberMention) -> Quantity:
    noun = None if mention.unit else NOUN.match(text, mention.end)
    return Quantity(
        value=mention.value,
        unit=mention.unit,
        noun=noun["noun"] if noun else None,
        text=mention.text,
        start=mention.start,
        end=mention.end,
    )
