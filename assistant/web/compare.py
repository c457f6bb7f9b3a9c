"""The page that sets up to three aids side by side; what differs is said in words."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.api.access import services_of
from assistant.clock import today
from assistant.domain import Aid, Frozen
from assistant.errors import NotFoundError
from assistant.funding import rate_of
from assistant.funding.criteria import date_status
from assistant.language.display import format_date, format_euros
from assistant.language.names import beneficiary_name
from assistant.plans import PlanDraft
from assistant.services import Services
from assistant.web.funding import MOST_COMPARED
from assistant.web.funding_cards import DATE_WORDS, GROUP_TITLES, Card, card_of, form_of, kinds_of
from assistant.web.funding_query import AidsQuery
from assistant.web.funding_search import search
from assistant.web.layout import AIDS, page

router = APIRouter(include_in_schema=False)
NOT_SAID = "non précisé"


class Cell(Frozen):
    """What a criterion is for one aid; ``tone`` colours what the words say."""

    text: str
    tone: str = ""


class Line(Frozen):
    """A criterion for every aid compared."""

    title: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the aids do not all say the same."""
        return len({cell.text for cell in self.cells}) > 1


class Column(Frozen):
    """An aid compared, with where it is told."""

    slug: str
    name: str
    passage_id: str | None
    form: str | None


@router.get("/aides/comparer", response_class=HTMLResponse)
def compare(request: Request) -> HTMLResponse:
    """Up to three aids, criterion by criterion."""
    query = AidsQuery.read(request.query_params)
    services = services_of(request)
    aids = _aids(services, query.chosen)
    compared = aids[:MOST_COMPARED]
    cards = _cards(services, query)
    told = [cards.get(aid.slug) for aid in compared]
    return page(
        "compare.html.j2",
        {
            "query": query,
            "plan": PlanDraft.from_address(query.plan),
            "columns": [_column(aid, card) for aid, card in zip(compared, told, strict=True)],
            "lines": [*_verdicts(told), *_facts(compared)] if compared else [],
            "left_out": [aid.name for aid in aids[MOST_COMPARED:]],
            "lost": len(query.chosen) - len(aids),
            "most": MOST_COMPARED,
        },
        current=AIDS,
    )


def _aids(services: Services, slugs: Sequence[str]) -> list[Aid]:
    aids = []
    for slug in slugs:
        try:
            aids.append(services.store.aid(slug))
        except NotFoundError:
            continue
    return aids


def _cards(services: Services, query: AidsQuery) -> dict[str, Card]:
    """The cards of the aids found for the request, by slug; none when there is no request to judge them by."""
    answer = search(services, query, on=today()).answer if query.q else None
    if answer is None:
        return {}
    return {match.aid.slug: card_of(match, answer.request.on) for match in (*answer.listed, *answer.general)}


def _column(aid: Aid, card: Card | None) -> Column:
    return Column(slug=aid.slug, name=aid.name, passage_id=card.passage_id if card else None, form=form_of(aid))


def _verdicts(cards: Sequence[Card | None]) -> list[Line]:
    """The verdict of each criterion that one of the aids at least is judged on."""
    if not any(cards):
        return []
    criteria = dict.fromkeys(reason.criterion for card in cards if card for reason in card.reasons)
    whole = tuple(Cell(text=GROUP_TITLES[card.group] if card else "non jugée pour cette demande") for card in cards)
    return [
        Line(title="Verdict", cells=whole),
        *(Line(title=name.capitalize(), cells=tuple(_verdict(card, name) for card in cards)) for name in criteria),
    ]


def _verdict(card: Card | None, criterion: str) -> Cell:
    reason = next((one for one in card.reasons if one.criterion == criterion), None) if card else None
    return Cell(text=f"{reason.verdict} : {reason.because}", tone=reason.tone) if reason else Cell(text="sans objet")


def _closing(aid: Aid, on: date) -> str:
    day = aid.submission_deadline
    return f"{format_date(day)} ({DATE_WORDS[date_status(aid, on)]})" if day else DATE_WORDS[date_status(aid, on)]


def _facts(aids: Sequence[Aid]) -> list[Line]:
    on = today()
    rows = (
        ("Financeurs", [", ".join(aid.financers) for aid in aids]),
        ("Nature de l'aide", [", ".join(kinds_of(aid)) for aid in aids]),
        ("Taux et condition", [rate_of(aid) for aid in aids]),
        ("Prêt", [format_euros(aid.loan_amount) if aid.loan_amount is not None else "" for aid in aids]),
        ("Échéance", [_closing(aid, on) for aid in aids]),
        ("Périmètre", [aid.perimeter or "" for aid in aids]),
        ("Bénéficiaires", [", ".join(map(beneficiary_name, aid.audiences)) for aid in aids]),
        ("Étapes du projet", [", ".join(aid.mobilization_steps) for aid in aids]),
        ("Dépenses aidées", [", ".join(aid.destinations) for aid in aids]),
        ("Programmes", [", ".join(aid.programs) for aid in aids]),
        ("Appel à projets", ["oui" if aid.is_call_for_project else "non" for aid in aids]),
    )
    return [
        Line(title=title, cells=tuple(Cell(text=text or NOT_SAID) for text in texts))
        for title, texts in rows
        if any(texts)
    ]
