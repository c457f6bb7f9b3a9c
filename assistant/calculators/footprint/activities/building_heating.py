"""Building heating: change of energy, of system, and insulation."""

from dataclasses import dataclass

from assistant.calculators.footprint.building_needs import heating_by_area, hot_water_need
from assistant.calculators.footprint.heating import NETWORK, Heating, network_warnings, remaining
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

CONSUMED_NOW, CONSUMED_AFTER = "Consommation actuelle de chauffage", "Consommation après le projet"
EMITTED_NOW = "Émissions actuelles du chauffage"
EMITTED_AFTER = "Émissions du chauffage après le projet"
FUELS = {"oil_volume": ("oil", "fioul.domestique.kwh_par_litre"), "pellet_mass": ("pellet", "bois.granules.kwh_par_kg")}
NO_POWER = "Fabrication du nouvel équipement non comptée : donnez sa puissance (en kW) pour l'ajouter."
KEPT_SYSTEM = "Chauffage prévu non indiqué : le système actuel est supposé gardé."
INIES = "Fabrication : valeur de la base INIES citée par France Chaleur Urbaine, dont la licence reste à vérifier."


@dataclass(frozen=True)
class _Heated:
    """Final energy and emissions a year, before and after; ``heat`` is the useful heat after, when it is known."""

    before: Term
    after: Term
    emitted_before: Term
    emitted_after: Term
    heat: Term | None


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Consumption = need ÷ yield, before and after; the works reduce the need of heat, not that of hot water.

    The need is that of the area (area × need per m²), or comes from a consumption (× yield of the present system), of
    the bill or of the area (area × final energy per m²). Emissions = consumption × factor of the energy. Manufacture =
    power × factor, induced once. Source: France Chaleur Urbaine (publicodes).
    """
    before = Heating(inputs.choice("system_before"), "before", inputs, trace)
    is_replaced = inputs.has("system_after")
    after = Heating(inputs.choice("system_after") if is_replaced else before.name, "after", inputs, trace)
    warnings = [] if is_replaced else [KEPT_SYSTEM]
    warnings += [*network_warnings(inputs, NETWORK in (before.name, after.name)), *_of_systems(before, after)]
    kept = remaining(inputs.term("saving_share"), trace)
    heated = _from_need(before, after, kept) if _is_need(inputs) else _from_consumption(before, after, kept)
    avoided = trace.difference("Émissions évitées", heated.emitted_before, heated.emitted_after)
    saved = trace.difference("Énergie finale économisée", heated.before, heated.after)
    figures = [
        trace.figure("consumption_before", heated.before),
        trace.figure("consumption_after", heated.after),
        trace.figure("saved_energy", saved),
        trace.figure("emissions_before", heated.emitted_before, Role.REFERENCE),
        trace.figure("remaining_emissions", heated.emitted_after, Role.PROJECT),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    ]
    made = _manufacture(before, after, heated.heat)
    if made:
        warnings.append(INIES)
    elif before.name != after.name and after.system.manufacture:
        warnings.append(NO_POWER)
    return Outcome(figures=(*figures, *made), warnings=tuple(dict.fromkeys(warnings)))


def _of_systems(*both: Heating) -> list[str]:
    return [heating.system.warning for heating in both if heating.system.warning]


def _is_need(inputs: Inputs) -> bool:
    """Whether the area gives a need of heat; raises InputError for hot water without one."""
    if inputs.has("consumption_before") or not inputs.has("floor_area"):
        return False
    if inputs.has("need_per_area") or inputs.choice("area_ratio") == "need":
        return True
    if inputs.has("hot_water") and inputs.choice("hot_water") == "yes":
        raise InputError(
            "L'eau chaude se compte avec un besoin de chaleur : ajoutez area_ratio = need, ou need_per_area.",
            field="hot_water",
        )
    return False


def _from_consumption(before: Heating, after: Heating, kept: Term) -> _Heated:
    inputs, trace = before.inputs, before.trace
    consumed = _consumed(before)
    if before.name == after.name and not (inputs.has("yield_before") or inputs.has("yield_after")):
        heat, consumed_after = None, trace.product(CONSUMED_AFTER, consumed, kept, unit="kWh/an")
    else:
        heat = trace.product("Chaleur utile après rénovation", before.heat_from(consumed), kept, unit="kWh/an")
        consumed_after = after.consumption_for(CONSUMED_AFTER, heat)
    return _Heated(
        before=consumed,
        after=consumed_after,
        emitted_before=before.emissions(EMITTED_NOW, consumed),
        emitted_after=after.emissions(EMITTED_AFTER, consumed_after),
        heat=heat,
    )


def _consumed(before: Heating) -> Term:
    """Final energy of the present system: in kWh, of the fuel delivered, or of the area."""
    inputs, trace = before.inputs, before.trace
    if inputs.has("consumption_before"):
        return inputs.term("consumption_before").named(CONSUMED_NOW)
    for name, (energy, content) in FUELS.items():
        if not inputs.has(name):
            continue
        if not before.name.startswith(energy):
            label = inputs.term(name).label
            raise InputError(f"{label} : le chauffage actuel est « {before.system.label} ».", field=name)
        return trace.product(CONSUMED_NOW, inputs.term(name), trace.factor(content), unit="kWh/an")
    return heating_by_area(CONSUMED_NOW, inputs, trace)


def _from_need(before: Heating, after: Heating, kept: Term) -> _Heated:
    trace = before.trace
    need = heating_by_area("Besoin de chaleur", before.inputs, trace)
    water = hot_water_need(before.inputs, trace)
    heat = trace.product("Chaleur utile après rénovation", need, kept, unit="kWh/an")
    if water is None:
        consumed = before.consumption_for(CONSUMED_NOW, need)
        consumed_after = after.consumption_for(CONSUMED_AFTER, heat)
        emitted = before.emissions(EMITTED_NOW, consumed)
        emitted_after = after.emissions(EMITTED_AFTER, consumed_after)
    else:
        consumed, emitted = _with_hot_water(before, need, water, "actuel")
        consumed_after, emitted_after = _with_hot_water(after, heat, water, "après le projet")
    return _Heated(
        before=consumed, after=consumed_after, emitted_before=emitted, emitted_after=emitted_after, heat=heat
    )


def _with_hot_water(heating: Heating, heat: Term, water: Term, when: str) -> tuple[Term, Term]:
    """The final energy of a need of heat and of hot water, and its emissions."""
    trace = heating.trace
    for_heat = heating.consumption_for(f"Consommation, chauffage {when}", heat)
    for_water = heating.hot_water_for(f"Consommation, eau chaude {when}", water)
    consumed = trace.total(f"Consommation, chauffage et eau chaude {when}", for_heat, for_water)
    emitted = trace.total(
        f"Émissions, chauffage et eau chaude {when}",
        heating.emissions(f"Émissions, chauffage {when}", for_heat),
        heating.hot_water_emissions(f"Émissions, eau chaude {when}", for_water),
    )
    return consumed, emitted


def _manufacture(before: Heating, after: Heating, heat: Term | None) -> tuple[Figure, ...]:
    """The manufacture of the new equipment: once by its power, or by kWh a year for radiators."""
    trace, system = after.trace, after.system
    if not system.lifetime:
        if not system.manufacture or before.name == after.name or heat is None:
            return ()
        yearly = trace.product("Fabrication, par an", heat, trace.factor(system.manufacture), unit="tCO2e/an")
        return (trace.figure("induced_emissions", yearly, Role.INDUCED),)
    if not after.inputs.has("installed_power"):
        return ()
    once = trace.product(
        "Fabrication de l'équipement", after.inputs.term("installed_power"), trace.factor(system.manufacture),
        unit="tCO2e",
    )  # fmt: skip
    yearly = trace.quotient("Fabrication par année d'usage", once, trace.factor(system.lifetime), unit="tCO2e/an")
    return (trace.figure("induced_emissions", once, Role.INDUCED), trace.figure("yearly_manufacture", yearly))
