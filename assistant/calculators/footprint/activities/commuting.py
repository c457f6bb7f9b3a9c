"""Commuting of the staff by way of travel, and what teleworking avoids."""

from assistant.calculators.footprint.activities.travel_modes import (
    ALONE,
    first_given,
    travel_emissions,
    travel_modes,
    uncapitalised,
)
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

CARPOOL = "carpool"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = Σ staff × distance × trips × days (÷ persons a car) × factor; avoided = × teleworked ÷ worked days.

    Telework is spread evenly over the ways to travel. The rebound is a share of what is avoided, given or left out.
    """
    counted = [name for name in (*travel_modes(), CARPOOL) if inputs.has(name)]
    emitted = [_emissions(name, inputs, trace) for name in counted]
    before = trace.total("Émissions des trajets domicile-travail", *emitted)
    figures = [
        *(trace.figure(f"emissions_{name}", term) for name, term in zip(counted, emitted, strict=True)),
        trace.figure("emissions_before", before, Role.REFERENCE),
    ]
    if inputs.has("telework_days"):
        figures += _telework(before, inputs, trace)
    return Outcome(figures=tuple(figures))


def _emissions(name: str, inputs: Inputs, trace: Trace) -> Term:
    mode = "car" if name == CARPOOL else name
    aboard = inputs.term("carpool_occupancy") if name == CARPOOL else ALONE
    staff = inputs.term(name)
    distance = first_given((f"distance_{name}", "distance"), inputs, of=staff.label)
    travelled = trace.product(
        f"Distance parcourue, {uncapitalised(staff.label)}", staff, distance, inputs.term("trips"), inputs.term("days"),
        unit="passager.km/an",
    )  # fmt: skip
    return travel_emissions(mode, travelled, trace, aboard=aboard).named(f"Émissions des {uncapitalised(staff.label)}")


def _telework(before: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    worked, teleworked = inputs.term("days"), inputs.term("telework_days")
    if teleworked.value > worked.value:
        raise InputError("Il y a plus de jours de télétravail que de jours travaillés.", field="telework_days")
    share = trace.quotient("Part des jours télétravaillés", teleworked, worked, unit="%")
    avoided = trace.product("Émissions évitées par le télétravail", before, share, unit="tCO2e/an")
    present = trace.difference("Jours sur site", worked, teleworked)
    share_present = trace.quotient("Part des jours sur site", present, worked, unit="%")
    remaining = trace.product("Émissions avec le télétravail", before, share_present, unit="tCO2e/an")
    figures = [
        trace.figure("remaining_emissions", remaining, Role.PROJECT),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    ]
    if inputs.has("rebound"):
        taken_back = trace.product("Effet rebond", avoided, inputs.term("rebound"), unit="tCO2e/an")
        figures.append(trace.figure("rebound_emissions", taken_back, Role.INDUCED))
    return figures
