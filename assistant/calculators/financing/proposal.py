"""What the optimiser asks of the linear programme, and what comes back; apart from it, which loads numpy and scipy."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Range:
    """What a grant may pay: nothing, or from ``floor`` to ``most``."""

    name: str
    floor: Decimal
    most: Decimal


@dataclass(frozen=True)
class Solution:
    """Amounts by grant, with what one more euro of a limit or of a grant's maximum would bring."""

    amounts: dict[str, float]
    limit_gains: list[float] = field(default_factory=list)
    range_gains: dict[str, float] = field(default_factory=dict)
