"""What a scenario costs: paybacks, net present value, and the cost of a tonne in its named variants.

The net present value is in constant euros, the investment in year 0 and the yearly cost at the end of each year of the
horizon. The cost of a tonne divides what the scenario costs, savings deducted, by the tonnes that it abates over the
horizon, avoided minus induced; tonnes are not discounted. Vocabulary: France Stratégie, commission on abatement costs
chaired by P. Criqui (2021), which weights the tonnes by the growth of the value of climate action: that variant is not
computed here.
"""

from decimal import Decimal

from assistant.calculators.footprint.scenarios.inputs import Scenario
from assistant.calculators.footprint.scenarios.result import AbatementCost, AbatementVariant, Economics

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
LABELS = {
    AbatementVariant.UNDISCOUNTED: "coût par tonne, dépenses et économies non actualisées",
    AbatementVariant.DISCOUNTED_COSTS: "coût par tonne, dépenses et économies actualisées, tonnes non actualisées",
}


def economics_of(scenario: Scenario, abated: Decimal, years: int, rate_percent: Decimal | None) -> Economics | None:
    """The economics of a scenario that abates so many tonnes; None when its investment or yearly cost is not known."""
    if scenario.investment is None or scenario.yearly_cost is None:
        return None
    whole, left = scenario.investment, scenario.investment - scenario.subsidy
    plain = _costs(scenario.yearly_cost, years, Decimal(0))
    variants = [_abatement(AbatementVariant.UNDISCOUNTED, whole + plain, left + plain, abated)]
    if rate_percent is not None:
        discounted = _costs(scenario.yearly_cost, years, rate_percent)
        variants.append(_abatement(AbatementVariant.DISCOUNTED_COSTS, whole + discounted, left + discounted, abated))
    return Economics(
        investment=whole,
        subsidy=scenario.subsidy,
        yearly_cost=scenario.yearly_cost,
        simple_payback_before_subsidy=_payback(whole, scenario.yearly_cost),
        simple_payback_after_subsidy=_payback(left, scenario.yearly_cost),
        discount_rate_percent=rate_percent,
        npv_before_subsidy=_npv(whole, scenario.yearly_cost, years, rate_percent),
        npv_after_subsidy=_npv(left, scenario.yearly_cost, years, rate_percent),
        abatement_costs=tuple(variants),
    )


def _costs(yearly: Decimal, years: int, rate_percent: Decimal) -> Decimal:
    ratio = 1 + rate_percent / 100
    return sum((yearly / ratio**year for year in range(1, years + 1)), Decimal(0))


def _npv(investment: Decimal, yearly: Decimal, years: int, rate_percent: Decimal | None) -> Decimal | None:
    if rate_percent is None:
        return None
    return (-investment - _costs(yearly, years, rate_percent)).quantize(CENT)


def _payback(investment: Decimal, yearly: Decimal) -> Decimal | None:
    return (investment / -yearly).quantize(TENTH) if yearly < 0 else None


def _abatement(variant: AbatementVariant, before: Decimal, after: Decimal, abated: Decimal) -> AbatementCost:
    return AbatementCost(
        variant=variant,
        label=LABELS[variant],
        before_subsidy=(before / abated).quantize(CENT) if abated > 0 else None,
        after_subsidy=(after / abated).quantize(CENT) if abated > 0 else None,
    )
