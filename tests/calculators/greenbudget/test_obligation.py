"""Who must produce the annex, for which year, on which axes, with which lines."""

import pytest
from pydantic import ValidationError

from assistant.calculators.greenbudget import Axis, EntityKind, GreenBudgetInput, Instruction, rate_budget
from assistant.errors import InputError
from tests.calculators.greenbudget.lines import expense, rated

TWO, SIX = (Axis.MITIGATION, Axis.BIODIVERSITY), tuple(Axis)


@pytest.mark.parametrize(("population", "is_mandatory"), [(3500, False), (3501, True), (None, None)])
def test_the_annex_is_due_above_3500_inhabitants(population: int | None, is_mandatory: bool | None) -> None:
    obligation = rated(expense("Bancs"), population=population).obligation
    assert obligation.is_mandatory is is_mandatory
    assert bool(obligation.axes) is (is_mandatory is not False)


@pytest.mark.parametrize("kind", [EntityKind.DEPARTMENT, EntityKind.REGION])
def test_a_departement_or_a_region_need_not_give_its_population(kind: EntityKind) -> None:
    assert rated(expense("Bancs"), kind=kind, population=None).obligation.is_mandatory


@pytest.mark.parametrize(
    ("year", "axes"), [(2024, (Axis.MITIGATION,)), (2025, TWO), (2026, TWO), (2027, SIX), (2030, SIX)]
)
def test_axes_become_mandatory_by_year(year: int, axes: tuple[Axis, ...]) -> None:
    result = rated(expense("Bancs"), year=year)
    assert result.obligation.axes == axes
    assert tuple(one.axis for one in result.totals if one.is_mandatory) == axes


def test_the_axes_of_2027_are_said_to_wait_for_confirmation() -> None:
    assert "bilan" in rated(expense("Bancs"), year=2027).obligation.to_verify
    assert rated(expense("Bancs"), year=2026).obligation.to_verify == ""


@pytest.mark.parametrize(("year", "is_mandatory"), [(2024, False), (2025, True)])
def test_industrial_services_enter_in_2025(year: int, is_mandatory: bool) -> None:
    result = rated(expense("Bancs"), year=year, instruction=Instruction.M4)
    assert result.obligation.is_mandatory is is_mandatory
    assert ("à compter de l'exercice 2025" in result.obligation.because) is not is_mandatory


@pytest.mark.parametrize(
    ("year", "account", "in_scope"),
    [
        (2024, "21312", True),
        (2024, "213121", True),
        (2024, "21311", False),
        (2024, "2313", True),
        (2024, "2315", None),
        (2024, "213", None),
        (2024, "", None),
        (2025, "21311", True),
        (2025, "1641", False),
        (2025, "", None),
    ],
)
def test_a_line_is_in_the_annex_by_its_account(year: int, account: str, in_scope: bool | None) -> None:
    assert rated(expense("Bancs", account), year=year).lines[0].in_scope is in_scope


def test_a_year_before_the_annex_is_refused_with_an_example() -> None:
    with pytest.raises(InputError, match=r"year : l'exercice 2023.*Années acceptées : 2024 à 2100. Exemple : 2025"):
        rated(expense("Bancs"), year=2023)


@pytest.mark.parametrize("account", ["6061", "21A", "9", "99999", "2"])
def test_an_unknown_account_is_refused_with_an_example(account: str) -> None:
    with pytest.raises(InputError, match=r"lines\[1\].account : le compte « .*Acceptés.*Exemple : 21312") as caught:
        rated(expense("Bancs"), expense("Bancs", account))
    assert caught.value.field == "lines[1].account"


@pytest.mark.parametrize("line", [{"label": "Bancs", "amount": -1}, {"label": " ", "amount": 1}, {"amount": 1}])
def test_a_negative_amount_or_no_label_is_refused(line: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rate_budget(GreenBudgetInput.model_validate({"year": 2025, "lines": [line]}))
