"""What an estimate does at its edges: nothing to count, one side missing, several wrong inputs, a choice of factor."""

import pytest

from assistant.calculators.footprint import (
    InputStatus,
    activity,
    all_activities,
    estimate,
    input_errors,
    load_registry,
    shown_default,
)
from assistant.calculators.footprint.input_spec import InputKind
from assistant.errors import InputError
from tests.calculators.footprint.estimates import figures


def test_walking_emits_nothing_of_its_own() -> None:
    assert "induced_emissions" not in figures(
        "modal_shift", {"users": 1, "distance": 2, "days": 9, "mode_after": "walk"}
    )


def test_an_unknown_activity_names_those_that_exist() -> None:
    with pytest.raises(InputError, match="Activités : public_lighting"):
        activity("fusion")


def test_menus_of_one_side_only_avoid_nothing() -> None:
    assert list(figures("canteen_menus", {"beef_before": 9})) == ["emissions_before"]
    assert list(figures("canteen_menus", {"vegan_after": 9})) == ["remaining_emissions"]


def test_every_wrong_input_is_told_at_once() -> None:
    wrong = input_errors(
        activity("public_lighting").inputs, {"points": "beaucoup", "power_before": "5 kW"}, load_registry()
    )
    assert list(wrong) == ["points", "power_before", "power_after"]
    assert "De 1 à 2\u202f000\u202fW/point" in wrong["power_before"]
    assert "Il manque" in wrong["power_after"]


@pytest.mark.parametrize("value", [True, float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(InputError, match="n'est pas un nombre"):
        estimate("public_lighting", {"points": value, "power_before": 150, "power_after": 45})


def test_every_number_has_a_range_for_its_messages() -> None:
    numbers = [spec for one in all_activities() for spec in one.inputs if spec.kind is InputKind.NUMBER]
    assert all(spec.minimum is not None and spec.maximum is not None for spec in numbers)


def test_the_value_taken_without_an_answer_is_shown_unless_a_choice_decides() -> None:
    specs = {spec.name: spec for spec in activity("digital_terminals").inputs}
    assert shown_default(specs["condition"], load_registry())
    assert shown_default(specs["lifetime"], load_registry()) == ""
    assert shown_default(specs["number"], load_registry()) == ""


def test_the_mix_of_the_year_is_chosen_and_the_one_rejected_is_told() -> None:
    (choice,) = estimate("digital_servers", {"servers": 1}).choices
    assert choice.factor_id == "elec.fr.mix_moyen.2024"
    assert [one.factor_id for one in choice.rejected] == ["elec.fr.mix_moyen.2023"]


def test_an_input_and_a_step_read_as_sentences() -> None:
    result = estimate("double_transition", dict(activity("double_transition").example))
    power = next(value for value in result.inputs if value.status is InputStatus.ASSUMPTION)
    assert power.sentence.startswith("Puissance moyenne d'un capteur : 0,5")
    equations = {step.label: step.equation for step in result.steps}
    assert equations["Électricité du projet numérique"] == "876\u202fkWh/an"
    assert equations["Fabrication du projet"].endswith("= 1\u202f600\u202fkgCO2e")
