"""The heat and the cold that a building needs, from its area, use, period and climate.

Need (kWh/an) = area × need per m² of the use and period × degree-days of the place ÷ those of reference (2,200). Hot
water = area × need per m², or inhabitants × need of an inhabitant in housing. Source: France Chaleur Urbaine
(publicodes 1.7.3), with the degree-days of Costic and the cooling needs of ADEME 2024.
"""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

HOUSING = "housing"
USES = {
    "primary_school": "enseignement_primaire",
    "secondary_school": "enseignement_secondaire",
    "office": "bureaux",
    "sports": "sport",
    "health": "sante",
    "nursing_home": "ehpad",
    "shop": "commerces",
    "restaurant": "restauration",
    "hotel": "hotel",
    HOUSING: "logement",
}
MEAN_ENERGIES = {
    "gas": "gaz",
    "gas_standard": "gaz",
    "gas_individual": "gaz",
    "gas_individual_standard": "gaz",
    "lpg": "gpl",
    "oil": "fioul",
    "oil_individual": "fioul",
    "heat_network": "reseau",
    "pellets": "bois",
    "pellet_stove": "bois",
    "logs": "bois",
    "log_stove": "bois",
}


def heating_by_area(label: str, inputs: Inputs, trace: Trace) -> Term:
    """What the area of a building needs for heating, in kWh/an: useful heat or final energy, as the ratio is read."""
    area = inputs.term("floor_area")
    if inputs.has("need_per_area"):
        per_area = inputs.term("need_per_area")
    else:
        per_area = trace.factor(f"bat.conso.chauffage.{_use_and_period(inputs)}")
    if not inputs.has("department"):
        return trace.product(label, area, per_area, unit="kWh/an")
    reference = trace.product(f"{label}, au climat de référence", area, per_area, unit="kWh/an")
    climate = trace.quotient(
        "Rigueur du climat", trace.factor(f"climat.dju.{inputs.choice('department').upper()}"),
        trace.factor("climat.dju.reference"), unit="ratio",
    )  # fmt: skip
    return trace.product(label, reference, climate, unit="kWh/an")


def _use_and_period(inputs: Inputs) -> str:
    use = inputs.choice("building_use")
    if use != HOUSING:
        return f"{USES[use]}.{inputs.choice('period')}"
    label = inputs.choice("dpe_class")
    return f"{USES[use]}.mean_{_mean_energy(inputs)}" if label == "mean" else f"{USES[use]}.dpe_{label}"


def _mean_energy(inputs: Inputs) -> str:
    """The energy whose mean consumption is known; raises InputError for another, or when it is read as a need."""
    energy = MEAN_ENERGIES.get(inputs.choice("system_before"))
    if energy is None:
        raise InputError(
            "Moyenne des logements non couverte pour ce chauffage : donnez l'étiquette DPE ou la consommation.",
            field="dpe_class",
        )
    if inputs.choice("area_ratio") == "need":
        raise InputError("La moyenne des logements est une énergie finale, pas un besoin.", field="area_ratio")
    return energy


def hot_water_need(inputs: Inputs, trace: Trace) -> Term | None:
    """The useful heat of the hot water, in kWh/an; None when it is left out.

    Raises InputError for housing whose number of dwellings is not given.
    """
    if not inputs.has("hot_water") or inputs.choice("hot_water") == "no":
        return None
    label, use = "Besoin d'eau chaude", inputs.choice("building_use")
    if use != HOUSING:
        per_area = trace.factor(f"bat.conso.ecs.{USES[use]}")
        return trace.product(label, inputs.term("floor_area"), per_area, unit="kWh/an")
    if not inputs.has("dwellings"):
        raise InputError(
            "Il manque : nombre de logements (dwellings), pour l'eau chaude. Exemple : 25.", field="dwellings"
        )
    people = trace.product(
        "Habitants", inputs.term("dwellings"), trace.factor("bat.habitants_par_logement"), unit="habitant"
    )
    return trace.product(label, people, trace.factor("bat.conso.ecs.habitant"), unit="kWh/an")


def cooling_need(inputs: Inputs, trace: Trace) -> Term:
    """The cold that the cooled area of a building needs, in kWh/an."""
    per_area = trace.factor(f"bat.conso.froid.{USES[inputs.choice('building_use')]}.{inputs.choice('climate_zone')}")
    return trace.product("Besoin de froid", inputs.term("cooled_area"), per_area, unit="kWh/an")
