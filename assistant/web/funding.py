"""The page «Aides»: a request in plain words, what was understood of it, and the aids that fit, one card each."""

from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.api.access import services_of
from assistant.clock import today
from assistant.domain import Beneficiary, Frozen
from assistant.errors import JalonError
from assistant.funding import FundingAnswer, FundingStatus, Remark, about_the_request
from assistant.funding.feedback import REASON_LIMIT
from assistant.language.names import HELP_KIND_NAMES, OPERATION_NAMES, beneficiary_name
from assistant.plans import PlanDraft
from assistant.services import Services
from assistant.territories import Resolution
from assistant.web.funding_cards import GROUP_TITLES, Card, Group, card_of
from assistant.web.funding_facets import Chip, Filter, chips_of, filters_of, kept
from assistant.web.funding_feedback import OPINIONS, TONES
from assistant.web.funding_query import AidsQuery
from assistant.web.funding_search import request_of, search
from assistant.web.layout import AIDS, page
from assistant.web.plan_start import draft_for, rows_of

router = APIRouter(include_in_schema=False)

A_PAGE = 10  # aids
MOST_COMPARED = 3
EXAMPLES = (
    "Rénover l'éclairage public d'une commune de 3 200 habitants en Dordogne, 310 000 € HT",
    "Une intercommunalité bretonne veut rénover une école et quitter le fioul",
    "Désimperméabiliser une cour d'école dans le Rhône",
)


class Section(Frozen):
    """A group of the page: the cards shown of all those that it has."""

    group: Group
    title: str
    total: int
    cards: tuple[Card, ...]


@router.get("/aides")
def aids(request: Request) -> Response:
    """The search form and, once something is asked, the aids found, at an address that says only what was asked."""
    query = AidsQuery.read(request.query_params)
    if not all(request.query_params.values()):
        return RedirectResponse(query.address(page=query.page), status_code=303)
    services = services_of(request)
    found = None if query.is_empty else search(services, query, on=today())
    return page(
        "aids.html.j2",
        {
            "query": query,
            "errors": found.errors if found else {},
            "beneficiaries": {one.value: beneficiary_name(one) for one in Beneficiary},
            "kinds": {kind.value: name for kind, name in HELP_KIND_NAMES.items()},
            "operations": {operation.value: name for operation, name in OPERATION_NAMES.items()},
            "territories": services.territories.names(),
            "examples": EXAMPLES,
            "plan": PlanDraft.from_address(query.plan),
            "most_compared": MOST_COMPARED,
            "found": _found(found.answer, query) if found and found.answer else None,
            "opinions": services.feedback.of(found.answer.request) if found and found.answer else {},
            "verdicts": OPINIONS,
            "tones": TONES,
            "reason_limit": REASON_LIMIT,
        },
        current=AIDS,
    )


@router.get("/aides/plan")
def to_plan(request: Request) -> RedirectResponse:
    """Add an aid to the plan in progress, or take it away, and go back to where the reader was.

    With ``start``, the aids that are ticked are added and the plan is opened.
    """
    params = request.query_params
    services = services_of(request)
    query = AidsQuery.read(params)
    draft = PlanDraft.from_address(query.plan) if query.plan else _first_draft(services, query)
    is_start = params.get("start") == "1"
    for row in rows_of(services.store, (*params.getlist("add"), *(query.chosen if is_start else ()))):
        draft = draft.with_aid(row)
    draft = draft.without_aid(params.get("remove", ""))
    if is_start:
        return RedirectResponse(f"/plan?{draft.query()}", status_code=303)
    changed = query.model_copy(update={"plan": draft.query()})
    if params.get("back") == "compare":
        return RedirectResponse(f"/aides/comparer?{urlencode(changed.pairs())}", status_code=303)
    anchor = params.get("add") or params.get("remove") or ""
    return RedirectResponse(f"{changed.address(page=query.page)}#aide-{anchor}", status_code=303)


def _first_draft(services: Services, query: AidsQuery) -> PlanDraft:
    """The plan that a request begins; an empty one when the request cannot be read."""
    try:
        return draft_for(request_of(services, query, on=today()))
    except JalonError:
        return PlanDraft()


class Found(Frozen):
    """What the page shows of an answer."""

    status: str
    chips: tuple[Chip, ...]
    filters: tuple[Filter, ...]
    sections: tuple[Section, ...]
    total: int
    shown: int
    page: int
    pages: int
    closed: int
    farther: int
    hidden: int
    homonyms: Resolution | None
    remarks: tuple[Remark, ...]


def _found(answer: FundingAnswer, query: AidsQuery) -> Found:
    near = list(about_the_request(answer.listed))
    listed = [*(answer.listed if query.wide else near), *answer.general]
    every = [card_of(match, answer.request.on) for match in listed]
    cards = [card for card in every if card.slug not in query.hidden]
    passing = sorted(kept(cards, query), key=lambda card: list(Group).index(card.group))
    pages = max(1, -(-len(passing) // A_PAGE))
    number = min(query.page, pages)
    shown = passing[(number - 1) * A_PAGE : number * A_PAGE]
    return Found(
        status=_status(answer, cards, passing),
        chips=chips_of(answer.request, query),
        filters=filters_of(cards, query),
        sections=tuple(_sections(passing, shown)),
        total=len(cards),
        shown=len(passing),
        page=number,
        pages=pages,
        closed=answer.closed,
        farther=0 if query.wide else len(answer.listed) - len(near),
        hidden=len(every) - len(cards),
        homonyms=answer.request.homonyms,
        remarks=answer.request.remarks,
    )


def _status(answer: FundingAnswer, cards: Sequence[Card], passing: Sequence[Card]) -> str:
    """The outcome: that of the search, or «filtered» when only the filters leave nothing."""
    if answer.status is FundingStatus.OK and cards and not passing:
        return "filtered"
    return answer.status.value


def _sections(passing: Sequence[Card], shown: Sequence[Card]) -> list[Section]:
    return [
        Section(
            group=group,
            title=GROUP_TITLES[group],
            total=sum(card.group is group for card in passing),
            cards=tuple(card for card in shown if card.group is group),
        )
        for group in Group
        if any(card.group is group for card in shown)
    ]
