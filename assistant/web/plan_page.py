"""The page of a plan: its form, and what the rules say of it."""

from collections.abc import Iterable, Mapping, Sequence

from fastapi.responses import HTMLResponse

from assistant.calculators.financing import load_book
from assistant.export.plan.words import NATURES, STATUSES
from assistant.plans import PlanDraft, scheme_named
from assistant.services import Services
from assistant.web.layout import PLAN, page
from assistant.web.plan_judging import judged
from assistant.web.plan_sheet import SHEET_AID, offered_aids
from assistant.web.plan_view import outcome_of
from assistant.web.plan_words import BASES, FCTVA, OWNERS, REGIMES, field_name

LONGEST_ADDRESS = 6_000  # characters that every browser, and every server in between, lets pass
DETAILS = (
    "derogation",
    "has_lead_authority",
    "is_existing_building",
    "energy_saving_percent",
    "fctva_regime",
    "financial_potential_ratio",
    "largest_commune",
    "density",
)  # fields that the form folds away while they are empty


def told(services: Services, draft: PlanDraft, *, proposes: bool = False) -> dict[str, object]:
    """What the page tells of a draft: the plan judged, or the message of each wrong field."""
    result, errors = judged(services, draft)
    return {
        "outcome": outcome_of(result) if result else None,
        "errors": errors,
        "field_name": field_name,
        "proposal": judged(services, draft, optimises=True)[0] if proposes and result else None,
        "unpriced": [row.label for row in draft.costs if row.label and not row.amount_excl_tax],
    }


def shown(
    services: Services,
    draft: PlanDraft,
    *,
    proposes: bool = False,
    saved_in: str = "",
    chosen: str = "",
    is_saved: bool = False,
    lost: Sequence[str] = (),
    wrong: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page of a draft; ``lost`` is what the form cannot show of the plan that it was opened from.

    ``chosen`` is the project for which it is made, ``saved_in`` that which has it.
    """
    book, result = load_book(), told(services, draft, proposes=proposes)
    projects = {one.project_id: one.title for one in services.projects.list()}
    return page(
        "plan.html.j2",
        {
            **result,
            "errors": wrong or result["errors"],
            "draft": draft if draft.costs else draft.with_row("costs"),
            "has_details": any(getattr(draft, name) for name in DETAILS),
            "longest": LONGEST_ADDRESS,
            "owners": _choices(OWNERS.items()),
            "bases": _choices(BASES.items()),
            "natures": _choices(NATURES.items()),
            "fctva": _choices(FCTVA.items()),
            "regimes": _choices(REGIMES.items()),
            "statuses": _choices(STATUSES.items()),
            "named": [scheme_named(row.label) for row in draft.grants],
            "schemes": {scheme.id: scheme.label for scheme in book.schemes.values()},
            "derogations": {one.id: one.label for one in book.derogations.values()},
            "territories": services.territories.names(),
            "projects": projects,
            "offered": offered_aids(services, draft, chosen or saved_in),
            "sheet_aid": SHEET_AID,
            "is_saved": is_saved,
            "lost": lost,
            "project": saved_in if saved_in in projects else "",
            "chosen": chosen or saved_in,
        },
        current=PLAN,
        status=422 if wrong else 200,
    )


def _choices(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {str(code): word[:1].upper() + word[1:] for code, word in words}
