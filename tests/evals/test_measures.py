"""The measures over the datasets: what grounding flags and misses, what is read of quantities, how passes agree."""

import pytest

from evals.agreement import judged_twice, weighted_kappa
from evals.datasets import Case
from evals.grounding import TAMPERED, TRUTHFUL, Outcome, false_claims, ground_set, misses
from evals.proportions import Proportion
from evals.quantities import Item, read_items

UNSEEN = "misattributed"  # a figure that the cited passage gives for something else


def test_at_most_two_percent_of_truthful_claims_are_flagged() -> None:
    assert false_claims(ground_set(TRUTHFUL, None)).share <= 0.02


def test_nothing_altered_passes_unmarked_but_what_the_cited_passage_says_of_something_else() -> None:
    outcomes = ground_set(TAMPERED, None)
    assert [one.case.id for one in outcomes if one.missed and one.case.slices["kind"] != UNSEEN] == []
    assert misses(outcomes).share < 0.01


def test_a_paragraph_is_grounded_in_a_few_milliseconds() -> None:
    times = sorted(ms for one in ground_set(TRUTHFUL, "dev") for ms in one.paragraph_ms)
    assert times[len(times) // 2] < 5


def outcome(*flagged: str, expected: tuple[str, ...]) -> Outcome:
    case = Case(id="x", split="dev", slices={"form": "prose"}, input={}, expected=list(expected))
    return Outcome(case, traced=3, flagged=flagged, paragraph_ms=(1.0,))


def test_an_altered_word_is_caught_when_what_is_flagged_covers_it() -> None:
    caught = outcome("environ 40 %", expected=("40 %",))
    assert caught.missed == ()
    assert caught.wrongly_flagged == ()


def test_what_is_flagged_and_was_not_altered_is_told_apart_from_a_miss() -> None:
    told = outcome("12 m²", expected=("40 %",))
    assert told.missed == ("40 %",)
    assert told.wrongly_flagged == ("12 m²",)


def test_the_interval_of_a_share_holds_at_its_ends() -> None:
    low, high = Proportion(0, 300).interval
    assert low == pytest.approx(0)
    assert high == pytest.approx(0.0126, abs=0.0005)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("420 points de 100 W", [Item("count", "420", "", "points"), Item("quantity", "100", "W")]),
        ("310 k€ HT en 2027", [Item("amount", "310000", "€", "HT"), Item("year", "2027")]),
        ("30 % d'ici le 15/03/2027", [Item("date", "2027-03-15"), Item("share", "30", "%")]),
    ],
)
def test_the_items_of_a_sentence_say_what_each_number_is(text: str, items: list[Item]) -> None:
    assert sorted(read_items(text)) == sorted(items)


def test_kappa_is_one_for_the_same_grades_zero_by_chance_and_lower_for_farther_grades() -> None:
    assert weighted_kappa([(0, 0), (1, 1), (3, 3)], 4) == pytest.approx(1)
    assert weighted_kappa([(0, 0), (0, 1), (1, 0), (1, 1)], 2) == pytest.approx(0)
    near = weighted_kappa([(0, 0), (3, 3), (1, 2)], 4)
    far = weighted_kappa([(0, 0), (3, 3), (0, 3)], 4)
    assert far < near < 1


def test_both_passes_judge_the_same_items() -> None:
    items = judged_twice("funding_queries")
    assert len({(one.case, one.item) for one in items}) == len(items)
    assert any(one.first != one.second for one in items)
