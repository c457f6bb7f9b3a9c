"""Car sharing: kilometres that members no longer drive in their own car, against those of the shared cars."""

from decimal import Decimal

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

OWN_CAR = Term(label="Une voiture par membre", value=Decimal(1), unit="véhicule/passager")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Avoided = members × kilometres given up × factor; induced = shared cars × kilometres × factor.

    Manufacture avoided by year = cars removed × mass × factor ÷ lifetime of a car in years.
    """
    given_up = trace.product(
        "Circulation personnelle évitée", inputs.term("members"), inputs.term("avoided_distance"), OWN_CAR,
        unit="véh.km/an",
    )  # fmt: skip
    own = trace.factor(f"transport.vehicule.moyenne.{inputs.choice('fuel')}.usage")
    avoided = trace.product("Émissions des voitures personnelles évitées", given_up, own, unit="tCO2e/an")
    driven = trace.product(
        "Circulation des voitures partagées", inputs.term("shared_vehicles"), inputs.term("shared_distance"),
        unit="véh.km/an",
    )  # fmt: skip
    shared = trace.factor(f"transport.vehicule.{inputs.choice('shared_size')}.{inputs.choice('shared_fuel')}.usage")
    induced = trace.product("Émissions des voitures partagées", driven, shared, unit="tCO2e/an")
    figures = [
        trace.figure("avoided_distance", given_up),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
        trace.figure("induced_emissions", induced, Role.INDUCED),
    ]
    if inputs.has("cars_removed"):
        made = trace.product(
            "Fabrication des voitures retirées", inputs.term("cars_removed"), trace.factor("transport.masse.moyenne"),
            trace.factor("transport.fabrication.voiture"), unit="tCO2e",
        )  # fmt: skip
        yearly = trace.quotient(
            "Fabrication évitée par an", made, trace.factor("transport.duree_vie.ans"), unit="tCO2e/an"
        )
        figures.append(trace.figure("avoided_manufacture", yearly, Role.AVOIDED))
    return Outcome(figures=tuple(figures))
