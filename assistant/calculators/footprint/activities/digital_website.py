"""Website or online service: the devices of its visitors, the network, the data centre."""

from assistant.calculators.footprint.digital import devices_used, served, side_by_side, transferred
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace

SERVERS = "num.dc.serveurs_par_go"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Pages = visits × pages a visit; each takes its time on a device and its weight on the network and the servers.

    Formula of the ADEME model of digital uses («recherche web»), with the servers of its rule «fichier».
    """
    pages = trace.product("Pages vues", inputs.term("visits"), inputs.term("pages"), unit="page/an")
    hours = trace.product("Temps passé", pages, inputs.term("duration"), unit="h/an")
    data = trace.product("Données transférées", pages, inputs.term("weight"), unit="Go/an")
    servers = trace.product("Serveurs usés par an", data, trace.factor(SERVERS), unit="unité/an")
    lines = [
        *devices_used(hours, inputs.choice("device"), inputs, trace),
        transferred(data, inputs.choice("network"), trace),
        *served(data, servers, inputs, trace),
    ]
    return side_by_side(lines, trace)
