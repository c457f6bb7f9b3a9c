"""The order of comparable operations: the subject first, then what the project says besides, then the nearest cost."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.comparables.conftest import Ask, Row, row


def test_among_equals_the_nearest_cost_comes_first(ask: Callable[[Sequence[Row]], Ask]) -> None:
    costs = (100_000, 70_000, 140_000, 95_000, 110_000)
    rows = [
        row("Construction d'un city stade", cost, beneficiaire_nom=f"Commune {cost}", beneficiaire_code_insee=None)
        for cost in costs
    ]
    found = ask(rows)("construction d'un city stade", cost=Decimal(100_000)).operations
    assert [one.operation.cost_excl_tax for one in found] == [100_000, 95_000, 110_000, 140_000, 70_000]


def test_an_operation_without_cost_comes_after_those_that_have_one(ask: Callable[[Sequence[Row]], Ask]) -> None:
    rows = [
        row("Construction d'un city stade", cost, beneficiaire_nom=f"Commune {cost}", beneficiaire_code_insee=None)
        for cost in (None, 900_000)
    ]
    found = ask(rows)("construction d'un city stade", cost=Decimal(100_000)).operations
    assert found[-1].operation.cost_excl_tax is None
