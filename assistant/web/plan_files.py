"""The plan of the form as files to take away: a workbook, a calendar of its dates."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.files import attachment
from assistant.calculators.financing import PlanResult
from assistant.export.plan import ICS_TYPE, XLSX_TYPE, plan_calendar, plan_workbook
from assistant.plans import PlanDraft
from assistant.services import Services
from assistant.web.forms import Typed
from assistant.web.plan_judging import judged

router = APIRouter(include_in_schema=False)


@router.post("/plan/plan.xlsx")
def workbook(request: Request, form: Typed) -> Response:
    """The plan as a workbook."""
    return _file(services_of(request), form, plan_workbook, XLSX_TYPE, "plan-de-financement.xlsx")


@router.post("/plan/echeances.ics")
def calendar(request: Request, form: Typed) -> Response:
    """The dates of the plan as a calendar."""
    return _file(services_of(request), form, plan_calendar, ICS_TYPE, "echeances.ics")


def _file(
    services: Services, form: Typed, write: Callable[[PlanResult], bytes], media_type: str, name: str
) -> Response:
    """The file of a plan; one that cannot be judged goes back to its form, where the fields to correct are told."""
    draft = PlanDraft.read(form)
    result, _ = judged(services, draft)
    if result is None:
        return RedirectResponse(f"/plan?{draft.query()}", status_code=303)
    return attachment(write(result), media_type, name)
