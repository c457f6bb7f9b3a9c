"""What the footprint calculator answers: values with unit, interval, ordered trace, factors and assumptions."""

from decimal import Decimal
from enum import StrEnum

from assistant.domain.model import Frozen


class InputStatus(StrEnum):
    """Where an input value came from: given by the user, default of the data, assumption to confirm."""

    GIVEN = "given"
    DEFAULT = "default"
    ASSUMPTION = "assumption"


class InputValue(Frozen):
    """One input as used. ``because`` says why a default or an assumption was taken, with its source."""

    name: str
    label: str
    value: Decimal | str
    display: str
    unit: str
    status: InputStatus
    because: str = ""

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
    scope: str
    year: str
    source: str
    locator: str


class Step(Frozen):
    """One operation of the trace: ``formula`` in words, ``expression`` with the numbers, then its value and unit."""

    label: str
    formula: str
    expression: str
    value: Decimal
    unit: str
    display: str
    factor_id: str | None = None


class Interval(Frozen):
    """Bounds at ``confidence_percent``; absent where a factor's uncertainty is unknown."""

    low: Decimal
    high: Decimal
    confidence_percent: Decimal


class Figure(Frozen):
    """A result: ``value`` is unrounded, ``display`` is rounded once, in French («12,4 tCO2e/an»)."""

    name: str
    label: str
    value: Decimal
    unit: str
    display: str
    interval: Interval | None = None
    display_interval: str | None = None


class FootprintResult(Frozen):
    """The estimate of one activity. Induced and avoided emissions stand apart and are never netted silently.

    ``calculation_id`` is derived from the inputs, the registry and the code version: the same inputs give the
    same id.
    """

    calculation_id: str
    activity: str
    title: str
    reference_scenario: str
    inputs: tuple[InputValue, ...]
    steps: tuple[Step, ...]
    factors: tuple[FactorUse, ...]
    figures: tuple[Figure, ...]
    warnings: tuple[str, ...] = ()
    registry_version: str
    code_version: str
