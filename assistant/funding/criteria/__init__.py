"""The criteria of eligibility, one module each: a verdict and the sentence that says so, in the record's own words."""

from assistant.funding.criteria.amount import amount_criterion
from assistant.funding.criteria.beneficiary import beneficiary_criterion
from assistant.funding.criteria.dates import DateStatus, date_status, dates_criterion
from assistant.funding.criteria.kind import kind_criterion
from assistant.funding.criteria.model import Criterion, Verdict
from assistant.funding.criteria.named_for import building_criterion, event_criterion
from assistant.funding.criteria.new_building import new_building_criterion
from assistant.funding.criteria.operation import operation_criterion
from assistant.funding.criteria.overseas import is_overseas, overseas_criterion
from assistant.funding.criteria.population import population_criterion
from assistant.funding.criteria.record import (
    call_criterion,
    consistency_criterion,
    opening_criterion,
    subject_criterion,
)
from assistant.funding.criteria.territory import territory_criterion

__all__ = [
    "Criterion",
    "DateStatus",
    "Verdict",
    "amount_criterion",
    "beneficiary_criterion",
    "building_criterion",
    "call_criterion",
    "consistency_criterion",
    "date_status",
    "dates_criterion",
    "event_criterion",
    "is_overseas",
    "kind_criterion",
    "new_building_criterion",
    "opening_criterion",
    "operation_criterion",
    "overseas_criterion",
    "population_criterion",
    "subject_criterion",
    "territory_criterion",
]
