"""What a comparison of scenarios answers."""

from decimal import Decimal
from enum import StrEnum

from assistant.calculators.footprint.result import Figure, FootprintResult, Step
from assistant.calculators.footprint.scenarios.inputs import ReferenceScenario
from assistant.domain.model import Frozen


class YearOfScenario(Frozen):
    """One year: emissions induced and avoided in it, and both added up since the start, in tCO2e."""

    year: int
    induced: Decimal
    avoided: Decimal
    cumulative_induced: Decimal
    cumulative_avoided: Decimal


class AbatementVariant(StrEnum):
    """How the cost of a tonne is counted (*coût d'abattement*): costs as spent, or brought to the first year."""

    UNDISCOUNTED = "undiscounted"
    DISCOUNTED_COSTS = "discounted_costs"


class AbatementCost(Frozen):
    """Euros excluding tax a tonne abated, avoided minus induced over the horizon, before and after subsidy.

    A negative cost saves money. None when the scenario abates nothing.
    """

    variant: AbatementVariant
    label: str
    before_subsidy: Decimal | None
    after_subsidy: Decimal | None


class Economics(Frozen):
    """What the scenario costs its owner, in euros excluding tax; paybacks in years, None when never reached."""

    investment: Decimal
    subsidy: Decimal
    yearly_cost: Decimal
    simple_payback_before_subsidy: Decimal | None
    simple_payback_after_subsidy: Decimal | None
    discount_rate_percent: Decimal | None
    npv_before_subsidy: Decimal | None
    npv_after_subsidy: Decimal | None
    abatement_costs: tuple[AbatementCost, ...]


class Equivalent(Frozen):
    """A quantity of emissions told as something known: ``value`` in ``unit``, from a factor of the registry."""

    label: str
    value: Decimal
    unit: str
    display: str
    factor_id: str
    source: str


class ScenarioResult(Frozen):
    """One scenario over the horizon.

    ``figures``: ``induced_total`` and ``avoided_total`` in tCO2e, then ``balance``, avoided minus induced, which never
    stands alone. ``carbon_payback_years`` counts from the start; None when the horizon ends before. ``climate_value``
    is the balance of each year at the value of climate action of that year, in euros.
    """

    id: str
    name: str
    estimates: tuple[FootprintResult, ...]
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    years: tuple[YearOfScenario, ...]
    carbon_payback_years: Decimal | None
    climate_value: Decimal
    economics: Economics | None
    equivalents: tuple[Equivalent, ...]


class Comparison(Frozen):
    """Two scenarios: the difference of their balances, and the probability that the first abates more.

    Factors that both use are the same factors. None when no uncertainty is known.
    """

    first: str
    second: str
    difference: Figure
    probability_first_abates_more: float | None


class ProjectResult(Frozen):
    """Every scenario of a project against one reference.

    ``content_hash`` (SHA-256) and its beginning ``calculation_id`` cover the inputs, the registry and the code version.
    """

    calculation_id: str
    content_hash: str
    title: str
    reference: ReferenceScenario
    start_year: int
    horizon_years: int
    perimeter: str
    climate_value_source: str
    scenarios: tuple[ScenarioResult, ...]
    comparisons: tuple[Comparison, ...]
    warnings: tuple[str, ...]
    registry_version: str
    code_version: str
