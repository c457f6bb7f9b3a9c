"""Double transition: a digital project that saves energy elsewhere, its own footprint against what it avoids."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.footprint.digital import (
    FRANCE,
    HOURS,
    MANUFACTURE,
    Criterion,
    Line,
    avoided,
    consumed,
    electricity,
    of_place,
    side_by_side,
    transferred,
    worn,
)
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

ELECTRICITY = "electricity"
ENERGIES = {"gas": "gaz.chaudiere.pci", "oil": "fioul.domestique.pci", "pellets": "bois.granules.chaudiere"}
EQUIPMENT = {
    "tablets": MANUFACTURE["tablet"],
    "screens": MANUFACTURE["screen"],
    "servers": "num.serveur.fabrication",
}
SENSORS = "sensors"
TERMINALS = {"tablets": "tablet", "screens": "screen"}
DAYS = Term(label="Jours de l'année", value=Decimal(365), unit="jour/an")
NEVER = "L'usage du projet numérique émet chaque année autant qu'il évite, ou plus : il ne se rembourse pas."
PARTIAL = "La fabrication des capteurs n'est pas estimée : les seuils de retour sont des minimums."


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Own footprint a year = manufacture ÷ lifetime + use; avoided = energy saved × its factor; shown apart.

    Break-even in years = manufacture ÷ (avoided − use of a year); in use = own footprint ÷ avoided, the part of the
    planned saving that must come true; in saving = that part × the energy saved. First-order effects (own footprint)
    stand against second-order ones (what is avoided), in the words of Recommendation ITU-T L.1480 (December 2022).
    """
    made = _made(inputs, trace)
    own = side_by_side([*made, *_use(inputs, trace)], trace)
    saved = _saved(inputs, trace)
    spared = avoided([Line("Énergie économisée", saved, _energy_factors(inputs, trace))], trace)
    thresholds = _thresholds(saved, inputs, trace)
    payback, warnings = _payback(made, inputs, trace)
    return Outcome(
        figures=(*own.figures, trace.figure("saved_energy", saved), *spared.figures, *thresholds, *payback),
        not_estimated=(*own.not_estimated, *spared.not_estimated),
        warnings=warnings,
    )


def _made(inputs: Inputs, trace: Trace) -> list[Line]:
    """The manufacture of the equipment of the project that a year wears."""
    owned = [name for name in (SENSORS, *EQUIPMENT) if inputs.has(name) and inputs.term(name).value]
    if not owned:
        raise InputError("Indiquez au moins un équipement du projet (capteurs, écrans, serveurs…).", field=SENSORS)
    lifetime = inputs.term("lifetime")
    lines = []
    for name in owned:
        number = inputs.term(name)
        factors = {Criterion.CLIMATE: trace.factor(EQUIPMENT[name])} if name in EQUIPMENT else {}
        if name == SENSORS and inputs.has("sensor_manufacture"):
            factors = {Criterion.CLIMATE: inputs.term("sensor_manufacture")}
        pieces = worn(f"{number.label} : pièces usées par an", number, lifetime, trace)
        lines.append(Line(f"Fabrication, {number.label.lower()}", pieces, factors))
    return lines


def _use(inputs: Inputs, trace: Trace) -> list[Line]:
    """The electricity and the data of the project."""
    energies = []
    for name in (SENSORS, *EQUIPMENT):
        if inputs.has(name) and inputs.term(name).value:
            label = f"Électricité, {inputs.term(name).label.lower()}"
            energies.append(consumed(label, trace, inputs.term(name), *_time(name, inputs, trace)))
    if inputs.has("service_energy"):
        energies.append(inputs.term("service_energy"))
    energy = trace.total("Électricité du projet numérique", *energies)
    lines = [electricity("Usage du projet numérique", energy, inputs, trace)]
    if inputs.has("data"):
        lines.append(transferred(inputs.term("data"), inputs.choice("network"), trace))
    return lines


def _time(name: str, inputs: Inputs, trace: Trace) -> tuple[Term, ...]:
    """The power and the time of a piece of equipment."""
    if name == SENSORS:
        return inputs.term("sensor_power"), HOURS
    if name == "servers":
        return inputs.term("server_power"), HOURS, inputs.term("pue")
    kind = TERMINALS[name]
    return trace.factor(f"num.terminal.{kind}.puissance"), trace.factor(f"num.terminal.{kind}.heures"), DAYS


def _saved(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("energy_saved"):
        return inputs.term("energy_saved")
    if not inputs.has("saving_share"):
        raise InputError(
            "Donnez l'énergie économisée (energy_saved, en kWh/an), ou la consommation et la part économisée (en %).",
            field="saving_share",
        )
    return trace.product("Énergie économisée", inputs.term("consumption"), inputs.term("saving_share"), unit="kWh/an")


def _energy_factors(inputs: Inputs, trace: Trace) -> dict[Criterion, Term]:
    """The factors of a kWh of the energy saved, as on its bill."""
    energy = inputs.choice("energy")
    given = inputs.term("energy_factor") if inputs.has("energy_factor") else None
    if energy == ELECTRICITY:
        return of_place(FRANCE, given, trace)
    if given is None and energy not in ENERGIES:
        raise InputError(
            "Donnez le contenu CO2 de votre réseau de chaleur (energy_factor), par exemple 0,11 kgCO2e/kWh.",
            field="energy_factor",
        )
    return {Criterion.CLIMATE: given or _fuel(energy, trace)}


def _fuel(energy: str, trace: Trace) -> Term:
    """The factor of a fuel; a kWh of the bill is counted in the heating value of the factor."""
    factor = trace.factor(ENERGIES[energy])
    counted = Term(label="Énergie comptée", value=Decimal(1), unit=f"{factor.unit.partition('/')[2]}/kWh")
    return trace.product("Facteur de l'énergie économisée", factor, counted, unit="kgCO2e/kWh")


def _thresholds(saved: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    """The saving from which the project avoids as much as it emits: in part of the plan, in energy, in consumption."""
    avoided_emissions = trace.terms["avoided_emissions"]
    if not avoided_emissions.value:
        return []
    own = trace.terms["induced_emissions"]
    needed = trace.quotient(
        "Part de l'économie prévue qui suffit à compenser le projet", own, avoided_emissions, unit="%"
    )
    energy = trace.product("Économie d'énergie qui suffit à compenser le projet", needed, saved, unit="kWh/an")
    figures = [trace.figure("break_even_use", needed), trace.figure("break_even_savings", energy)]
    if not inputs.has("energy_saved"):
        label = "Part de la consommation à économiser pour compenser le projet"
        share = trace.quotient(label, energy, inputs.term("consumption"), unit="%")
        figures.append(trace.figure("break_even_share", share))
    return figures


def _payback(made: Sequence[Line], inputs: Inputs, trace: Trace) -> tuple[list[Figure], tuple[str, ...]]:
    """The manufacture and the years that pay it back, with what to say of them; none when no factor is known."""
    known = [line for line in made if Criterion.CLIMATE in line.factors]
    partial = (PARTIAL,) if len(known) < len(made) else ()
    if not known:
        return [], partial
    yearly = trace.total("Fabrication du projet, par an", *(_made_yearly(line, trace) for line in known))
    use = trace.difference("Usage du projet numérique, par an", trace.terms["induced_emissions"], yearly)
    gain = trace.difference("Émissions évitées moins usage, par an", trace.terms["avoided_emissions"], use)
    once = trace.product("Fabrication du projet", yearly, inputs.term("lifetime"), unit="kgCO2e")
    figures = [trace.figure("manufacture", once)]
    if gain.value <= 0:
        return figures, (*partial, NEVER)
    years = trace.quotient("Temps de retour carbone", once, gain, unit="an")
    return [*figures, trace.figure("break_even_years", years)], partial


def _made_yearly(line: Line, trace: Trace) -> Term:
    return trace.product(f"{line.label}, par an", line.amount, line.factors[Criterion.CLIMATE], unit="kgCO2e/an")
