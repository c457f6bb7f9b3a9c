"""One factor: a value with its unit, what it covers, how sure it is and where it was read."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.model import Frozen

SHIPPED = "jalon"


class Phase(StrEnum):
    """Phase of the life cycle that a factor covers (*phase du cycle de vie*)."""

    COMBUSTION = "combustion"
    UPSTREAM = "upstream"
    COMBUSTION_AND_UPSTREAM = "combustion+upstream"
    MANUFACTURE = "manufacture"
    USE = "use"
    END_OF_LIFE = "end_of_life"
    LIFE_CYCLE = "life_cycle"


class Factor(Frozen):
    """A factor of a registry.

    ``uncertainty_percent`` is its half-width at 95 %, None when the source does not give it: unknown, never zero.
    ``phase`` is None when the source does not say what it covers. ``series`` names what is measured: the factors of one
    series are the same quantity for other places and years. ``valid_to`` is the last day on which it may be used
    without a warning. ``registry`` is the table that holds it; ``replaces`` the factor that a table of one's own takes
    the place of.
    """

    id: str
    label: str
    category: str = ""
    unit: str
    value: Decimal
    uncertainty_percent: Decimal | None = None
    phase: Phase | None = None
    geography: str = ""
    year: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    series: str = ""
    source: str
    locator: str
    licence: str = ""
    replaces: str = ""
    registry: str = SHIPPED

    def __hash__(self) -> int:
        """The hash of its id: a calculation looks up many factors, and each has one id in its registry."""
        return hash(self.id)
