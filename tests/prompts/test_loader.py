"""Prompts: versioned files whose inputs are declared; a missing or an extra one is an error."""

import pytest

from prompts import load_prompt

INPUTS = {"today": "24 novembre 2026", "activities": "public_lighting"}


def test_the_system_prompt_is_versioned_and_takes_its_inputs() -> None:
    prompt = load_prompt("system")
    assert prompt.version
    assert "24 novembre 2026" in prompt.render(**INPUTS)


@pytest.mark.parametrize("values", [{}, {"today": "hier"}, {**INPUTS, "autre": "x"}])
def test_a_missing_or_an_extra_input_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="system"):
        load_prompt("system").render(**values)


def test_an_unknown_prompt_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_prompt("inconnu")
