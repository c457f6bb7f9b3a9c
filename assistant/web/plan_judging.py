"""Judge a plan as typed: what the rules say of it, or the message of each wrong field."""

from collections.abc import Mapping

from assistant.calculators.financing import PlanResult
from assistant.clock import today
from assistant.errors import InputError
from assistant.plans import PlanDraft
from assistant.services import Services
from assistant.web.forms import FormError
from assistant.web.plan_input import field_of, plan_of


def judged(
    services: Services, draft: PlanDraft, *, optimises: bool = False
) -> tuple[PlanResult | None, Mapping[str, str]]:
    """A plan judged, the best legal one when asked; None when it is not complete or not right.

    With it, the message of each wrong field, under the name that the form gives it.
    """
    try:
        plan = plan_of(draft, services.territories, on=today())
        return (services.plans.judge(plan, optimise=optimises) if plan else None), {}
    except FormError as error:
        return None, error.errors
    except InputError as error:
        place = error.field or "title"
        return None, {field_of(place, draft): str(error).removeprefix(f"{place} : ")}
