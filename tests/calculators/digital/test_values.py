"""The digital activities: values worked out by hand, defaults and their reason, messages."""

from decimal import Decimal
from typing import Any

import pytest

from assistant.calculators.footprint import InputStatus, estimate
from assistant.errors import InputError
from tests.calculators.digital.cases import ACTIVITIES, values
from tests.calculators.footprint.counted import COUNTED

BY_HAND: list[tuple[str, dict[str, Any], str, str]] = [
    # 30 ÷ 5 ans × 185,09 kg + 30 × 26,5 W × 3 h × 365 j × 0,0519 kg
    ("digital_terminals", {"kind": "laptop", "number": 30}, "induced_emissions", "1155.7202475"),
    # 30 × 26,5 W × 3 h × 365 j = 870,525 kWh ; × 9,3135 MJ
    ("digital_terminals", {"kind": "laptop", "number": 30}, "primary_energy", "8107.6345875"),
    # 10 ÷ 4 ans × 40 kg + 10 × 20 W × 1 h × 365 j × 0,0519 kg
    ("digital_terminals", {"kind": "tablet", "number": 10, "lifetime": 4, "hours": 1, "manufacture": 40},
     "induced_emissions", "103.7887"),
    # 748 kg ÷ 4 ans + 300 W × 8 760 h × 0,0519 kg
    ("digital_servers", {"servers": 1, "power": 300, "lifetime": 4, "pue": 1}, "induced_emissions", "323.3932"),
    # 300 W × 8 760 h × 3,6737 L
    ("digital_servers", {"servers": 1, "power": 300, "lifetime": 4, "pue": 1}, "water", "9654.4836"),
    # 1 × (4 × (0,74 + 50 % × 2,76) + 16 × 0,392) = 14,752 W ; × 1 000 h × 1,135 × 9,3135 MJ
    ("digital_cloud", {"machines": 1, "vcpus": 4, "memory": 16, "hours": 1000}, "primary_energy", "155.9407735200"),
    # 3,5524 To × 1 ÷ (3,5524 × 100 %) = 1 unité : 144 ÷ 5 + 6 W × 8 760 h × 1 × 0,0519
    ("digital_storage", {"data": "3,5524 To", "copies": 1, "filling": 100, "pue": 1}, "induced_emissions", "31.527864"),
    ("digital_network", {"data": "500 Go", "network": "mobile"}, "induced_emissions", "12.3418395984748500"),
    # 200 ÷ 5 × 8 kg + 200 × 0,5 W × 8 760 h × 0,0519 kg + 2 Go × 0,0246836791969497 kg
    ("digital_sensors", {"sensors": 200, "manufacture": 8}, "induced_emissions", "365.513767358393899"),
    # 1 000 pages ÷ 2 × 4,99 g
    ("digital_printing", {"printers": 1, "pages": 1000, "pages_per_sheet": 2}, "paper", "2.495"),
]  # fmt: skip


@pytest.mark.parametrize(("activity", "inputs", "figure", "value"), BY_HAND, ids=range(len(BY_HAND)))
def test_golden_value(activity: str, inputs: dict[str, Any], figure: str, value: str) -> None:
    assert values(activity, inputs)[figure] == pytest.approx(Decimal(value), rel=Decimal("1e-6"))


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_a_default_says_what_it_is_and_why(activity: str) -> None:
    counted, others = COUNTED[activity]
    used = estimate(activity, {**others, **dict.fromkeys(counted, 2)}).inputs
    taken = [value for value in used if value.status is not InputStatus.GIVEN]
    assert all(value.because for value in taken)


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_factor_says_its_source_place_and_licence(activity: str) -> None:
    counted, others = COUNTED[activity]
    result = estimate(activity, {**others, **dict.fromkeys(counted, 2)})
    assert all(factor.source and factor.locator and factor.licence for factor in result.factors)
    assert {step.factor_id for step in result.steps} - {None} <= {factor.factor_id for factor in result.factors}


def test_the_tokens_of_a_year_count_as_requests_of_so_many_tokens() -> None:
    model = {"active_parameters": 24, "total_parameters": 24, "speed": 60}
    whole = values("llm_use", {**model, "tokens": 8_000_000})
    assert whole == values("llm_use", {**model, "requests": 20_000, "output_tokens": 400})


def test_a_slower_model_holds_its_server_longer() -> None:
    model = {"active_parameters": 24, "total_parameters": 24, "tokens": 1_000_000}
    slow, fast = (values("llm_use", {**model, "speed": speed})["induced_emissions"] for speed in (10, 100))
    assert fast < slow


def test_the_paper_counts_once_its_factor_is_given() -> None:
    asked = {"printers": 0, "pages": 1000, "paper_factor": 1}
    assert values("digital_printing", asked)["induced_emissions"] == Decimal("4.99")


def test_a_reconditioned_device_does_not_carry_the_first_manufacture_and_says_that_its_own_is_missing() -> None:
    result = estimate("digital_terminals", {"kind": "laptop", "number": 30, "condition": "reconditionné"})
    climate = next(figure for figure in result.figures if figure.name == "induced_emissions")
    assert climate.value == Decimal("45.1802475")
    assert climate.label.endswith("(lignes estimées)")
    assert ("Reconditionnement", "climat") in {(one.line, one.criterion) for one in result.not_estimated}


def test_a_criterion_without_factor_is_said_not_estimated_and_has_no_figure() -> None:
    result = estimate("digital_network", {"data": 500})
    assert [figure.name for figure in result.figures] == ["induced_emissions"]
    assert result.warnings[0].startswith("Non estimé, faute de facteur")
    assert "Réseau (ressources abiotiques, énergie primaire, eau)" in result.warnings[0]


def test_the_electricity_of_another_country_changes_every_criterion_of_use() -> None:
    french, german = (
        values("digital_servers", {"servers": 1, "manufacture": 0, "location": place})
        for place in ("France", "germany")
    )
    assert german["induced_emissions"] / french["induced_emissions"] == pytest.approx(
        Decimal("0.32965") / Decimal("0.0519")
    )
    assert german["water"] < french["water"]


def test_the_world_has_no_credible_primary_energy_so_it_is_not_estimated() -> None:
    result = estimate("digital_servers", {"servers": 1, "location": "world"})
    assert "primary_energy" not in {figure.name for figure in result.figures}


@pytest.mark.parametrize(
    ("activity", "inputs", "message"),
    [
        ("digital_terminals", {"kind": "laptop", "number": -1}, "Nombre d'appareils : -1.unité est hors limites"),
        ("digital_terminals", {"kind": "minitel", "number": 1}, "« minitel » n'est pas possible"),
        ("digital_terminals", {"kind": "laptop"}, "Il manque : Nombre d'appareils"),
        ("digital_servers", {"servers": 1, "power": "50 kW"}, "hors limites"),
        ("digital_servers", {"servers": 1, "pue": "0,8"}, "PUE du centre de données : 0,8 est hors limites"),
        ("digital_storage", {"data": "20 kg"}, "ne se convertit pas"),
        ("digital_website", {"visits": "beaucoup"}, "n'est pas un nombre"),
        ("llm_use", {"requests": 10, "active_parameters": 24}, "Il manque : Paramètres du modèle"),
        ("double_transition", {"lifetime": 5, "energy": "gas", "energy_saved": 1}, "au moins un équipement"),
        ("double_transition", {"sensors": 1, "lifetime": 5, "energy": "gas", "consumption": 1}, "part économisée"),
        ("double_transition", {"sensors": 1, "lifetime": 5, "energy": "heat_network", "energy_saved": 1},
         "contenu CO2 de votre réseau"),
    ],
)  # fmt: skip
def test_a_bad_input_is_explained(activity: str, inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        estimate(activity, inputs)
