"""Green budgets of projects: the kind of authority that they are of, and how a person keeps one in a sheet."""

from datetime import datetime

from assistant.calculators.greenbudget import Confirmation, EntityKind, GreenBudgetResult
from assistant.domain import Beneficiary
from assistant.domain.sheet import ProjectSheet
from assistant.projects import ProjectRepository

ENTITIES = {
    Beneficiary.COMMUNE: EntityKind.COMMUNE,
    Beneficiary.EPCI: EntityKind.EPCI,
    Beneficiary.DEPARTMENT: EntityKind.DEPARTMENT,
    Beneficiary.REGION: EntityKind.REGION,
    Beneficiary.PUBLIC_BODY: EntityKind.PUBLIC_BODY,
}


def keep_green_budget(
    projects: ProjectRepository, result: GreenBudgetResult, project_id: str, *, by: str, now: datetime
) -> ProjectSheet:
    """Save a green budget, confirmed by a person, in a new version of a project's sheet; raises NotFoundError."""
    sheet = projects.get(project_id)
    confirmed = result.model_copy(update={"confirmation": Confirmation(by=by, on=now.date())})
    changes = {"version": sheet.version + 1, "green_budget": confirmed, "updated_at": now}
    return projects.save(sheet.model_copy(update=changes))
