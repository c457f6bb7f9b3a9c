"""Bus service: a line that opens or changes its energy, and the cars that it replaces."""

from assistant.calculators.footprint.activities.travel_modes import travel_emissions
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

MODES = {"diesel": "bus", "electric": "electric_bus", "gas": "gas_bus"}
MEASURED = {
    "diesel": ("litres", "transport.carburant.gazole", "L/an"),
    "hybrid": ("litres", "transport.carburant.gazole", "L/an"),
    "electric": ("kwh", "elec.fr.usage.transports.moyenne.2022", "kWh/an"),
}
MOMENTS = {"before": "du bus actuel", "after": "du bus après le projet"}


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = passenger-km × factor of the bus, or bus-km × measured consumption × factor of its energy.

    Avoided by the cars = passenger-km × share that leaves the car ÷ persons a car × factor of the car.
    """
    carried = _passenger_km(inputs, trace)
    _check_consumptions(inputs)
    _check_same_basis(inputs)
    after = _emissions("after", carried, inputs, trace)
    figures = [trace.figure("passenger_km", carried)] if carried else []
    if inputs.has("energy_before"):
        before = _emissions("before", carried, inputs, trace)
        avoided = trace.difference("Émissions évitées par le changement d'énergie", before, after)
        figures.append(trace.figure("emissions_before", before, Role.REFERENCE))
        figures.append(trace.figure("remaining_emissions", after, Role.PROJECT))
        figures.append(trace.figure("avoided_emissions", avoided, Role.AVOIDED))
    else:
        figures.append(trace.figure("induced_emissions", after, Role.INDUCED))
    if inputs.has("car_share"):
        figures.append(_cars(carried, inputs, trace))
    return Outcome(figures=tuple(figures))


def _passenger_km(inputs: Inputs, trace: Trace) -> Term | None:
    if inputs.has("passengers") and inputs.has("trip_length"):
        factors = (inputs.term("passengers"), inputs.term("trip_length"))
    elif inputs.has("service_km") and inputs.has("on_board"):
        factors = (inputs.term("service_km"), inputs.term("on_board"))
    else:
        return None
    return trace.product("Voyageurs-kilomètres", *factors, unit="passager.km/an")


def _check_consumptions(inputs: Inputs) -> None:
    """A consumption is one of the energy that was said, over known kilometres."""
    for moment in MOMENTS:
        fitting = _consumption(moment, inputs)
        for name in (f"litres_{moment}", f"kwh_{moment}"):
            if inputs.has(name) and name != fitting:
                raise InputError(
                    f"{inputs.term(name).label} : l'énergie dite pour ces bus n'est pas celle-là.", field=name
                )
            if inputs.has(name) and not inputs.has("service_km"):
                raise InputError(
                    f"{inputs.term(name).label} : donnez aussi les kilomètres parcourus par les bus.",
                    field="service_km",
                )


def _check_same_basis(inputs: Inputs) -> None:
    """A measured consumption (energy alone) and a factor by passenger (with the bus) do not compare."""
    if inputs.has("energy_before") and _is_measured("before", inputs) != _is_measured("after", inputs):
        missing = "after" if _is_measured("before", inputs) else "before"
        raise InputError(
            "La consommation n'est mesurée que d'un côté : donnez-la avant et après, ou ni l'une ni l'autre.",
            field=_consumption(missing, inputs) or f"energy_{missing}",
        )


def _consumption(moment: str, inputs: Inputs) -> str | None:
    """The input that measures the consumption of the energy of a moment; None when there is none (gas)."""
    energy = inputs.choice(f"energy_{moment}") if inputs.has(f"energy_{moment}") else ""
    measured = MEASURED.get(energy)
    return f"{measured[0]}_{moment}" if measured else None


def _is_measured(moment: str, inputs: Inputs) -> bool:
    name = _consumption(moment, inputs)
    return name is not None and inputs.has(name)


def _emissions(moment: str, carried: Term | None, inputs: Inputs, trace: Trace) -> Term:
    energy, told = inputs.choice(f"energy_{moment}"), MOMENTS[moment]
    label = f"Émissions {told}"
    if _is_measured(moment, inputs):
        _, factor, unit = MEASURED[energy]
        rate = inputs.term(str(_consumption(moment, inputs)))
        consumed = trace.product(f"Énergie {told}", inputs.term("service_km"), rate, unit=unit)
        return trace.product(label, consumed, trace.factor(factor), unit="tCO2e/an")
    if energy not in MODES:
        raise InputError(
            "Un bus hybride se calcule par sa consommation : donnez les kilomètres des bus et les litres aux 100 km.",
            field=f"litres_{moment}",
        )
    if carried is None:
        raise InputError(
            "Donnez les voyageurs à bord en moyenne, ou la consommation des bus aux 100 km.", field="on_board"
        )
    return travel_emissions(MODES[energy], carried, trace).named(label)


def _cars(carried: Term | None, inputs: Inputs, trace: Trace) -> Figure:
    if carried is None:
        raise InputError(
            "La part venue de la voiture demande les voyageurs : donnez-les à bord en moyenne.", field="on_board"
        )
    shifted = trace.product(
        "Voyageurs-kilomètres venus de la voiture", carried, inputs.term("car_share"), unit="passager.km/an"
    )
    avoided = travel_emissions("car", shifted, trace, aboard=inputs.term("car_occupancy"))
    return trace.figure("avoided_car_emissions", avoided.named("Émissions de voiture évitées"), Role.AVOIDED)
