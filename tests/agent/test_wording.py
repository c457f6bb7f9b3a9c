"""The wording that ships holds no figure: whatever number an answer shows comes from a proof."""

import re
from importlib.resources import files

import pytest

from assistant.agent.planner.themes import Theme, load_themes
from assistant.language import read_numbers

DIGIT = re.compile(r"\d")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TEMPLATES = [path for path in (files("assistant.agent.planner") / "answers").iterdir() if path.name.endswith(".j2")]


@pytest.mark.parametrize("theme", load_themes().theme, ids=lambda theme: theme.id)
def test_a_theme_proposes_words_and_no_figure(theme: Theme) -> None:
    wording = [theme.label, *theme.objectives, *theme.actions, *theme.risks, *(one.name for one in theme.indicators)]
    assert [text for text in wording if DIGIT.search(text)] == []


def test_the_common_wording_has_no_figure() -> None:
    common = load_themes().common
    wording = (*common.actions, *common.risks, *common.questions.values(), *common.asked.values())
    assert [text for text in wording if DIGIT.search(text)] == []


def test_the_templates_of_answers_have_no_figure() -> None:
    assert len(TEMPLATES) > 10
    assert [path.name for path in TEMPLATES if read_numbers(JINJA.sub("", path.read_text(encoding="utf-8")))] == []
