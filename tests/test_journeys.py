"""The journeys of the documentation are played by tests that exist."""

import re

from tests.conftest import REPOSITORY

JOURNEYS = 10


def test_every_journey_names_a_test_that_exists() -> None:
    text = (REPOSITORY / "docs" / "journeys.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)) == JOURNEYS
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len({*named}) > JOURNEYS
    absent = [name for path, name in named if f"def {name}(" not in (REPOSITORY / path).read_text(encoding="utf-8")]
    assert absent == []


def test_three_journeys_are_played_by_keyboard_only() -> None:
    path = REPOSITORY / "tests" / "browser" / "test_keyboard_journeys.py"
    text = path.read_text(encoding="utf-8")
    assert text.count("assert keyboard.wrong == []") == 3
    assert not re.search(r"\.(click|fill|check|select_option|focus)\(", text)
