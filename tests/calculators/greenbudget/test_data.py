"""The data of the green budget: each row is sourced and dated, and names only what exists."""

from itertools import pairwise

import pytest

from assistant.calculators.greenbudget import Axis, Rating, load_book
from assistant.calculators.greenbudget.book import TO_VERIFY, GreenRule, Nature, Source
from tests.calculators.greenbudget.lines import expense, on_axis, rated

BOOK = load_book()


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_names_what_exists(rule: GreenRule) -> None:
    assert set(rule.natures) <= BOOK.natures.keys()
    assert set(rule.families) <= BOOK.accounts.families.keys()
    assert rule.families or rule.accounts
    assert set(rule.verified) <= rule.ratings.keys()
    assert rule.title
    assert rule.first_year >= BOOK.obligation.first_year
    assert all(BOOK.accounts.known(number) for number in BOOK.numbers_of(rule))


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_what_was_read_rests_on_a_source_that_was_read(rule: GreenRule) -> None:
    if rule.verified:
        assert BOOK.sources[rule.source].verified_on


@pytest.mark.parametrize("source", BOOK.sources.values(), ids=lambda source: source.id)
def test_a_source_is_read_on_a_day_or_said_to_be_verified(source: Source) -> None:
    assert source.link.startswith("https://")
    assert source.reference
    assert source.locator
    assert (source.verified_on is None) is (source.confidence == TO_VERIFY)
    assert bool(source.to_verify) is (source.confidence == TO_VERIFY)


@pytest.mark.parametrize("nature", BOOK.natures.values(), ids=lambda nature: nature.id)
def test_a_nature_serves_a_rule_and_hides_only_natures(nature: Nature) -> None:
    assert any(nature.id in rule.natures for rule in BOOK.rules)
    assert {*nature.over, *nature.within} <= BOOK.natures.keys() - {nature.id}


@pytest.mark.parametrize("nature", BOOK.natures.values(), ids=lambda nature: nature.id)
def test_every_phrase_of_a_nature_is_recognised(nature: Nature) -> None:
    for words in nature.words:
        found = rated(expense(words)).lines[0].natures
        hidden_by = {name for name in found if nature.id in {*BOOK.natures[name].over, *BOOK.natures[name].within}}
        assert nature.id in found or hidden_by, words


def test_every_axis_has_its_number_and_the_calendar_grows() -> None:
    assert [one.id for one in BOOK.obligation.axis] == list(Axis)
    assert [one.number for one in BOOK.obligation.axis] == [1, 2, 3, 4, 5, 6]
    steps = BOOK.obligation.step
    assert [step.from_year for step in steps] == sorted(step.from_year for step in steps)
    for before, after in pairwise(steps):
        assert set(before.axes) < set(after.axes)


def test_a_rating_that_was_not_read_is_told_so_even_beside_one_that_was() -> None:
    read, own = on_axis("Isolation", "21312"), on_axis("Isolation", "21312", Axis.BIODIVERSITY)
    assert (read.confidence, bool(read.verified_on)) == ("source secondaire", True)
    assert (own.confidence, own.verified_on, own.rating) == (TO_VERIFY, None, Rating.NEUTRAL)
    assert own.reference == BOOK.sources["method"].reference


def test_a_rule_holds_from_its_first_year_to_its_last() -> None:
    rule = BOOK.rules[0].model_copy(update={"first_year": 2025, "last_year": 2026})
    assert [rule.is_in_force(year) for year in (2024, 2025, 2026, 2027)] == [False, True, True, False]
