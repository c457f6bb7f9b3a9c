"""What a data file may not say, and a value given that is no uncertainty."""

import pytest
from pydantic import ValidationError

from assistant.calculators.footprint import estimate
from assistant.calculators.footprint.declared import DeclaredFigure
from assistant.errors import InputError


@pytest.mark.parametrize("told", [{}, {"groups": ("a",), "difference": ("a", "b")}], ids=["neither", "both"])
def test_a_figure_is_a_sum_or_a_difference(told: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValidationError, match="one of both"):
        DeclaredFigure.model_validate({"name": "avoided", "label": "Évité", **told})


@pytest.mark.parametrize("spread", ["± beaucoup", "± 0 %", "± 5000 %", "±"])
def test_a_spread_that_is_no_uncertainty_is_told_with_an_example(spread: str) -> None:
    with pytest.raises(InputError, match=r"n'est pas une incertitude. Exemple : ± 10 %") as told:
        estimate("photovoltaics", {"peak_power": f"36 kWc {spread}"})
    assert told.value.field == "peak_power"


def test_a_factor_that_does_not_exist_is_told() -> None:
    with pytest.raises(InputError, match=r"aucun facteur « mon\.reseau »"):
        estimate("photovoltaics", {"peak_power": "36 kWc", "yield": "factor:mon.reseau"})
