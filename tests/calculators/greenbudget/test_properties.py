"""What holds for any budget: sums, order, lines apart from each other."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calculators.greenbudget import ExpenseLine, GreenBudgetResult, Rating, load_book
from tests.calculators.greenbudget.lines import rated

WORDS = [words for nature in load_book().natures.values() for words in nature.words[:1]]
ACCOUNTS = ["", *load_book().accounts.labels]
LINES = st.builds(
    ExpenseLine,
    label=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" et ".join),
    account=st.sampled_from(ACCOUNTS),
    amount=st.decimals(min_value=0, max_value=10**9, places=2),
)
BUDGETS = st.lists(LINES, min_size=1, max_size=8)


def sums(result: GreenBudgetResult) -> dict[tuple[str, Rating], Decimal]:
    return {(one.axis, rating): getattr(one, rating.value) for one in result.totals for rating in Rating}


@settings(max_examples=60, deadline=None)
@given(BUDGETS)
def test_the_sums_of_each_axis_add_up_to_the_budget(lines: list[ExpenseLine]) -> None:
    result = rated(*lines)
    total = sum((line.amount for line in lines), Decimal(0))
    for one in result.totals:
        assert one.total == total
        assert sum((getattr(one, rating.value) for rating in Rating), Decimal(0)) == total


@settings(max_examples=60, deadline=None)
@given(BUDGETS.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines))))
def test_the_order_of_lines_changes_nothing(both: tuple[list[ExpenseLine], list[ExpenseLine]]) -> None:
    first, second = rated(*both[0]), rated(*both[1])
    assert first.totals == second.totals
    assert {one.line: one.ratings for one in first.lines} == {one.line: one.ratings for one in second.lines}


@settings(max_examples=60, deadline=None)
@given(BUDGETS, LINES)
def test_one_line_more_changes_only_its_own_sums(lines: list[ExpenseLine], added: ExpenseLine) -> None:
    before, after, alone = rated(*lines), rated(*lines, added), rated(added)
    assert after.lines[:-1] == before.lines
    assert sums(after) == {place: amount + sums(alone)[place] for place, amount in sums(before).items()}


@settings(max_examples=60, deadline=None)
@given(BUDGETS)
def test_a_rating_without_rule_is_undefined_and_every_rating_is_to_confirm(lines: list[ExpenseLine]) -> None:
    for one in rated(*lines).lines:
        assert [rating.axis for rating in one.ratings] == [axis.axis for axis in rated(*lines).totals]
        for rating in one.ratings:
            assert rating.to_confirm
            assert rating.because
            assert rating.rules or rating.rating is Rating.UNDEFINED


@settings(max_examples=30, deadline=None)
@given(BUDGETS)
def test_the_same_budget_gives_the_same_calculation(lines: list[ExpenseLine]) -> None:
    assert rated(*lines) == rated(*lines)
    assert rated(*lines).calculation_id != rated(*lines, lines[0]).calculation_id
