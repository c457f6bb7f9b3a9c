"""Vehicle replacement: cars or vans by electric ones of the same size, use phase."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

# energy, its factor, the unit of what is consumed, and the maintenance and air conditioning of the vehicle
MEASURED = {
    "essence": ("transport.carburant.essence", "L/an", "transport.entretien.thermique"),
    "gazole": ("transport.carburant.gazole", "L/an", "transport.entretien.thermique"),
    "e85": ("transport.carburant.e85", "L/an", "transport.entretien.thermique"),
    "gpl": ("transport.carburant.gpl", "L/an", "transport.entretien.thermique"),
    "electrique": ("elec.fr.usage.transports.moyenne.2022", "kWh/an", "transport.entretien.electrique"),
}


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = vehicles × distance × factor a vehicle-kilometre, before and after.

    With a measured consumption: vehicles × distance × (consumption × factor of the energy + maintenance and air
    conditioning, which the factors of the use hold too).
    """
    driven = trace.product(
        "Distance parcourue par la flotte", inputs.term("vehicles"), inputs.term("distance"), unit="véh.km/an"
    )
    before = _use("before", inputs.choice("fuel_before"), driven, inputs, trace)
    after = _use("after", "electrique", driven, inputs, trace)
    return Outcome(
        figures=(
            trace.figure("distance", driven),
            trace.figure("emissions_before", before, Role.REFERENCE),
            trace.figure("remaining_emissions", after, Role.PROJECT),
            trace.figure("avoided_emissions", trace.difference("Émissions évitées", before, after), Role.AVOIDED),
        )
    )


def _use(moment: str, energy: str, driven: Term, inputs: Inputs, trace: Trace) -> Term:
    told = "actuelles" if moment == "before" else "en électrique"
    label, consumption = f"Émissions d'usage {told}", f"consumption_{moment}"
    if not inputs.has(consumption):
        factor = trace.factor(f"transport.vehicule.{inputs.choice('size')}.{energy}.usage")
        return trace.product(label, driven, factor, unit="tCO2e/an")
    if energy not in MEASURED:
        raise InputError(
            "La consommation d'un véhicule hybride n'est pas calculée : laissez-la vide, le facteur du gabarit sert.",
            field=consumption,
        )
    source, unit, upkeep = MEASURED[energy]
    rate = inputs.term(consumption)
    consumed = trace.product(f"{rate.label} par an", driven, rate, unit=unit)
    burnt = trace.product(f"Émissions de l'énergie, {told}", consumed, trace.factor(source), unit="tCO2e/an")
    kept = trace.product(f"Entretien et climatisation, émissions {told}", driven, trace.factor(upkeep), unit="tCO2e/an")
    return trace.total(label, burnt, kept)
