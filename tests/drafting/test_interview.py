"""The interview asks only what changes the outcome, what unlocks most first, and never what is known."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import all_activities
from assistant.domain import Beneficiary
from assistant.drafting import Known, known_of_sheet, needs
from assistant.drafting.interview import Outcome, load_facts
from tests.drafting.sheets import SAID, aid, cost, sheet, step

FACTS = sorted(fact.id for fact in load_facts())
PLANNED = Known(has_plan=True, facts=frozenset({"beneficiary", "cost", "tax", "aids"}))


def test_nothing_is_asked_when_nothing_waits() -> None:
    assert needs(PLANNED) == ()


def test_an_unknown_criterion_asks_for_the_fact_that_settles_it() -> None:
    asked = needs(PLANNED.model_copy(update={"doubts": (("DETR", "population"), ("Fonds vert", "territoire"))}))
    assert [one.fact for one in asked] == ["territory", "population"]
    assert asked[1].unlocks[0].what == "DETR : critère « population »"


def test_a_criterion_that_no_fact_settles_asks_nothing() -> None:
    assert needs(PLANNED.model_copy(update={"doubts": (("DETR", "ouverture"),)})) == ()


def test_a_fact_that_more_waits_for_comes_first() -> None:
    doubts = (("A", "population"), ("B", "territoire"), ("C", "population"))
    assert [one.fact for one in needs(PLANNED.model_copy(update={"doubts": doubts}))] == ["population", "territory"]


def test_what_blocks_comes_before_what_refines() -> None:
    asked = needs(Known(doubts=(("A", "territoire"), ("B", "territoire"))))
    assert [one.fact for one in asked] == ["beneficiary", "cost", "aids", "territory"]


def test_an_estimate_that_cannot_be_made_asks_for_its_required_inputs_first() -> None:
    asked = needs(PLANNED.model_copy(update={"activity": "public_lighting"}))
    required = [one.unlocks[0].is_blocked for one in asked]
    assert required[0]
    assert required == sorted(required, reverse=True)
    assert all(one.unlocks[0].outcome is Outcome.FOOTPRINT for one in asked)


def test_the_wealth_of_a_commune_is_asked_only_after_its_population() -> None:
    waiting = PLANNED.model_copy(update={"waiting_rules": (("detr-eligibility", "DETR : éligibilité"),)})
    assert [one.fact for one in needs(waiting)] == ["population"]
    counted = waiting.model_copy(update={"facts": waiting.facts | {"population"}})
    assert [one.fact for one in needs(counted)] == ["potential"]


@given(
    st.sets(st.sampled_from(FACTS)),
    st.lists(st.tuples(st.just("Aide"), st.sampled_from(["territoire", "population", "montant", "bénéficiaire"]))),
    st.sampled_from([None, *(one.id for one in all_activities())]),
    st.booleans(),
)
def test_what_is_known_is_never_asked_and_each_question_changes_something(
    facts: set[str], doubts: list[tuple[str, str]], activity: str | None, has_plan: bool
) -> None:
    known = Known(facts=frozenset(facts), doubts=tuple(doubts), activity=activity, has_plan=has_plan)
    asked = needs(known)
    assert not {one.fact for one in asked} & facts
    assert all(one.unlocks for one in asked)
    assert len({one.fact for one in asked}) == len(asked)


def test_the_tax_of_a_purchase_is_not_that_of_the_project() -> None:
    known = Known(facts=frozenset(FACTS), activity="purchases", inputs={"amount": "1000"})
    asked = [one.fact for one in needs(known)]
    assert "purchases.tax" in asked
    assert "tax" not in asked


def test_a_sheet_tells_what_is_known() -> None:
    one = sheet(
        beneficiary=Beneficiary.COMMUNE,
        costs=(cost(100, is_tax_unsaid=True),),
        actions=(step(provenance=SAID),),
        funding=(aid("DETR", "population"),),
    )
    known = known_of_sheet(one, "public_lighting")
    assert known.facts == {"beneficiary", "cost", "schedule"}
    assert known.doubts == (("DETR", "population"),)
    assert known.activity == "public_lighting"


def test_the_questions_are_those_of_the_conversation() -> None:
    """So that «24» after «Dans quel département…» is understood, whoever asked."""
    common = load_themes().common
    spoken = {**common.asked, **common.questions}
    for fact in load_facts():
        assert fact.question == spoken.get(fact.id, fact.question)
    assert {"beneficiary", "territory", "cost", "tax", "aids", "schedule"} <= spoken.keys()
