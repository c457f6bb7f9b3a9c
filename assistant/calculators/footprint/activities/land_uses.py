"""The carbon of soils, trees and litter by land use, and what a change of use does to it (ADEME, ALDO).

Storage is positive, loss negative. A soil that gains carbon, or loses it to another vegetation, does so over twenty
years; one that is sealed, unsealed or flooded is counted by its whole change of stock. The land cover of ALDO is that
of 2018. What differs between the zones of France is a spread, never a confidence interval.
"""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import Field

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.rounding import show, show_number
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.calculators.footprint.units import scale
from assistant.domain.model import Frozen

FRANCE = "france"
ZONES = ("1_1", "1_2", "1_3", "2_1", "2_2", "2_3", "3_1", "3_2", "3_3", "4_1", "4_2", "4_3", "5_1", "5_3")
LITTER = "sol.foret.litiere"
SLOW, CO2 = "tC/ha/an", "tCO2e"
FOREST, URBAN_TREES, SEALED = "for", "art_arb", "art_imp"
YEARS = Term(label="Durée des changements lents (convention ALDO)", value=Decimal(20), unit="an")
CARBON_TO_CO2 = Term(label="CO2 par tonne de carbone (44 ÷ 12)", value=Decimal(44) / 12, unit="tCO2e/tC")
UNCHANGED = Term(label="Usage inchangé", value=Decimal(0), unit=CO2)
SPREAD = (
    "Médiane des 14 zones pédoclimatiques : selon la zone, le sol va de {low} à {high}. C'est une dispersion entre "
    "zones, pas un intervalle de confiance : donnez celle de votre commune (outil ALDO de l'ADEME)."
)


class Soil(Frozen):
    """A soil of ``land_uses.toml``."""

    stock: str
    by_zone: bool = False
    like: str = ""
    to: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class LandUse(Frozen):
    """A land use of ``land_uses.toml``."""

    label: str
    soil: str
    biomass: tuple[str, ...] = ()
    trees: bool = False
    sink: str = ""


class LandUses(Frozen):
    """All the uses and their soils, by name."""

    uses: dict[str, LandUse]
    soils: dict[str, Soil]

    def fluxes(self, before: str, after: str) -> tuple[str, ...]:
        """The flux factors of the soil from one soil to another; empty when it does not change."""
        origin = self.soils[before]
        return () if after in {before, origin.like} else (self.soils[origin.like] if origin.like else origin).to[after]


@cache
def land_uses() -> LandUses:
    """The land uses that ship with Jalon."""
    path = files("assistant.calculators.footprint.activities") / "land_uses.toml"
    return LandUses.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def stock_factors(use: LandUse, zone: str, region: str) -> tuple[str, ...]:
    """The factors of all the carbon that stands on a hectare of a use: soil, biomass, and the litter of a forest."""
    soil = land_uses().soils[use.soil]
    ground = f"{soil.stock}.{zone}" if soil.by_zone and zone != FRANCE else soil.stock
    return (ground, *_biomass(use, region), *((LITTER,) if use.soil == FOREST else ()))


def change_of_use(inputs: Inputs, area: Term, before: str, after: str, trace: Trace) -> tuple[Figure, ...]:
    """The change of stock, in tCO2e: of the soil, of the biomass and of the litter where they change, and their sum."""
    uses, zone, region = land_uses().uses, inputs.choice("zone"), inputs.choice("region")
    soil = _soil(area, uses[before], uses[after], zone, trace)
    biomass = _biomass_change(area, uses[before], uses[after], region, trace)
    litter = _litter(area, uses[before].soil, uses[after].soil, trace)
    total = trace.total("Variation du carbone stocké", soil, biomass, litter)
    parts = (("soil_storage", soil), ("biomass_storage", biomass), ("litter_storage", litter))
    figures = [trace.figure(name, part) for name, part in parts if part.value]
    if total.value < 0:
        lost = trace.difference("Émissions dues au changement d'usage", UNCHANGED, total)
        return (*figures, trace.figure("induced_emissions", lost, Role.INDUCED))
    return (*figures, trace.figure("storage", total.named("Carbone stocké en plus, en équivalent CO2")))


def spread_between_zones(inputs: Inputs, area: Term, before: str, after: str, trace: Trace) -> tuple[str, ...]:
    """What to say of the zones when the median of France stands for one of them."""
    uses = land_uses().uses
    names = land_uses().fluxes(uses[before].soil, uses[after].soil)
    if inputs.choice("zone") != FRANCE or not names:
        return ()
    totals = [sum((_change_of_zone(name, zone, area, trace) for name in names), Decimal(0)) for zone in ZONES]
    low, high = show_number(min(totals)), show(max(totals), CO2)
    return (SPREAD.format(low=low, high=high),)


def _change_of_zone(name: str, zone: str, area: Term, trace: Trace) -> Decimal:
    flux = trace.look_at(_flux_id(name, zone))
    years = YEARS.value if flux.unit == SLOW else 1
    return area.value * scale((area.unit,), (1,), "ha") * flux.value * years * CARBON_TO_CO2.value


def _soil(area: Term, before: LandUse, after: LandUse, zone: str, trace: Trace) -> Term:
    names = land_uses().fluxes(before.soil, after.soil)
    return _in_co2("Variation du carbone du sol", [_flux(area, _flux_id(name, zone), trace) for name in names], trace)


def _biomass_change(area: Term, before: LandUse, after: LandUse, region: str, trace: Trace) -> Term:
    """Biomass gained less biomass lost; a planted forest takes its yearly sink for twenty years, not its stock."""
    gained = (after.sink,) if after.sink else _biomass(after, region)
    gain = _in_co2("Biomasse gagnée", [_flux(area, name, trace) for name in gained], trace)
    loss = _in_co2("Biomasse perdue", [_flux(area, name, trace) for name in _biomass(before, region)], trace)
    return trace.difference("Variation du carbone de la biomasse", gain, loss)


def _litter(area: Term, before: str, after: str, trace: Trace) -> Term:
    """Litter appears with a forest or urban trees and goes with a forest, but for what ALDO leaves aside."""
    is_lost = before == FOREST and after != URBAN_TREES
    is_gained = before not in {FOREST, URBAN_TREES, SEALED} and after in {FOREST, URBAN_TREES}
    label = "Variation du carbone de la litière"
    moved = _in_co2(
        label if is_gained else "Litière perdue",
        [_flux(area, LITTER, trace)] if is_lost or is_gained else [],
        trace,
    )
    return trace.difference(label, UNCHANGED, moved) if is_lost else moved.named(label)


def _biomass(use: LandUse, region: str) -> tuple[str, ...]:
    return (*use.biomass, *((f"sol.arbres_urbains.biomasse.{region}",) if use.trees else ()))


def _flux_id(name: str, zone: str) -> str:
    return f"sol.flux.{name}" if zone == FRANCE else f"sol.flux.{name}.{zone}"


def _flux(area: Term, factor_id: str, trace: Trace) -> Term:
    factor = trace.factor(factor_id)
    slow = (YEARS,) if factor.unit == SLOW else ()
    return trace.product(factor.label, area, factor, *slow, unit="tC")


def _in_co2(label: str, terms: Sequence[Term], trace: Trace) -> Term:
    if not terms:
        return Term(label=label, value=Decimal(0), unit=CO2)
    carbon = trace.total(f"{label}, en tonnes de carbone", *terms)
    return trace.product(label, carbon, CARBON_TO_CO2, unit=CO2)
