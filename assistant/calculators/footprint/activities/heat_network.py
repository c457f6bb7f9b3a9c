"""Connection to a heat network: the heat it delivers against the present heating of the buildings."""

from assistant.calculators.footprint.heating import NETWORK, Heating, emitted, network_content, network_warnings
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.trace import Trace


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = heat delivered × content of the network, against need ÷ yield × factor of the present energy.

    Need = heat delivered × yield of the substation. Source: France Chaleur Urbaine (publicodes), arrêté DPE for the
    content of a network.
    """
    network = Heating(NETWORK, "after", inputs, trace)
    before = Heating(inputs.choice("system_before"), "before", inputs, trace)
    warnings = [*network_warnings(inputs, is_used=True), *filter(None, [before.system.warning])]
    delivered = inputs.term("heat_delivered")
    need = network.heat_from(delivered)
    consumed = before.consumption_for("Consommation remplacée", need)
    emitted_before = before.emissions("Émissions du chauffage remplacé", consumed)
    emitted_after = emitted("Émissions du réseau de chaleur", delivered, network_content(inputs, trace), trace)
    avoided = trace.difference("Émissions évitées", emitted_before, emitted_after)
    figures = [
        trace.figure("consumption_before", consumed),
        trace.figure("emissions_before", emitted_before, Role.REFERENCE),
        trace.figure("remaining_emissions", emitted_after, Role.PROJECT),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    ]
    if inputs.has("heat_price") and inputs.has("energy_price"):
        paid = trace.product("Dépense d'énergie actuelle (HT)", consumed, inputs.term("energy_price"), unit="€/an")
        price = trace.product("Achat de chaleur (HT)", delivered, inputs.term("heat_price"), unit="€/an")
        figures.append(trace.figure("saved_cost", trace.difference("Dépense évitée (HT)", paid, price)))
    return Outcome(figures=tuple(figures), warnings=tuple(warnings))
