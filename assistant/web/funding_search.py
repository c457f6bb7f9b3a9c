"""Search the aids that an address asks for: what is stated, what is understood, and the aids found."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from assistant.domain import Beneficiary, Frozen, HelpKind, Operation
from assistant.errors import InputError, StorageError
from assistant.funding import FundingAnswer, FundingRequest, search_aids, understand
from assistant.services import Services
from assistant.web.forms import Fields, FormError
from assistant.web.funding_query import AidsQuery

LIMIT = 100  # aids that are found, counted by the filters, and shown page by page
LARGEST_POPULATION = Decimal(70_000_000)
LARGEST_AMOUNT = Decimal(100_000_000_000)
NOTHING: dict[str, object] = {"kinds": (), "themes": ()}  # what a facet is when it is taken away; None for the others
ATTRIBUTES = {"kind": "kinds"}  # of a request, where its name is not that of the facet
REMOVABLE = {"beneficiary", "territory", "population", "operation", "kinds", "themes", "amount", "starts_on"}


class Search(Frozen):
    """What was found; ``answer`` is None when nothing could be searched, ``errors`` the message of each field."""

    answer: FundingAnswer | None = None
    errors: dict[str, str] = Field(default_factory=dict)


def search(services: Services, query: AidsQuery, *, on: date) -> Search:
    """The aids that an address asks for; a wrong field is told, never ignored."""
    try:
        request = request_of(services, query, on=on)
        answer = search_aids(
            request, knowledge=services.knowledge, store=services.store, territories=services.territories
        )
    except FormError as error:
        return Search(errors=error.errors)
    except InputError as error:
        return Search(errors={error.field or "q": str(error)})
    except StorageError as error:
        return Search(errors={"q": str(error)})
    return Search(answer=answer)


def request_of(services: Services, query: AidsQuery, *, on: date) -> FundingRequest:
    """The request of an address: what is stated wins over what is understood; raises InputError."""
    fields = Fields({"q": query.q, **dict(query.stated)})
    stated = _stated(fields)
    if not fields.text("q"):
        fields.errors["q"] = "Décrivez ce que vous voulez financer : « rénover l'éclairage public », par exemple."
    fields.check()
    understood = understand(
        query.q,
        territories=services.territories,
        on=on,
        territory_code=query.value("territory") or None,
        include_closed=query.closed,
        limit=LIMIT,
    )
    attributes = (ATTRIBUTES.get(name, name) for name in query.without)
    taken = {name: NOTHING.get(name) for name in attributes if name in REMOVABLE}
    return FundingRequest.model_validate(dict(understood) | taken | stated)


def _stated(fields: Fields) -> dict[str, object]:
    """The facets that are stated, under the names that a request gives them."""
    population = fields.positive("population", "3 200", LARGEST_POPULATION)
    kind = fields.choice("kind", HelpKind)
    read: dict[str, object] = {
        "beneficiary": fields.choice("beneficiary", Beneficiary),
        "population": int(population) if population else None,
        "kinds": (kind,) if kind else (),
        "operation": fields.choice("operation", Operation),
        "amount": fields.positive("amount", "310 000", LARGEST_AMOUNT),
        "on": fields.day("on"),
        "starts_on": fields.day("starts_on"),
    }
    return {name: value for name, value in read.items() if value}
