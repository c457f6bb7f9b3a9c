"""What the user has said of the project so far."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.agent.planner.alternatives import Variant
from assistant.agent.planner.slots import FilledInput, calculator_inputs, slots_of
from assistant.agent.planner.themes import Theme
from assistant.agent.planner.told_aids import ToldAid
from assistant.calculators.footprint import activity
from assistant.domain import Beneficiary, Frozen, Territory
from assistant.territories import Resolution


class CostDoubt(StrEnum):
    """Why an amount cannot be the cost; the value names the question to ask."""

    WITH_TAX = "with_tax"
    IMPOSSIBLE = "impossible"
    SEVERAL = "several"


class ProjectFacts(Frozen):
    """The project as told: absent facts are None. ``inputs`` are those of the theme's footprint activity.

    ``homonyms`` holds the territories that the name said may mean, until the user tells which. ``cost_excl_tax`` is
    never an amount said to include tax, which stands in ``cost_with_tax``; ``is_tax_unsaid`` when the user has said
    neither. ``variants`` are the ways of doing it that were last set side by side, over ``horizon_years``.
    ``financing`` and ``schedule`` are the user's own words on other funders and on dates, ``aids`` the rates
    and amounts that were told.
    """

    theme: Theme | None = None
    title: str = ""
    beneficiary: Beneficiary | None = None
    territory: Territory | None = None
    homonyms: Resolution | None = None
    population: int | None = None
    cost_excl_tax: Decimal | None = None
    cost_with_tax: Decimal | None = None
    is_tax_unsaid: bool = False
    financing: tuple[str, ...] = ()
    aids: tuple[ToldAid, ...] = ()
    schedule: tuple[str, ...] = ()
    inputs: dict[str, FilledInput] = Field(default_factory=dict)
    description: str = ""
    variants: tuple[Variant, ...] = ()
    horizon_years: int | None = None

    @property
    def given(self) -> dict[str, str]:
        """The inputs as the calculator takes them."""
        if self.theme is None or self.theme.activity is None:
            return {}
        told = calculator_inputs(self.theme.activity, self.inputs)
        return told | self._cost_as_input(self.theme.activity, told)

    def _cost_as_input(self, name: str, told: Mapping[str, str]) -> dict[str, str]:
        """The cost, where the estimate takes it: beside the price of energy it gives the years that pay it back."""
        if self.cost_excl_tax is None:
            return {}
        asked = {spec.name for spec in activity(name).inputs if spec.is_asked(told)}
        costs = (slot.field for slot in slots_of(name) if slot.is_cost and slot.field in asked)
        return dict.fromkeys(costs, f"{self.cost_excl_tax:f} €")

    @property
    def is_described(self) -> bool:
        """Whether enough is known to speak of a project and not of a question."""
        return self.theme is not None and bool(self.description)

    @property
    def of_another_project(self) -> "ProjectFacts":
        """What stays true when the same officer tells another project."""
        return ProjectFacts(beneficiary=self.beneficiary, territory=self.territory, population=self.population)
