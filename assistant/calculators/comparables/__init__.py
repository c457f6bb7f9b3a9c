"""Statistics over past operations: which are one and the same, which are alike, what they cost and what was paid.

Pure: the service that searches is ``assistant.comparables``. Money is in euros excluding tax of the year of the grant.
"""

from assistant.calculators.comparables.distribution import MINIMUM_SAMPLE, Distribution, Quartiles
from assistant.calculators.comparables.flaws import Flaw
from assistant.calculators.comparables.grouping import Publication, group_publications, operation_of
from assistant.calculators.comparables.likeness import (
    COUNTED_FROM,
    SAME_SUBJECT,
    SEARCH_WEIGHT,
    Closeness,
    ComparedProject,
    Criterion,
    Likeness,
    Nearness,
    distance_in_cost,
    liken,
)
from assistant.calculators.comparables.summary import (
    Breakdown,
    ComparablesSummary,
    OperationGroup,
    SimilarOperation,
    break_down,
    summarise,
    with_flaws,
)

__all__ = [
    "COUNTED_FROM",
    "MINIMUM_SAMPLE",
    "SAME_SUBJECT",
    "SEARCH_WEIGHT",
    "Breakdown",
    "Closeness",
    "ComparablesSummary",
    "ComparedProject",
    "Criterion",
    "Distribution",
    "Flaw",
    "Likeness",
    "Nearness",
    "OperationGroup",
    "Publication",
    "Quartiles",
    "SimilarOperation",
    "break_down",
    "distance_in_cost",
    "group_publications",
    "liken",
    "operation_of",
    "summarise",
    "with_flaws",
]
