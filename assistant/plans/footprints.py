"""Keep an estimate in a project's sheet."""

from datetime import datetime

from assistant.calculators.footprint import FootprintResult
from assistant.domain.sheet import ProjectSheet
from assistant.projects import ProjectRepository, with_estimate


def keep_footprint(
    projects: ProjectRepository, result: FootprintResult, project_id: str, *, now: datetime
) -> ProjectSheet:
    """Save an estimate in a new version of a project's sheet, in place of that of the same activity.

    The sheet that already has it is left as it is. Raises NotFoundError.
    """
    sheet = projects.get(project_id)
    if result in sheet.footprint:
        return sheet
    changes = {"version": sheet.version + 1, "updated_at": now}
    return projects.save(with_estimate(sheet, result).model_copy(update=changes))
