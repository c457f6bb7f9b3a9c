"""The conversations by which the offline planner is measured, and the measures themselves."""

import pytest

from assistant.agent.planner.intents import Intent
from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import activity
from assistant.domain import Beneficiary
from assistant.territories import load_territories
from evals.dialogues.dataset import ExpectedDialogue, ExpectedTurn, load_card, load_dialogues
from evals.dialogues.playing import SeenCall, SeenTurn
from evals.dialogues.scoring import interval, score
from evals.dialogues.values import same_value

BESIDE_INTENTS = {"empty", "english", "off_topic", "proposal", "kept", "unclear", "unknown"}
GENERAL = {"beneficiary", "territory", "population", "cost", "cost_with_tax", "tax_unsaid", "theme", "schedule"}


def turns() -> list[ExpectedTurn]:
    return [turn for dialogue in load_dialogues() for turn in dialogue.turns]


def test_each_split_has_the_conversations_that_its_card_tells() -> None:
    for split, expected in load_card().splits.items():
        assert sum(dialogue.split == split for dialogue in load_dialogues()) == expected
    assert len({dialogue.id for dialogue in load_dialogues()}) == len(load_dialogues())


def test_no_message_of_the_test_split_is_one_of_the_other() -> None:
    said = {
        split: {turn.says.strip() for one in load_dialogues() if one.split == split for turn in one.turns}
        for split in ("dev", "test")
    }
    shared = {message for message in said["dev"] & said["test"] if len(message.split()) > 3}
    assert shared == set()


def test_labels_use_the_names_of_the_planner_and_of_the_calculator() -> None:
    themes = {theme.id: theme for theme in load_themes().theme}
    for turn in turns():
        assert turn.intents <= {intent.value for intent in Intent} | BESIDE_INTENTS
        assert turn.facts.keys() <= GENERAL | {"inputs", "aids"}
        if code := turn.facts.get("territory"):
            assert load_territories().get(str(code)).code == code
        if owner := turn.facts.get("beneficiary"):
            assert Beneficiary(str(owner))
        theme = themes[str(turn.facts["theme"])] if "theme" in turn.facts else None
        inputs = turn.facts.get("inputs", {})
        if theme and theme.activity and isinstance(inputs, dict):
            assert inputs.keys() <= {spec.name for spec in activity(theme.activity).inputs}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("420", "420", True),
        ("950 MWh/an", "950000 kWh/an", True),
        ("0,5 ha", "5000 m²", True),
        ("6 h/nuit", "6 h", True),
        ("420", "350", False),
        ("gas", "oil", False),
    ],
    ids=["same", "energy", "area", "per night", "count", "choice"],
)
def test_values_are_compared_whatever_their_unit(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same


def one_turn(**found: object) -> tuple[ExpectedDialogue, list[SeenTurn]]:
    expected = {
        "id": "x",
        "split": "dev",
        "covers": [],
        "turns": [
            {
                "says": "50 lampadaires en Dordogne",
                "intents": ["project"],
                "tools": [{"name": "search_funding", "arguments": {"territory": "24"}, "about": ["eclairage"]}],
                "facts": {"territory": "24", "inputs": {"points": "50"}},
                "asks": ["cost"],
            }
        ],
    }
    seen = {
        "intents": ["project"],
        "tools": [SeenCall(name="search_funding", arguments={"query": "éclairage public", "territory": "24"})],
        "facts": {"territory": "24", "inputs.points": "50"},
        "asks": ["cost"],
    }
    return ExpectedDialogue.model_validate(expected), [SeenTurn.model_validate(seen | found)]


def test_a_turn_that_does_all_that_was_expected_has_no_failure() -> None:
    counted = score(*one_turn())
    assert counted.failures == ()
    assert (counted.right["tools"], counted.total["tools"]) == (1, 1)
    assert (counted.right["fields"], counted.total["fields"]) == (2, 2)


@pytest.mark.parametrize(
    ("found", "measure"),
    [
        ({"intents": ["project", "funding"]}, "intent"),
        ({"tools": []}, "tools"),
        ({"tools": [SeenCall(name="search_funding", arguments={"query": "éclairage", "territory": "46"})]}, "tools"),
        ({"facts": {"territory": "24", "inputs.points": "51"}}, "fields"),
        ({"facts": {"territory": "24", "inputs.points": "50", "population": "50"}}, "fields"),
        ({"asks": []}, "questions"),
        ({"asks": ["cost", "territory"]}, "questions"),
        ({"unverified": ["50"]}, "verified"),
    ],
    ids=["intent", "no call", "argument", "value", "invented field", "not asked", "asked again", "unverified"],
)
def test_what_is_wrong_is_counted_where_it_is(found: dict[str, object], measure: str) -> None:
    assert {failure.measure for failure in score(*one_turn(**found)).failures} == {measure}


def test_an_interval_holds_its_share_and_narrows_to_it_when_all_is_right() -> None:
    right, wrong = score(*one_turn()), score(*one_turn(intents=["funding"]))
    assert interval([right, right], "intent") == (1.0, 1.0, 1.0)
    share, low, high = interval([right, wrong, right, wrong], "intent")
    assert low <= share == 0.5 <= high
