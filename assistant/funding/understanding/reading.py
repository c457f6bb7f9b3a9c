"""Understand a funding request: what is stated, what the text says, what a language model adds to it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.domain import HelpKind, Operation
from assistant.errors import InputError, ModelError
from assistant.funding.request import MAX_LIMIT, Facet, FacetName, FundingRequest, Remark
from assistant.funding.understanding.checking import checked
from assistant.funding.understanding.checks import SINGLE, differences, doubts
from assistant.funding.understanding.heard import Heard, together
from assistant.funding.understanding.kinds import read_kinds
from assistant.funding.understanding.money import read_money
from assistant.funding.understanding.operations import read_operations
from assistant.funding.understanding.people import read_owner, read_people
from assistant.funding.understanding.places import read_place
from assistant.funding.understanding.proposals import Proposer
from assistant.funding.understanding.schedule import read_schedule
from assistant.funding.understanding.stated import Stated, read_stated
from assistant.funding.understanding.themes import read_themes
from assistant.funding.understanding.values import Interval
from assistant.funding.understanding.vocabulary import in_plain_french
from assistant.language import normalise
from assistant.territories import Resolution, Territories


def understand(
    query: str,
    *,
    territories: Territories,
    on: date,
    stated: Stated | None = None,
    include_closed: bool = False,
    limit: int = 10,
    proposer: Proposer | None = None,
) -> FundingRequest:
    """Read a request; what the caller states wins over what the text says, and that over what a model proposes.

    A proposer that fails is told in a remark. Raises InputError, which names the field, for an empty request, an
    impossible limit or a stated value that cannot be.
    """
    if not normalise(query):
        raise InputError("La demande est vide. Décrivez ce que vous voulez financer.", field="query")
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"Le nombre de résultats doit être entre 1 et {MAX_LIMIT}.", field="limit")
    given = stated or Stated()
    own = read_stated(given, territories, on)
    heard, homonyms = hear(query, territories, on)
    if proposer:
        heard = _with_proposals(heard, query, territories, on, proposer)
    said = [facet for facet in heard.facets if not given.forgets(facet)]
    facets = (*own, *(facet for facet in said if not any(facet.name is one.name for one in own)))
    forgotten = {one.split("=", 1)[0] for one in given.forgotten} | {one.name for one in own}
    request = assembled(query, on, facets, territories).model_copy(
        update={
            "homonyms": None if FacetName.TERRITORY in forgotten else homonyms,
            "include_closed": include_closed,
            "limit": limit,
        }
    )
    remarks = (
        *differences(own, said, territories),
        *(remark for remark in heard.remarks if remark.field not in forgotten),
        *doubts(request),
    )
    return request.model_copy(update={"remarks": _once(remarks)})


def _with_proposals(heard: Heard, query: str, territories: Territories, on: date, proposer: Proposer) -> Heard:
    try:
        return checked(proposer(query, on), query, heard, territories, on)
    except ModelError as error:
        told = Remark(field=None, message=f"{error} La demande est lue par les règles de Jalon seules.")
        return heard.model_copy(update={"remarks": (*heard.remarks, told)})


def hear(query: str, territories: Territories, on: date) -> tuple[Heard, Resolution | None]:
    """What the text of a request says, and what the name of its place may mean when nothing tells which."""
    text = in_plain_french(query)
    place, homonyms = read_place(query, territories)
    heard = together(
        (
            read_owner(text),
            place,
            read_people(text),
            read_themes(text),
            read_operations(text),
            read_money(text),
            read_schedule(text, on),
            read_kinds(text),
        )
    )
    return heard, homonyms


def assembled(query: str, on: date, facets: Sequence[Facet], territories: Territories) -> FundingRequest:
    """The request that facets make; their values are those that readers write."""
    single = {facet.name: facet.value for facet in facets if facet.name in SINGLE}
    operations = [Operation(value) for value in _values(facets, FacetName.OPERATION)]
    unwanted = tuple(HelpKind(value) for value in _values(facets, FacetName.UNWANTED_KIND))
    wanted = tuple(HelpKind(value) for value in _values(facets, FacetName.KIND_OF_HELP))
    fields: dict[str, Any] = {
        "beneficiary": single.get(FacetName.BENEFICIARY),
        "territory": territories.get(single[FacetName.TERRITORY]) if FacetName.TERRITORY in single else None,
        "themes": tuple(_values(facets, FacetName.THEME)),
        "operation": operations[0] if operations else None,
        "other_operations": tuple(operations[1:]),
        "kinds": tuple(kind for kind in wanted if kind not in unwanted),
        "unwanted_kinds": unwanted,
        "starts_on": single.get(FacetName.STARTS_ON),
        "deadline": single.get(FacetName.DEADLINE),
    }
    return FundingRequest.model_validate(
        {"query": query, "on": on, "facets": tuple(facets), **fields, **_people(single), **_money(single)}
    )


def _people(single: dict[FacetName, str]) -> dict[str, Any]:
    people = Interval.parse(single.get(FacetName.POPULATION, ""))
    if people is None:
        return {}
    if people.exact is not None:
        return {"population": int(people.exact)}
    return {"population_bounds": tuple(None if bound is None else int(bound) for bound in (people.low, people.high))}


def _money(single: dict[FacetName, str]) -> dict[str, Any]:
    cost = Interval.parse(single.get(FacetName.AMOUNT, ""))
    aid = Interval.parse(single.get(FacetName.AID_WANTED, ""))
    told: dict[str, Decimal | bool | None] = {"aid_wanted": (aid.high or aid.low) if aid else None}
    if cost:
        told |= {
            "amount": cost.high or cost.low,
            "amount_from": None if cost.exact is not None else cost.low,
            "amount_excl_tax": cost.excl_tax,
        }
    return told


def _values(facets: Sequence[Facet], name: FacetName) -> Iterator[str]:
    return (facet.value for facet in facets if facet.name is name)


def _once(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    return tuple(dict.fromkeys(remarks))
