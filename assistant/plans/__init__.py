"""Financing plans over a home: aids read from their records, the owner placed, plans kept by name or in a sheet."""

from assistant.plans.draft import CostRow, GrantRow, LoanRow, PlanDraft
from assistant.plans.green_budgets import ENTITIES
from assistant.plans.records import scheme_named, scheme_of
from assistant.plans.reopening import OWNERS, draft_of_plan, draft_of_sheet, left_out, owner_kind_of
from assistant.plans.saved import SavedPlan, SavedPlans
from assistant.plans.service import Plans

__all__ = [
    "ENTITIES",
    "OWNERS",
    "CostRow",
    "GrantRow",
    "LoanRow",
    "PlanDraft",
    "Plans",
    "SavedPlan",
    "SavedPlans",
    "draft_of_plan",
    "draft_of_sheet",
    "left_out",
    "owner_kind_of",
    "scheme_named",
    "scheme_of",
]
