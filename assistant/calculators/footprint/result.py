"""What the footprint calculator answers: values with unit, interval, ordered trace, factors and assumptions."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.calculators.footprint.registry.choice import FactorChoice
from assistant.calculators.footprint.registry.factor import Phase
from assistant.domain.model import Frozen


class InputStatus(StrEnum):
    """Where an input value came from: given by the user, default of the data, assumption to confirm."""

    GIVEN = "given"
    DEFAULT = "default"
    ASSUMPTION = "assumption"


class InputValue(Frozen):
    """One input as used. ``because`` says why a default or an assumption was taken, with its source.

    ``uncertainty_percent`` is the half-width at 95 % that the user or the data give it; None is a value taken as it is.
    """

    name: str
    label: str
    value: Decimal | str
    display: str
    unit: str
    status: InputStatus
    because: str = ""
    uncertainty_percent: Decimal | None = None

    @property
    def source_id(self) -> str:
        """The name of this input among the uncertain sources of a figure."""
        return f"input:{self.name}"

    @property
    def sentence(self) -> str:
        """The input in words: «Durée d'allumage : 4 100 h/an (pourquoi)»."""
        return f"{self.label} : {self.display}" + (f" ({self.because})" if self.because else "")


class FactorUse(Frozen):
    """A factor as used by the calculation; ``uncertainty_percent`` None means unknown, never zero."""

    factor_id: str
    label: str
    value: Decimal
    unit: str
    uncertainty_percent: Decimal | None
    phase: Phase | None
    geography: str
    year: str
    valid_to: date | None
    source: str
    locator: str
    licence: str
    registry: str


class Step(Frozen):
    """One operation of the trace: ``formula`` in words, ``expression`` with the numbers, then its value and unit.

    ``parts`` are the labels of what a sum adds up.
    """

    label: str
    formula: str
    expression: str
    value: Decimal
    unit: str
    display: str
    factor_id: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def equation(self) -> str:
        """The numbers and the value that they give, once when they are the same: «420 points × 150 W/point = 63 kW»."""
        return self.display if self.expression == self.display else f"{self.expression} = {self.display}"


class Interval(Frozen):
    """Bounds at ``confidence_percent``."""

    low: Decimal
    high: Decimal
    confidence_percent: Decimal


class Contribution(Frozen):
    """What one uncertain source alone does to a figure: its bounds at 95 %, and its share of the variance."""

    source_id: str
    label: str
    low: Decimal
    high: Decimal
    share_percent: Decimal


class Role(StrEnum):
    """What a figure is: emissions that the project causes or avoids stand apart and are never netted silently.

    ``REFERENCE`` is what is emitted without the project, ``PROJECT`` what the same perimeter emits with it, ``AVOIDED``
    the first minus the second; ``INDUCED`` is what the project emits beside (manufacture, works, a new service).
    """

    REFERENCE = "reference"
    PROJECT = "project"
    AVOIDED = "avoided"
    INDUCED = "induced"
    OTHER = "other"


class Figure(Frozen):
    """A result: ``value`` is unrounded, ``display`` is rounded once, in French («12,4 tCO2e/an»).

    ``interval`` holds at 95 % when the uncertainty of every source is known. Otherwise ``partial_interval`` counts the
    known ones only, so that the true one is at least as wide, and ``unknown_uncertainty`` names the others.
    ``contributions`` are the uncertain sources, the widest first.
    """

    name: str
    label: str
    value: Decimal
    unit: str
    display: str
    role: Role = Role.OTHER
    interval: Interval | None = None
    partial_interval: Interval | None = None
    display_interval: str | None = None
    unknown_uncertainty: tuple[str, ...] = ()
    contributions: tuple[Contribution, ...] = ()


class NotEstimated(Frozen):
    """A criterion that a line of the calculation lacks a factor for: not estimated, never zero."""

    line: str
    criterion: str


class FootprintResult(Frozen):
    """The estimate of one activity. Induced and avoided emissions stand apart and are never netted silently.

    ``content_hash`` (SHA-256) and its beginning ``calculation_id`` are derived from the inputs, the registry and the
    code version: the same inputs give the same. ``choices`` log the factors that a rule picked, with those rejected.
    ``not_estimated`` are the lines that a figure leaves out for want of a factor.
    """

    calculation_id: str
    content_hash: str = ""
    activity: str
    title: str
    reference_scenario: str
    inputs: tuple[InputValue, ...]
    steps: tuple[Step, ...]
    factors: tuple[FactorUse, ...]
    choices: tuple[FactorChoice, ...] = ()
    figures: tuple[Figure, ...]
    not_estimated: tuple[NotEstimated, ...] = ()
    warnings: tuple[str, ...] = ()
    registry_version: str
    code_version: str
