"""The carbon that stands on a site, by land use."""

from assistant.calculators.footprint.activities.land_uses import CARBON_TO_CO2, land_uses, stock_factors
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Stock = Σ area × (soil + biomass + litter), in tC, and × 44/12 in tCO2e. Source: ADEME, ALDO, stocks-zpc.csv."""
    uses = [name for name in land_uses().uses if inputs.has(name)]
    stocks = [_stock(name, inputs, trace) for name in uses]
    total = trace.total("Carbone stocké sur le site", *stocks)
    figures = [trace.figure(f"stock_{name}", stock) for name, stock in zip(uses, stocks, strict=True)]
    emitted = trace.product("Stock du site, en équivalent CO2", total, CARBON_TO_CO2, unit="tCO2e")
    return Outcome(figures=(*figures, trace.figure("stock", total), trace.figure("stock_co2", emitted)))


def _stock(name: str, inputs: Inputs, trace: Trace) -> Term:
    use, area = land_uses().uses[name], inputs.term(name)
    own = [inputs.term("forest_biomass")] if use.sink and inputs.has("forest_biomass") else []
    names = stock_factors(use, inputs.choice("zone"), inputs.choice("region"))
    factors = [trace.factor(one) for one in names if not (own and one in use.biomass)] + own
    parts = [trace.product(f"{use.label} : {factor.label}", area, factor, unit="tC") for factor in factors]
    return trace.total(f"Carbone stocké : {use.label}", *parts)
