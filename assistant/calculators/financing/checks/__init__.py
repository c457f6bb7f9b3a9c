"""The kinds of check, by the name that a rule gives; their figures are in the rules' data."""

from collections.abc import Mapping

from assistant.calculators.financing.checks import aids, contribution, dates, eligibility, fctva
from assistant.calculators.financing.checks.outcome import Checker

KINDS: Mapping[str, Checker] = {
    checker.__name__: checker
    for checker in (
        contribution.own_contribution, contribution.one_of_schemes, contribution.loans, contribution.balance,
        contribution.epci_contribution, contribution.owner_kind, aids.aid_maximum, aids.aid_minimum,
        aids.line_capacity, aids.same_scheme_twice, aids.group_cap, aids.minimum_rate, aids.maximum_rate,
        aids.amount_over, aids.public_aid_cap, aids.counterpart, aids.private_money, aids.cost_nature,
        aids.base_excluding_tax, aids.renovation, fctva.fctva_resource, fctva.fctva_amount, fctva.fctva_vat_paid,
        fctva.fctva_nature, fctva.grant_with_tax, dates.no_early_start, dates.request_order,
        dates.start_after_complete, dates.deadline, dates.begin_within, dates.end_within,
        eligibility.detr_eligibility,
    )
}  # fmt: skip

__all__ = ["KINDS"]
