"""Heating: what a building needs, and what a system consumes and emits to deliver it.

A need is useful heat (kWh/an). Consumption = need ÷ yield, where the yield of a heat pump is its seasonal performance;
the yields are of the lower heating value, so that a kWh of gas as billed (higher value) first counts for its share of
lower value. Source of the formulas and of the yields: France Chaleur Urbaine (publicodes 1.7.3).
"""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.domain.model import Frozen
from assistant.errors import InputError

NETWORK, AVERAGE = "heat_network", "average"
UNNAMED_NETWORKS = {AVERAGE: "rcu.moyen.acv.2024", "unlisted": "rcu.non_declare.2026"}
TANK = "rdt.ballon_electrique"
TANK_ELECTRICITY = "elec.fr.usage.ecs.moyenne.2023"
ELECTRICITY = {
    "average": "elec.fr.usage.chauffage.moyenne.2023",
    "seasonal": "elec.fr.usage.chauffage.saisonnalisee.2023",
    "mix": "elec.fr.mix_moyen.2024",
}
AVERAGE_WARNING = (
    "Contenu CO2 moyen des réseaux de chaleur : nommez votre réseau ou donnez son contenu (arrêté DPE). D'un réseau à "
    "l'autre il varie de 1 à plus de 10, et un réseau sans donnée déclarée y reçoit la valeur la plus défavorable, "
    "0,385 kgCO2e/kWh (network = unlisted)."
)


class HeatingSystem(Frozen):
    """A row of ``heating_systems.toml``: the factors of a system, by id."""

    label: str
    emission_factor: str = ""
    pci: str = ""
    pci_share: str = ""
    yield_factor: str = ""
    hot_water: str = ""
    manufacture: str = ""
    lifetime: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Heating:
    """A system in a building: ``name`` of the system, ``side`` («before», «after») of the yield that the user gives."""

    name: str
    side: str
    inputs: Inputs
    trace: Trace

    @property
    def system(self) -> HeatingSystem:
        """The row of the system."""
        return systems()[self.name]

    @property
    def counts_higher_value(self) -> bool:
        """Whether its kWh are of the higher heating value, as on a gas bill."""
        return bool(self.system.pci_share) and self.inputs.choice("gas_basis") == "pcs"

    def heat_from(self, consumption: Term) -> Term:
        """The useful heat that a consumption delivers; raises InputError for a system of no published yield."""
        terms = (self.trace.factor(self.system.pci_share),) if self.counts_higher_value else ()
        return self.trace.product("Chaleur utile", consumption, *terms, self.performance(), unit="kWh/an")

    def consumption_for(self, label: str, need: Term) -> Term:
        """The final energy that delivers a need of heat."""
        return self._billed(label, need, self.performance())

    def performance(self) -> Term:
        """Heat delivered by kWh of final energy: the user's, or that of the factors."""
        if self.inputs.has(f"yield_{self.side}"):
            return self.inputs.term(f"yield_{self.side}")
        if not self.system.yield_factor:
            raise InputError(
                f"Aucun rendement publié pour « {self.system.label} » : donnez le vôtre. Exemple : 0,75.",
                field=f"yield_{self.side}",
            )
        return self.trace.factor(self._with_emitters(self.system.yield_factor))

    def hot_water_for(self, label: str, need: Term) -> Term:
        """The final energy that heats the water of a building, by the system or by an electric tank."""
        if not self.system.hot_water:
            return self.trace.quotient(label, need, self.trace.factor(TANK), unit="kWh/an")
        if self.inputs.has(f"yield_{self.side}"):
            return self._billed(label, need, self.performance())
        return self._billed(label, need, self.trace.factor(self._with_emitters(self.system.hot_water)))

    def emissions(self, label: str, consumption: Term) -> Term:
        """Emissions of a consumption; a kWh of fuel is counted in the heating value of its factor."""
        return emitted(label, consumption, self.content(), self.trace)

    def hot_water_emissions(self, label: str, consumption: Term) -> Term:
        """Emissions of the hot water."""
        content = self.content() if self.system.hot_water else self.trace.factor(TANK_ELECTRICITY)
        return emitted(label, consumption, content, self.trace)

    def content(self) -> Term:
        """The emission factor of the final energy; that of a network is given, or of a network by name."""
        if self.name == NETWORK:
            return network_content(self.inputs, self.trace)
        if self.system.emission_factor == ELECTRICITY["average"]:
            return self.trace.factor(ELECTRICITY[self.inputs.choice("electricity_method")])
        counted_in_pci = self.system.pci and not self.counts_higher_value
        return self.trace.factor(self.system.pci if counted_in_pci else self.system.emission_factor)

    def _billed(self, label: str, need: Term, performance: Term) -> Term:
        if not self.counts_higher_value:
            return self.trace.quotient(label, need, performance, unit="kWh/an")
        lower = self.trace.quotient(f"{label}, en kWh PCI", need, performance, unit="kWh/an")
        return self.trace.quotient(label, lower, self.trace.factor(self.system.pci_share), unit="kWh/an")

    def _with_emitters(self, factor_id: str) -> str:
        return factor_id.replace("{emitters}", self.inputs.choice("emitters") if "{" in factor_id else "")


def remaining(saving: Term, trace: Trace) -> Term:
    """The share of a need that a saving leaves, in %."""
    whole = Term(label="Besoin entier", value=Decimal(100), unit="%")
    return trace.difference("Part du besoin restante", whole, saving)


def emitted(label: str, consumption: Term, content: Term, trace: Trace) -> Term:
    """Emissions a year of a consumption in kWh, counted in the heating value of the factor."""
    basis = content.unit.partition("/")[2]
    if basis == "kWh":
        return trace.product(label, consumption, content, unit="tCO2e/an")
    counted = Term(label="Énergie comptée", value=Decimal(1), unit=f"{basis}/kWh")
    return trace.product(label, consumption, counted, content, unit="tCO2e/an")


def network_content(inputs: Inputs, trace: Trace) -> Term:
    """The life-cycle content of the heat network: given, by name, or the average of France as a second choice."""
    if inputs.has("network_factor"):
        return inputs.term("network_factor")
    name = inputs.choice("network")
    return trace.factor(UNNAMED_NETWORKS.get(name) or f"rcu.local.{name.upper()}")


def network_warnings(inputs: Inputs, is_used: bool) -> tuple[str, ...]:
    """What to say of the network's content; raises InputError when one is given and no network is used."""
    if is_used:
        is_average = not inputs.has("network_factor") and inputs.choice("network") == AVERAGE
        return (AVERAGE_WARNING,) if is_average else ()
    if inputs.has("network_factor"):
        raise InputError("Le contenu CO2 du réseau ne sert que pour un réseau de chaleur.", field="network_factor")
    return ()


@cache
def systems() -> dict[str, HeatingSystem]:
    """The heating systems, by name."""
    text = (files("assistant.calculators.footprint.activities") / "heating_systems.toml").read_text(encoding="utf-8")
    return {name: HeatingSystem.model_validate(row) for name, row in tomllib.loads(text).items()}
