"""What the digital activities share: criteria side by side, electricity by place, devices, the use of a service.

Several criteria stand beside each other and never make one score; a line that lacks the factor of a criterion is told
as not estimated.
"""

from assistant.calculators.footprint.digital.criteria import Criterion, Line, avoided, side_by_side
from assistant.calculators.footprint.digital.electricity import FRANCE, HOURS, consumed, cooling, electricity, of_place
from assistant.calculators.footprint.digital.equipment import MANUFACTURE, made, worn
from assistant.calculators.footprint.digital.service import devices_used, served, transferred

__all__ = [
    "FRANCE",
    "HOURS",
    "MANUFACTURE",
    "Criterion",
    "Line",
    "avoided",
    "consumed",
    "cooling",
    "devices_used",
    "electricity",
    "made",
    "of_place",
    "served",
    "side_by_side",
    "transferred",
    "worn",
]
