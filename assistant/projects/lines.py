"""The lines of a sheet as a person reads and writes them, one a statement, a step, a cost or an indicator."""

import re
from decimal import Decimal
from typing import NoReturn

from assistant.domain.sheet import Action, CostLine, Indicator, Origin, Provenance, Statement
from assistant.errors import InputError
from assistant.language import NumberKind, read_numbers
from assistant.language.display import format_euros

Item = Statement | Action | CostLine | Indicator

BY_HAND = "écrit sur la page de la fiche"
TAX_MARK = "(HT à confirmer)"
EXAMPLES = {
    "costs": "Travaux : 120 000 €",
    "indicators": "Consommation d'électricité (kWh/an) : 52 000 → 21 000",
}
MOST_EUROS = Decimal(10) ** 12
TAX_UNSAID = re.compile(r"\s*\((?:HT|hors taxes),? à confirmer\)\s*$", re.IGNORECASE)
EXCLUDING_TAX = re.compile(r"\s*(?:HT|hors taxes?)?", re.IGNORECASE)
INCLUDING_TAX = re.compile(r"\b(?:TTC|toutes taxes)\b", re.IGNORECASE)
AMOUNTS = {NumberKind.AMOUNT, NumberKind.PLAIN, NumberKind.YEAR}
INDICATOR = re.compile(r"(?P<name>.*?\S)\s*\((?P<unit>[^()]+)\)\s*(?::\s*(?P<values>.*))?")
ARROW = re.compile(r"\s*(?:→|->)\s*")


def on_one_line(text: str) -> str:
    """A text with plain spaces only, as a person types it: the same line whatever spaces it was displayed with."""
    return " ".join(text.split())


def text_of(item: Item) -> str:
    """The line of an item, which is read back as the same item."""
    match item:
        case CostLine():
            amount = on_one_line(format_euros(item.amount_excl_tax))
            return f"{item.label} : {amount}{f' {TAX_MARK}' if item.is_tax_unsaid else ''}"
        case Indicator():
            values = f" : {item.baseline} → {item.target}" if item.baseline or item.target else ""
            return on_one_line(f"{item.name} ({item.unit}){values}")
        case Action():
            return item.label
    return item.text


def without_tax_mark(line: str) -> str:
    """The line of a cost without the mark of one whose tax is still to be confirmed."""
    return TAX_UNSAID.sub("", line)


def key_of(field: str, line: str) -> str:
    """What a line is about: an indicator is known by its name whatever its values, another line by its words."""
    read = INDICATOR.fullmatch(line) if field == "indicators" else None
    return read["name"] if read else line


def written(field: str, line: str) -> Item:
    """What a person says by a line; raises InputError, with the reason alone, for one that cannot be read."""
    proof = (Provenance(origin=Origin.USER, quote=BY_HAND),)
    match field:
        case "costs":
            return _cost(line, proof)
        case "indicators":
            return _indicator(line, proof)
        case "actions":
            return Action(label=line, provenance=proof)
    return Statement(text=line, provenance=proof)


def _cost(line: str, proof: tuple[Provenance, ...]) -> CostLine:
    told = without_tax_mark(line)
    label, amount = _label_and_amount(told)
    if INCLUDING_TAX.search(amount):
        _refuse("costs", "la fiche compte hors taxes : écrivez le montant HT")
    numbers = read_numbers(amount)
    if not numbers or numbers[0].kind not in AMOUNTS or not 0 <= numbers[0].value < MOST_EUROS:
        _refuse("costs", "le montant ne se lit pas")
    number = numbers[0]
    is_whole = number.start == 0 and EXCLUDING_TAX.fullmatch(amount, number.end)
    if number.unit not in (None, "€") or not is_whole:
        _refuse("costs", "le montant ne se lit pas")
    if not label:
        _refuse("costs", "il manque le nom du poste")
    return CostLine(label=label, amount_excl_tax=number.value, is_tax_unsaid=told != line, provenance=proof)


def _label_and_amount(told: str) -> tuple[str, str]:
    """What a cost is of, and its amount, which a colon or nothing but the last number sets apart."""
    numbers = read_numbers(told)
    cut = numbers[-1].start if numbers and ":" not in told else told.rfind(":")
    return told[: max(cut, 0)].strip(" :"), told[max(cut, 0) :].strip(" :")


def _indicator(line: str, proof: tuple[Provenance, ...]) -> Indicator:
    read = INDICATOR.fullmatch(line)
    if read is None:
        _refuse("indicators", "il manque l'unité entre parenthèses")
    values = ARROW.split(read["values"] or "→")
    if len(values) != 2:
        _refuse("indicators", "la référence et la cible se séparent par une flèche (→ ou ->)")
    return Indicator(name=read["name"], unit=read["unit"], baseline=values[0], target=values[1], provenance=proof)


def _refuse(field: str, reason: str) -> NoReturn:
    raise InputError(reason, field=field)
