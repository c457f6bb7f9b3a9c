"""A plan that is made for a project: what its sheet tells of its aids, and those of its aids that may be chosen."""

from assistant.agent.planner.told_aids import told_in
from assistant.calculators.financing import load_book
from assistant.domain import Frozen
from assistant.domain.sheet import ProjectSheet
from assistant.errors import NotFoundError
from assistant.language.display import format_decimal
from assistant.plans import GrantRow, PlanDraft, draft_of_sheet, scheme_named, scheme_of
from assistant.services import Services

SHEET_AID = "sheet_aid"  # the name of a tick in the form
ONE_OF_A_KIND = frozenset({"detr", "dsil", "dpv", "dsid"})  # schemes of which a project asks for one grant


class OfferedAid(Frozen):
    """An aid of the sheet that the plan does not have; ``is_ticked`` when it is proposed to begin with."""

    slug: str
    name: str
    financers: tuple[str, ...]
    rate: str
    fits: bool
    is_ticked: bool


def draft_with_told(sheet: ProjectSheet) -> PlanDraft:
    """The plan kept in a sheet; without one, that of its owner, its costs and the aids that its user told in words."""
    draft = draft_of_sheet(sheet)
    if sheet.financing_plan:
        return draft
    schemes = load_book().schemes
    told = tuple(
        GrantRow(
            scheme=aid.scheme,
            label=schemes[aid.scheme].label,
            rate_percent=format_decimal(aid.rate_percent) if aid.rate_percent is not None else "",
            amount=format_decimal(aid.amount) if aid.amount is not None else "",
            status=aid.status,
        )
        for aid in told_in(sheet)
    )
    return draft.model_copy(update={"grants": told})


def offered_aids(services: Services, draft: PlanDraft, project_id: str) -> tuple[OfferedAid, ...]:
    """The aids of a project's sheet that a plan does not have, those that fit first; none without a sheet.

    Those that fit are ticked while the plan has no aid of a record; one whose scheme it already pays with is not, and a
    second grant of a scheme that gives but one is not offered.
    """
    sheet = services.projects.find(project_id) if project_id else None
    paying = {row.scheme or ("" if row.aid else scheme_named(row.label)) for row in draft.grants}
    offered = []
    for aid in sheet.funding if sheet else ():
        if aid.slug in draft.slugs:
            continue
        try:
            scheme = scheme_of(services.store.aid(aid.slug))
        except NotFoundError:
            continue
        if scheme in paying & ONE_OF_A_KIND:
            continue
        is_ticked = aid.fits and not draft.slugs and scheme not in paying
        offered.append(OfferedAid(is_ticked=is_ticked, **aid.model_dump(include=set(OfferedAid.model_fields))))
    return tuple(sorted(offered, key=lambda one: not one.fits))
