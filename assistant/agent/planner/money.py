"""Tell the cost of a project from the money that others give, and tax from no tax."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.facts import CostDoubt, ProjectFacts
from assistant.agent.planner.told_aids import without_aids
from assistant.domain import Frozen
from assistant.language import Amount, normalise, read_amounts, read_bare_amounts, read_quantities, split_sentences
from assistant.language.people import read_population
from assistant.language.quantities import SMALLEST_BARE_AMOUNT

UNTAXED, YEARS = {"ht", "hors", "euros", "euro"}, range(1900, 2101)
NEAR = Decimal(2)  # a corrected value is seldom more than twice, or less than half, the one that it replaces
# One plus a usual rate of tax (CGI, articles 278 and following; not verified here): nothing is computed with them, they
# only tell whether two amounts that a user gave are one cost.
WITH_TAX = tuple(map(Decimal, ("1.055", "1.1", "1.2")))
ROUNDING = Decimal("0.005")
LARGEST_COST = Decimal(10**11)  # euros; no local project comes near


class Money(Frozen):
    """What a message says of money; ``financing`` are the sentences that tell what others give."""

    cost: Amount | None = None
    with_tax: Decimal | None = None
    financing: tuple[str, ...] = ()
    doubt: CostDoubt | None = None


def read_money(text: str, *, is_awaited: bool) -> Money:
    """The cost, the amount with tax and the other financing of a statement.

    The cost is the largest amount said to exclude tax, else one that a word announces; any amount is, when
    ``is_awaited``: it answers a question or takes back a cost.
    """
    financing = tuple(sentence for sentence in split_sentences(text) if _is_financing(sentence))
    rest = " ".join(without_aids(one) for one in split_sentences(text) if one not in financing or _tells_cost(one))
    amounts = [*read_amounts(rest), *read_bare_amounts(rest)]
    if _tells_several(rest, amounts, is_awaited=is_awaited):
        return Money(financing=financing, doubt=CostDoubt.SEVERAL)
    possible = [amount for amount in amounts if is_possible(amount)]
    untaxed = [amount for amount in possible if amount.excl_tax is not False]
    certain = [amount for amount in untaxed if amount.excl_tax]
    announced = untaxed if is_awaited or says(load_cues().money.cost, normalise(rest)) else []
    cost = max(certain or announced, key=lambda amount: amount.value, default=None)
    taxed = [amount.value for amount in possible if amount.excl_tax is False]
    return Money(
        cost=cost,
        with_tax=max(taxed, default=None) if cost is None else None,
        financing=financing,
        doubt=None if cost else _doubt(amounts),
    )


def _tells_several(text: str, amounts: Sequence[Amount], *, is_awaited: bool) -> bool:
    """Whether a statement gives the costs of several things («chaudière 95 000 HT et isolation 180 000»)."""
    is_cost = is_awaited or any(amount.excl_tax for amount in amounts)
    if not is_cost or says(load_cues().money.of_one_cost, normalise(text)):
        return False
    plain = [one for one in read_quantities(text) if one.unit is None and normalise(one.noun or "ht") in UNTAXED]
    people = read_population(text)
    others = {*YEARS, people.value} if people else YEARS
    bare = {one.value for one in plain if one.value >= SMALLEST_BARE_AMOUNT and one.value not in others}
    untaxed = {amount.value for amount in amounts if amount.excl_tax is not False}
    return bool(bare) and len(bare | untaxed) > 1 and not any(amount.excl_tax is False for amount in amounts)


def corrected_cost(text: str, known: Decimal | None, *, corrects: bool) -> Amount | None:
    """The cost that a statement corrects without its unit («c'est 96 000 en fait»), or tells as a total."""
    numbers = [one for one in read_quantities(text) if one.unit is None and one.value >= SMALLEST_BARE_AMOUNT]
    if len(numbers) != 1 or numbers[0].noun:
        return None
    found = numbers[0]
    corrected = corrects and known is not None and is_near(found.value, known)
    if not (corrected or says(load_cues().money.totals, normalise(text))):
        return None
    return Amount(value=found.value, excl_tax=None, text=found.text, start=found.start, end=found.end)


def money_facts(facts: ProjectFacts, money: Money, statement: str, *, corrects: bool) -> dict[str, object]:
    """The facts that the money of a statement gives: a cost told with tax takes back another one told without."""
    said: dict[str, object] = {"financing": (*facts.financing, *money.financing)}
    if money.cost:
        unsaid = money.cost.excl_tax is None and read_tax(normalise(statement)) is not True
        return said | {"cost_excl_tax": money.cost.value, "is_tax_unsaid": unsaid, "cost_with_tax": None}
    if money.with_tax:
        replaces = corrects or says(load_cues().money.cost, normalise(statement))
        gone = replaces and not _is_with_a_usual_tax(money.with_tax, facts.cost_excl_tax)
        return said | {"cost_with_tax": money.with_tax} | ({"cost_excl_tax": None} if gone else {})
    excludes_tax = None if read_amounts(statement) else read_tax(normalise(statement))
    return said if excludes_tax is None else said | tax_facts(facts, excludes_tax=excludes_tax)


def _is_with_a_usual_tax(with_tax: Decimal, without: Decimal | None) -> bool:
    """Whether an amount is another with its value added tax, but for the rounding."""
    return without is not None and any(abs(with_tax / rate - without) <= without * ROUNDING for rate in WITH_TAX)


def tax_facts(facts: ProjectFacts, *, excludes_tax: bool) -> dict[str, object]:
    """The facts once the user has said whether the cost given excludes tax."""
    if facts.cost_excl_tax is None or not facts.is_tax_unsaid:
        return {}
    if excludes_tax:
        return {"is_tax_unsaid": False}
    return {"cost_excl_tax": None, "is_tax_unsaid": False, "cost_with_tax": facts.cost_excl_tax}


def is_near(value: Decimal, old: Decimal) -> bool:
    """Whether a value is of the size of the one that it would correct."""
    return bool(old) and 1 / NEAR <= value / old <= NEAR


def is_possible(amount: Amount) -> bool:
    """Whether an amount can be that of a local project."""
    return 0 < amount.value <= LARGEST_COST


def read_tax(normalised: str) -> bool | None:
    """Whether a message that gives no amount says that one excludes tax; None when it does not say."""
    words = f" {normalised} "
    if any(f" {word} " in words for word in load_cues().money.with_tax):
        return False
    return True if any(f" {word} " in words for word in load_cues().money.without_tax) else None


def _is_financing(sentence: str) -> bool:
    money, normalised = load_cues().money, normalise(sentence)
    return bool(read_amounts(sentence)) and says(money.received, normalised) and says(money.funders, normalised)


def _tells_cost(sentence: str) -> bool:
    """Whether a sentence that tells aids tells, beside their figures, an amount without tax: that of the project."""
    rest = without_aids(sentence)
    tells = rest != sentence or says(load_cues().money.cost, normalise(sentence))
    return tells and any(amount.excl_tax for amount in read_amounts(rest))


def _doubt(amounts: Sequence[Amount]) -> CostDoubt | None:
    if any(not is_possible(amount) for amount in amounts):
        return CostDoubt.IMPOSSIBLE
    return CostDoubt.WITH_TAX if any(amount.excl_tax is False for amount in amounts) else None
