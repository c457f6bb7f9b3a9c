"""The use of an online service: the devices of the people, the network, the data centre.

Formula of the ADEME model of digital uses (publicodes-acv-numerique 2.1.0): hours on a device × (manufacture ÷ hours of
its life + power × electricity), data × network, data × (electricity and servers of the data centre).
"""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.digital.criteria import Criterion, Line
from assistant.calculators.footprint.digital.electricity import consumed, electricity
from assistant.calculators.footprint.digital.equipment import MANUFACTURE
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

DAYS = Term(label="Jours d'une année", value=Decimal(365), unit="jour/(an*unité)")
ONE = Term(label="Un appareil à la fois", value=Decimal(1), unit="unité")
WHOLE = Decimal(100)
NETWORKS = {
    "fixed": "num.reseau.fixe.fr",
    "mobile": "num.reseau.mobile.fr",
    "fixed_europe": "num.reseau.fixe.eu",
    "mobile_europe": "num.reseau.mobile.eu",
}
DATA_CENTRE_ELECTRICITY = "num.dc.elec_par_go"
SERVER = "num.dc.serveur_et_abords"


@cache
def _devices() -> dict[str, dict[str, Decimal]]:
    """The percent of the time spent on each device, by kind of use (``devices.toml``)."""
    text = (files("assistant.calculators.footprint.digital") / "devices.toml").read_text(encoding="utf-8")
    return {
        use: {kind: Decimal(percent) for kind, percent in shares.items()} for use, shares in tomllib.loads(text).items()
    }


def devices_used(hours: Term, use: str, inputs: Inputs, trace: Trace) -> list[Line]:
    """The lines of the devices on which people spend ``hours`` (h/an); ``use`` is a row of ``devices.toml``."""
    lines = []
    energies = []
    for kind, percent in _devices()[use].items():
        manufacture = trace.factor(MANUFACTURE[kind])
        name = manufacture.label.partition(" - ")[0].lower()
        spent = _spent(hours, name, percent, trace)
        life = trace.product(
            f"Heures de vie : {name}",
            trace.factor(f"num.terminal.{kind}.duree_vie"),
            trace.factor(f"num.terminal.{kind}.heures"),
            DAYS,
            unit="h/unité",
        )
        pieces = trace.quotient(f"Appareils usés par an : {name}", spent, life, unit="unité/an")
        lines.append(Line(f"Fabrication, {name}", pieces, {Criterion.CLIMATE: manufacture}))
        power = trace.factor(f"num.terminal.{kind}.puissance")
        energies.append(consumed(f"Électricité : {name}", trace, ONE, power, spent))
    energy = energies[0] if len(energies) == 1 else trace.total("Électricité des appareils", *energies)
    return [*lines, electricity("Usage des appareils", energy, inputs, trace)]


def _spent(hours: Term, name: str, percent: Decimal, trace: Trace) -> Term:
    if percent == WHOLE:
        return hours
    share = Term(label=f"Part du temps : {name}", value=percent, unit="%")
    return trace.product(f"Heures d'usage : {name}", hours, share, unit="h/an")


def transferred(data: Term, network: str, trace: Trace) -> Line:
    """The line of the network that carries ``data`` (Go/an)."""
    return Line("Réseau", data, {Criterion.CLIMATE: trace.factor(NETWORKS[network])})


def served(data: Term, servers: Term, inputs: Inputs, trace: Trace) -> list[Line]:
    """The lines of the data centre that serves ``data`` (Go/an) and wears ``servers`` (unité/an)."""
    energy = consumed("Électricité du centre de données", trace, data, trace.factor(DATA_CENTRE_ELECTRICITY))
    return [
        electricity("Usage du centre de données", energy, inputs, trace),
        Line("Fabrication des serveurs et de leurs abords", servers, {Criterion.CLIMATE: trace.factor(SERVER)}),
    ]
