"""Video: calls between several places, or streaming."""

from assistant.calculators.footprint.digital import devices_used, served, side_by_side, transferred
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.trace import Trace

SERVERS = "num.dc.serveurs_par_heure_video"


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Hours × places on devices, and as many flows of data; the servers count by hour of video.

    Formula of the ADEME model of digital uses («visio», «streaming»): a stream has one place.
    """
    hours = inputs.term("hours")
    watched = trace.product("Heures devant un écran", hours, inputs.term("places"), unit="h/an")
    rate = trace.factor(f"num.video.{inputs.choice('quality')}")
    data = trace.product("Données transférées", watched, rate, unit="Go/an")
    hosted = trace.product("Données servies par le centre de données", hours, rate, unit="Go/an")
    servers = trace.product("Serveurs usés par an", hours, trace.factor(SERVERS), unit="unité/an")
    lines = [
        *devices_used(watched, inputs.choice("device"), inputs, trace),
        transferred(data, inputs.choice("network"), trace),
        *served(hosted, servers, inputs, trace),
    ]
    return side_by_side(lines, trace)
