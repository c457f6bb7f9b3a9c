"""How a plan begins: from a request that was understood, and from the records of the aids that are chosen."""

from collections.abc import Iterable

from assistant.domain import Aid
from assistant.errors import NotFoundError
from assistant.funding import FundingRequest
from assistant.language import normalise
from assistant.language.display import format_decimal
from assistant.plans import CostRow, GrantRow, LoanRow, PlanDraft, owner_kind_of
from assistant.storage import KnowledgeStore

TITLE_LENGTH = 120
GRANT, LOANS = "subvention", {"pret", "avance recuperable"}  # natures of aids, folded


def draft_for(request: FundingRequest) -> PlanDraft:
    """The plan of a request: its owner, its place and, as one line, its amount."""
    amount = format_decimal(request.amount) if request.amount else ""
    return PlanDraft(
        title=request.query[:TITLE_LENGTH],
        owner_kind=owner_kind_of(request.beneficiary),
        territory=request.territory.code if request.territory else "",
        population=str(request.population) if request.population else "",
        costs=(CostRow(label="Coût du projet", amount_excl_tax=amount),),
    )


def rows_of(store: KnowledgeStore, slugs: Iterable[str]) -> Iterable[GrantRow | LoanRow]:
    """The rows of some aids; a record that no longer exists gives none."""
    for slug in slugs:
        try:
            yield row_of(store.aid(slug))
        except NotFoundError:
            continue


def row_of(aid: Aid) -> GrantRow | LoanRow:
    """The row of an aid, a loan among the loans, with what its record tells."""
    kinds = set(map(normalise, aid.aid_types))
    if kinds & LOANS and GRANT not in kinds:
        return LoanRow(aid=aid.slug, label=aid.name)
    return GrantRow(
        aid=aid.slug,
        label=aid.name,
        max_rate_percent=format_decimal(aid.rate_max) if aid.rate_max is not None else "",
        deadline=aid.submission_deadline.isoformat() if aid.submission_deadline else "",
    )
