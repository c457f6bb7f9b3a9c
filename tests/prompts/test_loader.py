"""Prompts: versioned files whose inputs are declared; a missing or an extra one is an error."""

from importlib.resources import files

import pytest

from prompts import load_prompt

SHIPPED = sorted(path.name.removesuffix(".md") for path in files("prompts").iterdir() if path.name.endswith(".md"))
INPUTS = {"today": "24 novembre 2026", "activities": "public_lighting"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_prompt_that_ships_takes_the_inputs_that_it_declares(name: str) -> None:
    prompt = load_prompt(name)
    text = prompt.render(**{declared: f"<{declared}>" for declared in prompt.inputs})
    assert prompt.version
    assert all(f"<{declared}>" in text for declared in prompt.inputs)


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
