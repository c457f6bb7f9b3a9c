"""Electricity of a digital service: what it consumes, and the factors of the place where it does."""

from decimal import Decimal

from assistant.calculators.footprint.digital.criteria import Criterion, Line
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

FRANCE = "france"
FRENCH_MIX, MAINLAND = "elec.fr.mix_moyen", "France continentale"
HOURS = Term(label="Heures de l'année", value=Decimal(8760), unit="h/an")


def consumed(label: str, trace: Trace, *operands: Term) -> Term:
    """Electricity a year (kWh/an): the product of a number, a power, hours a year and, in a data centre, its PUE."""
    return trace.product(label, *operands, unit="kWh/an")


def electricity(label: str, energy: Term, inputs: Inputs, trace: Trace) -> Line:
    """The line of an energy (kWh/an) taken in a place: the one of the input ``location`` when the activity has it.

    ``electricity_factor`` of the user (kgCO2e/kWh) replaces the factor of the climate criterion only.
    """
    place = inputs.choice("location") if inputs.has("location") else FRANCE
    given = inputs.term("electricity_factor") if inputs.has("electricity_factor") else None
    return Line(label=label, amount=energy, factors=of_place(place, given, trace))


def of_place(place: str, climate: Term | None, trace: Trace) -> dict[Criterion, Term]:
    """The factors of a kWh of electricity in a place, by criterion; ``climate`` replaces that of the first."""
    factors: dict[Criterion, Term] = {}
    for criterion in Criterion:
        if criterion is Criterion.CLIMATE and climate is not None:
            factors[criterion] = climate
            continue
        if (place, criterion) == (FRANCE, Criterion.CLIMATE):
            factors[criterion] = trace.choose(FRENCH_MIX, geography=MAINLAND)
            continue
        name = f"num.elec.{place}.{criterion}"
        if trace.has(name):
            factors[criterion] = trace.factor(name)
    return factors


def cooling(energy: Term, inputs: Inputs) -> Line:
    """The line of the water that the site of a data centre takes for the energy of its machines (PUE left out)."""
    factors = {Criterion.WATER: inputs.term("site_water")} if inputs.has("site_water") else {}
    return Line("Refroidissement sur le site", energy, factors, concerns=(Criterion.WATER,))
