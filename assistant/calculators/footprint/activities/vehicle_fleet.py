"""Vehicle fleet by size and energy, before and after a project: use and manufacture of the vehicles."""

from collections.abc import Sequence
from itertools import product

from assistant.calculators.footprint.activities.travel_modes import first_given, uncapitalised
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

SIZES = ("petite", "moyenne", "berline", "suv", "vul")
ENERGIES = ("essence", "gazole", "hybride", "hybride_rechargeable", "electrique")
BATTERIES = {
    "hybride": "transport.batterie.hybride",
    "hybride_rechargeable": "transport.batterie.hybride_rechargeable",
    "electrique": "transport.batterie.{size}.electrique",
}
MOMENTS = {"before": "aujourd'hui", "after": "après le projet"}


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions by year = Σ vehicles × distance × use factor + Σ vehicles × manufacture ÷ lifetime, before and after.

    Manufacture = mass × factor a kg + battery × factor a kWh. Lifetime, unless given: kilometres of a life ÷ distance,
    twenty years at most (the rule of publicodes-voiture 0.3.8).
    """
    before, figures_before = _fleet("before", inputs, trace)
    after, figures_after = _fleet("after", inputs, trace)
    avoided = trace.difference("Émissions évitées", before, after)
    return Outcome(
        figures=(
            *figures_before,
            *figures_after,
            trace.figure("emissions_before", before, Role.REFERENCE),
            trace.figure("remaining_emissions", after, Role.PROJECT),
            trace.figure("avoided_emissions", avoided, Role.AVOIDED),
        )
    )


def _fleet(moment: str, inputs: Inputs, trace: Trace) -> tuple[Term, Sequence[Figure]]:
    told = MOMENTS[moment]
    kinds = [kind for kind in product(SIZES, ENERGIES) if inputs.has(f"{'_'.join(kind)}_{moment}")]
    use = trace.total(f"Usage de la flotte {told}", *(_use(*kind, moment, inputs, trace) for kind in kinds))
    made = trace.total(f"Fabrication de la flotte {told}", *(_made(*kind, moment, inputs, trace) for kind in kinds))
    total = trace.total(f"Émissions de la flotte {told}", use, made)
    return total, (trace.figure(f"use_{moment}", use), trace.figure(f"manufacture_{moment}", made))


def _use(size: str, energy: str, moment: str, inputs: Inputs, trace: Trace) -> Term:
    vehicles = inputs.term(f"{size}_{energy}_{moment}")
    distance = _distance(size, moment, inputs)
    driven = trace.product(f"Circulation, {uncapitalised(vehicles.label)}", vehicles, distance, unit="véh.km/an")
    factor = trace.factor(f"transport.vehicule.{size}.{energy}.usage")
    return trace.product(f"Usage, {uncapitalised(vehicles.label)}", driven, factor, unit="tCO2e/an")


def _distance(size: str, moment: str, inputs: Inputs) -> Term:
    own = (f"distance_{size}", "distance")
    names = ("distance_after", *own) if moment == "after" else own
    return first_given(names, inputs, of=f"{size}, {MOMENTS[moment]}")


def _made(size: str, energy: str, moment: str, inputs: Inputs, trace: Trace) -> Term:
    vehicles = inputs.term(f"{size}_{energy}_{moment}")
    label = uncapitalised(vehicles.label)
    made = trace.product(
        f"Carrosserie et moteur, {label}", vehicles, trace.factor(f"transport.masse.{size}"),
        trace.factor("transport.fabrication.voiture"), unit="tCO2e",
    )  # fmt: skip
    if energy in BATTERIES:
        capacity = trace.factor(BATTERIES[energy].format(size=size))
        factor = trace.factor("transport.fabrication.batterie")
        battery = trace.product(f"Batterie, {label}", vehicles, capacity, factor, unit="tCO2e")
        made = trace.total(f"Fabrication en tout, {label}", made, battery)
    lifetime = _lifetime(size, moment, label, inputs, trace)
    return trace.quotient(f"Fabrication par an, {label}", made, lifetime, unit="tCO2e/an")


def _lifetime(size: str, moment: str, label: str, inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("lifetime"):
        return inputs.term("lifetime")
    most = trace.factor("transport.duree_vie.ans")
    whole_life, distance = trace.factor(f"transport.duree_vie.{size}"), _distance(size, moment, inputs)
    years = trace.quotient(f"Durée de vie, {label}", whole_life, distance, unit="an")
    return years if years.value < most.value else most
