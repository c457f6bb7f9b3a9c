"""What a comparison of scenarios is told: the activities of each, what it costs, and over which years."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from assistant.calculators.footprint.inputs import GivenValue
from assistant.domain.model import Frozen

Euros = Annotated[Decimal, Field(ge=0, le=Decimal("1e11"), allow_inf_nan=False)]
SignedEuros = Annotated[Decimal, Field(ge=Decimal("-1e11"), le=Decimal("1e11"), allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class ActivityUse(Frozen):
    """An activity of a scenario and its inputs."""

    activity: str
    inputs: dict[str, GivenValue]


class Evolution(Frozen):
    """How the emissions of the reference change each year, in percent, and the reason, with its source."""

    percent_per_year: Annotated[Decimal, Field(ge=-50, le=50, allow_inf_nan=False)]
    because: Name


class ReferenceScenario(Frozen):
    """What would happen without the project (*situation de référence*): named, dated, and as it evolves."""

    name: Name
    dated: date
    evolution: Evolution | None = None


class Scenario(Frozen):
    """A way of doing the project.

    ``investment`` and ``subsidy`` are in euros excluding tax; ``yearly_cost`` is what running it costs each year beside
    the reference, negative when it saves.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]
    name: Name
    activities: Annotated[tuple[ActivityUse, ...], Field(min_length=1, max_length=30)]
    investment: Euros | None = None
    subsidy: Euros = Decimal(0)
    yearly_cost: SignedEuros | None = None


class ProjectInput(Frozen):
    """One project: its reference, its scenarios and its horizon.

    ``perimeter`` says which phases of the life cycle the reader may expect; ``discount_rate_percent`` is that of the
    net present value, in constant euros.
    """

    title: Name
    reference: ReferenceScenario
    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1, max_length=6)]
    start_year: Annotated[int, Field(ge=2000, le=2100)]
    horizon_years: Annotated[int, Field(ge=1, le=60)]
    discount_rate_percent: Annotated[Decimal, Field(ge=0, le=20, allow_inf_nan=False)] | None = None
    perimeter: str = ""
