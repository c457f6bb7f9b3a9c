"""What an answer costs: by processor time without a model, by EcoLogits with one, never zero when unknown."""

import builtins
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from assistant.agent.footprint import AnswerFootprint, Span, summed
from assistant.agent.footprint.model import of_tokens
from assistant.agent.footprint.offline import of_processor

MISTRAL = "https://api.mistral.ai/v1"
OWN = "http://127.0.0.1:8000/v1"


def test_the_planner_counts_processor_time_power_and_french_electricity() -> None:
    found = of_processor(7.2)
    assert found.energy == Span(low=Decimal("0.00003"), high=Decimal("0.00003"), unit="kWh")
    assert found.climate is not None
    assert found.climate.low == Decimal("0.00003") * Decimal("0.0519")
    assert "7,2 s de processeur × 15 W supposés" in found.sentence


def test_no_time_costs_nothing_and_is_estimated() -> None:
    assert of_processor(0).is_estimated


def test_a_model_that_ecologits_knows_is_estimated_in_every_criterion() -> None:
    pytest.importorskip("ecologits", reason="the extra «footprint» is not installed")
    found = of_tokens(MISTRAL, "mistral-small-2603", 400, 12.0, are_counted_here=False)
    assert all(getattr(found, name) for name in ("energy", "climate", "resources", "primary_energy", "water"))
    assert "400 tokens générés" in found.sentence
    assert "supposé" not in found.sentence


def test_twice_the_tokens_of_a_model_without_first_delay_cost_twice() -> None:
    pytest.importorskip("ecologits", reason="the extra «footprint» is not installed")
    one, two = (
        of_tokens(MISTRAL, "mistral-small-latest", count, 1e6, are_counted_here=False).climate for count in (400, 800)
    )
    assert one is not None
    assert two is not None
    assert float(two.low) == pytest.approx(2 * float(one.low))


def test_a_model_whose_size_is_a_range_gives_a_range() -> None:
    pytest.importorskip("ecologits", reason="the extra «footprint» is not installed")
    found = of_tokens(MISTRAL, "mistral-medium-latest", 400, 12.0, are_counted_here=True)
    assert found.energy is not None
    assert found.energy.low < found.energy.high
    assert " à " in found.figures
    assert "comptés ici, environ" in found.sentence


@pytest.mark.parametrize("url", [MISTRAL, OWN, "pas une adresse"])
def test_an_unknown_model_is_not_estimated(url: str) -> None:
    pytest.importorskip("ecologits", reason="the extra «footprint» is not installed")
    found = of_tokens(url, "modele-maison", 400, 12.0, are_counted_here=False)
    assert not found.is_estimated
    assert found.sentence == (
        "Empreinte de cette réponse : non estimée (modèle « modele-maison » inconnu d'EcoLogits)."
    )


def test_without_ecologits_the_answer_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("ecologits"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    found = of_tokens(MISTRAL, "mistral-small-2603", 400, 12.0, are_counted_here=False)
    assert not found.is_estimated
    assert "pip install 'jalon[footprint]'" in found.sentence


def footprint(energy: str) -> AnswerFootprint:
    spans: Mapping[str, Span] = {
        name: Span(low=Decimal(energy), high=Decimal(energy), unit=unit)
        for name, unit in (("energy", "kWh"), ("climate", "kgCO2e"))
    }
    return AnswerFootprint(model="m", how="essai", **spans)


def test_the_sum_adds_what_is_estimated_and_counts_the_rest_apart() -> None:
    total = summed([footprint("0.001"), footprint("0.002"), AnswerFootprint(model="m", how="inconnu")])
    assert total.energy == Span(low=Decimal("0.003"), high=Decimal("0.003"), unit="kWh")
    assert total.water is None
    assert total.sentence == (
        "Depuis le début du projet : 3,0\u202fWh, 3,0\u202fgCO2e (3 réponses, dont 1 non estimée)."
    )


def test_a_sum_of_nothing_is_not_zero() -> None:
    assert "non estimée" in summed([AnswerFootprint(model="m", how="inconnu")]).sentence
