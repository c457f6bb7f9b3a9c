"""Digital equipment and hosting: manufacture spread over the years of use, and the electricity of use."""

from decimal import Decimal

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

MANUFACTURE = {
    "laptops": "num.ordinateur_portable.gwp.hors_usage",
    "desktops": "num.ordinateur_fixe_pro.gwp.hors_usage",
    "screens": "num.ecran.gwp.hors_usage",
    "tablets": "num.tablette.gwp.hors_usage",
    "smartphones": "num.smartphone.gwp.hors_usage",
    "servers": "num.serveur.fabrication",
}
YEARLY_USE = {
    "laptops": "num.ordinateur_portable.gwp.usage_an",
    "desktops": "num.ordinateur_fixe_pro.gwp.usage_an",
    "screens": "num.ecran.gwp.usage_an",
    "tablets": "num.tablette.gwp.usage_an",
    "smartphones": "num.smartphone.gwp.usage_an",
}
GRID = "elec.fr.mix_moyen.2024"
HOURS = Term(label="Heures de l'année", value=Decimal(8760), unit="h/an")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions a year = manufacture ÷ lifetime + use; a longer lifetime avoids part of the manufacture."""
    owned = [name for name in MANUFACTURE if inputs.has(name) and inputs.term(name).value > 0]
    if not owned:
        raise InputError(
            "Indiquez au moins un équipement (ordinateurs, écrans, tablettes, serveurs…).", field="laptops"
        )
    manufacture = trace.total("Fabrication de tous les équipements", *(_manufacture(n, inputs, trace) for n in owned))
    yearly = trace.quotient("Fabrication par année d'usage", manufacture, inputs.term("lifetime"), unit="tCO2e/an")
    use = trace.total("Électricité d'usage", *(_use(name, inputs, trace) for name in owned))
    total = trace.total("Empreinte annuelle du projet", yearly, use)
    figures = [
        trace.figure("manufacture", manufacture),
        trace.figure("yearly_manufacture", yearly),
        trace.figure("yearly_use", use),
        trace.figure("induced_emissions", total, Role.INDUCED),
    ]
    if inputs.has("lifetime_before"):
        before = trace.quotient(
            "Fabrication par année à la durée actuelle", manufacture, inputs.term("lifetime_before"), unit="tCO2e/an"
        )
        avoided = trace.difference("Émissions évitées par l'allongement de la durée d'usage", before, yearly)
        figures.append(trace.figure("avoided_emissions", avoided, Role.AVOIDED))
    return Outcome(figures=tuple(figures))


def _manufacture(name: str, inputs: Inputs, trace: Trace) -> Term:
    owned = inputs.term(name)
    return trace.product(f"Fabrication : {owned.label.lower()}", owned, trace.factor(MANUFACTURE[name]), unit="tCO2e")


def _use(name: str, inputs: Inputs, trace: Trace) -> Term:
    owned = inputs.term(name)
    label = f"Usage : {owned.label.lower()}"
    if name in YEARLY_USE:
        return trace.product(label, owned, trace.factor(YEARLY_USE[name]), unit="tCO2e/an")
    electricity = trace.product(
        "Électricité des serveurs", owned, inputs.term("server_power"), HOURS, inputs.term("pue"),
        unit="kWh/an",
    )  # fmt: skip
    return trace.product(label, electricity, trace.factor(GRID), unit="tCO2e/an")
