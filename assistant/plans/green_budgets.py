"""Keep a green budget in a project's sheet, with the person who confirms it."""

from datetime import datetime

from assistant.calculators.greenbudget import Confirmation, GreenBudgetResult
from assistant.domain.sheet import ProjectSheet
from assistant.projects import ProjectRepository


def keep_green_budget(
    projects: ProjectRepository, result: GreenBudgetResult, project_id: str, *, by: str, now: datetime
) -> ProjectSheet:
    """Save a green budget, confirmed by a person, in a new version of a project's sheet; raises NotFoundError."""
    sheet = projects.get(project_id)
    confirmed = result.model_copy(update={"confirmation": Confirmation(by=by, on=now.date())})
    changes = {"version": sheet.version + 1, "green_budget": confirmed, "updated_at": now}
    return projects.save(sheet.model_copy(update=changes))
