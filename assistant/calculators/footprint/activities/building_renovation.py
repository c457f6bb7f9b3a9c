"""Renovation of a building's envelope: the energy it saves, against the footprint of its works."""

from assistant.calculators.footprint.heating import NETWORK, Heating, network_warnings, remaining
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

NOW, AFTER = "Consommation actuelle de chauffage", "Consommation après travaux"
WORKS = (
    "Empreinte des travaux : moyenne par m² d'une étude de logements (CentraleSupélec, OID) citée par Nos Gestes "
    "Climat, à vérifier ; donnez celle de votre projet (works_footprint) quand vous l'avez."
)


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Saving = consumption before − after, in the energy of the building; works = area × footprint by m², once.

    Carbon payback = works ÷ emissions avoided by year; simple payback = cost ÷ expense avoided by year.
    """
    system = Heating(inputs.choice("system_before"), "before", inputs, trace)
    warnings = [*network_warnings(inputs, system.name == NETWORK), *filter(None, [system.system.warning])]
    before = _before(inputs, trace)
    after = _after(before, inputs, trace)
    emitted_before = system.emissions("Émissions actuelles du chauffage", before)
    emitted_after = system.emissions("Émissions du chauffage après travaux", after)
    saved = trace.difference("Énergie finale économisée", before, after)
    avoided = trace.difference("Émissions évitées", emitted_before, emitted_after)
    figures = [
        trace.figure("consumption_before", before),
        trace.figure("consumption_after", after),
        trace.figure("saved_energy", saved),
        trace.figure("saved_share", trace.quotient("Part d'énergie économisée", saved, before, unit="%")),
        trace.figure("emissions_before", emitted_before, Role.REFERENCE),
        trace.figure("remaining_emissions", emitted_after, Role.PROJECT),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
        *_works(avoided, inputs, trace),
        *_expense(saved, inputs, trace),
    ]
    if inputs.has("works_area") and not inputs.has("works_footprint"):
        warnings.append(WORKS)
    return Outcome(figures=tuple(figures), warnings=tuple(warnings))


def _before(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("consumption_before"):
        return inputs.term("consumption_before").named(NOW)
    if not inputs.has("energy_before"):
        raise InputError(
            "Il manque : consommation au m² avant travaux (energy_before), ou la consommation annuelle du bâtiment. "
            "Exemple : 215 kWh/m²/an.",
            field="energy_before",
        )
    return trace.product(NOW, inputs.term("floor_area"), inputs.term("energy_before"), unit="kWh/an")


def _after(before: Term, inputs: Inputs, trace: Trace) -> Term:
    """Consumption after the works, by the first way that is given."""
    if inputs.has("consumption_after"):
        return inputs.term("consumption_after").named(AFTER)
    if inputs.has("energy_after") and inputs.has("floor_area"):
        return trace.product(AFTER, inputs.term("floor_area"), inputs.term("energy_after"), unit="kWh/an")
    if inputs.has("saving_share"):
        return trace.product(AFTER, before, remaining(inputs.term("saving_share"), trace), unit="kWh/an")
    raise InputError(
        "Il manque l'effet des travaux : économie en % (saving_share), consommation après travaux (consumption_after), "
        "ou surface et consommation au m² après travaux (floor_area, energy_after). Exemple : 40 %.",
        field="saving_share",
    )


def _works(avoided: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    if not inputs.has("works_area"):
        return []
    if inputs.has("works_footprint"):
        per_area = inputs.term("works_footprint")
    else:
        per_area = trace.factor(f"construction.renovation.{inputs.choice('works')}")
    works = trace.product("Empreinte des travaux", inputs.term("works_area"), per_area, unit="tCO2e")
    figures = [trace.figure("induced_emissions", works, Role.INDUCED)]
    if avoided.value > 0:
        payback = trace.quotient("Temps de retour carbone", works, avoided, unit="an")
        figures.append(trace.figure("carbon_payback", payback))
    return figures


def _expense(saved: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    if not inputs.has("energy_price"):
        return []
    expense = trace.product("Dépense d'énergie évitée (HT)", saved, inputs.term("energy_price"), unit="€/an")
    figures = [trace.figure("saved_cost", expense)]
    if inputs.has("works_cost") and expense.value > 0:
        payback = trace.quotient("Temps de retour simple", inputs.term("works_cost"), expense, unit="an")
        figures.append(trace.figure("simple_payback", payback))
    return figures
