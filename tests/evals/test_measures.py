"""The measures over the datasets: what grounding flags and misses, what is read of quantities, how passes agree."""

import time

import pytest
from pydantic import JsonValue

from assistant.agent.grounding import Grounder, paragraphs_of
from assistant.calculators.footprint import load_registry
from evals.agreement import agreement, judged_twice, of_both_passes, weighted_kappa
from evals.cases import Case, load_dataset, read_as
from evals.evidence import MarkedAnswer, evidence_of
from evals.quantities import Item, read_items
from evals.record import SuiteResult
from evals.suites.grounding import score_verifier
from tests.evals.conftest import Run

UNSEEN = "misattributed"  # a figure that the cited passage gives for something else


@pytest.fixture(scope="module")
def verified(run: Run) -> SuiteResult:
    return run("grounding.verifier")[0]


def test_at_most_two_percent_of_truthful_claims_are_flagged(verified: SuiteResult) -> None:
    outputs = [case.output for case in verified.cases if case.id.startswith("grounding_truthful/")]
    flagged, traced = (sum(_size(output, name) for output in outputs) for name in ("flagged", "traced"))
    assert flagged <= 0.02 * (flagged + traced)
    assert traced > 500


def _size(output: JsonValue, name: str) -> int:
    assert isinstance(output, dict)
    value = output[name]
    return len(value) if isinstance(value, list) else int(str(value))


def test_nothing_altered_passes_unmarked_but_what_the_cited_passage_says_of_something_else(
    verified: SuiteResult,
) -> None:
    tampered = [case for case in verified.cases if case.id.startswith("grounding_tampered/")]
    missed = [case for case in tampered if case.scores["caught"] < 1]
    assert [case.id for case in missed if case.slices["kind"] != UNSEEN] == []
    assert len(missed) < 0.01 * len(tampered)


def test_a_paragraph_is_grounded_in_a_few_milliseconds() -> None:
    times = []
    for case in load_dataset("grounding_truthful").cases[:60]:
        given = read_as(MarkedAnswer, case, case.input)
        grounder = Grounder(evidence_of(given, load_registry()))
        for paragraph in paragraphs_of(given.answer):
            started = time.perf_counter()
            grounder.ground(paragraph)
            times.append(time.perf_counter() - started)
    assert sorted(times)[len(times) // 2] < 0.005


@pytest.mark.parametrize(
    ("flagged", "scores"),
    [
        (["environ 40 %"], {"clean": 1.0, "caught": 1.0}),
        (["12 m²"], {"clean": 0.0, "caught": 0.0}),
        ([], {"clean": 1.0, "caught": 0.0}),
    ],
    ids=["covers", "beside", "missed"],
)
def test_an_altered_word_is_caught_when_what_is_flagged_covers_it(
    flagged: list[JsonValue], scores: dict[str, float]
) -> None:
    case = Case(id="x", split="dev", input={}, expected=["40 %"])
    assert score_verifier(case, {"flagged": flagged}) == scores


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


def test_the_two_passes_agree_well_and_their_interval_says_how_surely() -> None:
    for one in of_both_passes():
        assert 0.8 < one.low < one.kappa < one.high <= 1


def test_judges_who_disagree_on_all_have_no_agreement() -> None:
    items = [
        one._replace(first=3 * (one.first > 1), second=3 * (one.first <= 1)) for one in judged_twice("funding_queries")
    ]
    assert agreement("funding_queries", "contraires", items).high < 0
