"""Hosting and cloud: virtual machines by their resources."""

from assistant.calculators.footprint.digital import consumed, cooling, electricity, made, side_by_side, worn
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

IDLE, BUSY = "num.vcpu.puissance_min", "num.vcpu.puissance_max"
MEMORY = "num.memoire.puissance"
SERVER = "num.dc.serveur_et_abords"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Power = vCPU × (idle + load × (full − idle)) + memory × W/Go, times hours, PUE and electricity.

    Energy: Cloud Carbon Footprint. Manufacture: the share of a server that the vCPU take, over its lifetime.
    """
    machines = inputs.term("machines")
    vcpus = trace.product("vCPU de toutes les machines", machines, inputs.term("vcpus"), unit="vCPU")
    memory = trace.product("Mémoire de toutes les machines", machines, inputs.term("memory"), unit="Go")
    watts = trace.total(
        "Puissance des machines",
        trace.product("Puissance des processeurs", vcpus, _per_vcpu(inputs, trace), unit="W"),
        trace.product("Puissance de la mémoire", memory, trace.factor(MEMORY), unit="W"),
    )
    drawn = consumed("Électricité des machines", trace, watts, inputs.term("hours"))
    energy = consumed("Électricité du centre de données", trace, drawn, inputs.term("pue"))
    servers = trace.quotient("Serveurs occupés", vcpus, inputs.term("server_vcpus"), unit="unité")
    pieces = worn("Serveurs usés par an", servers, inputs.term("lifetime"), trace)
    lines = [
        made("Fabrication des serveurs et de leurs abords", pieces, SERVER, inputs, trace),
        electricity("Usage des machines", energy, inputs, trace),
        cooling(drawn, inputs),
    ]
    return side_by_side(lines, trace)


def _per_vcpu(inputs: Inputs, trace: Trace) -> Term:
    idle = trace.factor(IDLE)
    span = trace.difference("Puissance due à la charge", trace.factor(BUSY), idle)
    loaded = trace.product("Puissance de la charge", span, inputs.term("load"), unit="W/vCPU")
    return trace.total("Puissance d'un vCPU", idle, loaded)
