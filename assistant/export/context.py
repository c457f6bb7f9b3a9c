"""The context of a sheet as its facts stand: a conversation begins by figures that it may correct afterwards."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from assistant.domain.sheet import Origin, ProjectSheet, Statement
from assistant.language import normalise, read_amounts, read_bare_amounts, read_quantities
from assistant.language.display import format_decimal, format_euros
from assistant.language.quantities import EURO

TAX_UNSAID = "(hors taxes, à confirmer)"
Figures = Mapping[str, set[Decimal]]


def with_current_context(sheet: ProjectSheet) -> ProjectSheet:
    """The sheet, with its facts in place of the words of the user whose figures it has otherwise now."""
    now = _current(sheet)
    return _retold(sheet, lambda line: _is_message(line) and _is_superseded(_figures([line.text]), now))


def with_facts_as_context(sheet: ProjectSheet) -> ProjectSheet:
    """The sheet, with its facts in place of every message of the user: an assembly reads no conversation."""
    return _retold(sheet, _is_message)


def excluding_tax(amount: Decimal, *, is_unsaid: bool) -> str:
    """A cost in words, marked when nobody has said that it excludes tax."""
    return f"{format_euros(amount)} {TAX_UNSAID if is_unsaid else 'HT'}"


def total_cost(sheet: ProjectSheet) -> str:
    """The cost of a sheet in words; empty without one."""
    if not sheet.costs:
        return ""
    return excluding_tax(sheet.total_cost_excl_tax, is_unsaid=any(line.is_tax_unsaid for line in sheet.costs))


def _retold(sheet: ProjectSheet, is_left: Callable[[Statement], bool]) -> ProjectSheet:
    kept = tuple(line for line in sheet.context if not is_left(line))
    if kept == sheet.context:
        return sheet
    return sheet.model_copy(update={"context": (_facts(sheet), *kept)})


def _facts(sheet: ProjectSheet) -> Statement:
    cost = total_cost(sheet)
    told = (
        sheet.title.text,
        f"porteur : {sheet.owner.text}" if sheet.owner else "",
        f"{format_decimal(sheet.population)} habitants" if sheet.population is not None else "",
        f"coût prévisionnel : {cost}" if cost else "",
    )
    proofs = (*sheet.title.provenance, *(one for line in sheet.costs for one in line.provenance))
    return Statement(text=", ".join(filter(None, told)), provenance=tuple(dict.fromkeys(proofs)))


def _is_message(line: Statement) -> bool:
    """Whether a line is what was typed in the conversation; one written by hand has another proof."""
    proof = line.provenance[0]
    return (
        proof.origin is Origin.USER
        and bool(proof.quote)
        and " ".join((proof.quote or "").split()) in " ".join(line.text.split())
    )


def _is_superseded(told: Figures, now: Figures) -> bool:
    """Whether the figures of a unit, or of things counted, are none of those that the sheet has of it now."""
    return any(now[unit].isdisjoint(values) for unit, values in told.items() if now.get(unit))


def _current(sheet: ProjectSheet) -> Figures:
    costs = {sheet.total_cost_excl_tax, *(line.amount_excl_tax for line in sheet.costs)} if sheet.costs else set()
    people = [f"{sheet.population} habitants"] if sheet.population is not None else []
    return {**_figures([*people, *(line.text for line in sheet.description)]), EURO: costs}


def _figures(texts: Iterable[str]) -> Figures:
    """The figures of some texts by their unit, or by the first word of what they count."""
    found = defaultdict[str, set[Decimal]](set)
    for text in texts:
        bare = read_bare_amounts(text)
        found[EURO].update(one.value for one in (*read_amounts(text), *bare))
        for one in read_quantities(text):
            name = one.unit or normalise(one.noun or "").partition(" ")[0]
            if name and one.start not in {amount.start for amount in bare}:
                found[name].add(one.value)
    return {unit: values for unit, values in found.items() if values}
