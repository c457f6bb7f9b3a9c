"""Search the aids that an address asks for: what is stated, what is understood, and the aids found."""

from datetime import date

from pydantic import Field

from assistant.domain import Frozen
from assistant.errors import InputError, StorageError
from assistant.funding import FundingAnswer, FundingRequest, Stated, search_aids, understand
from assistant.services import Services
from assistant.web.forms import Fields, FormError
from assistant.web.funding_query import FACETS, AidsQuery

LIMIT = 100  # aids that are found, counted by the filters, and shown page by page
SEVERAL = {"theme", "operation", "kind_of_help"}  # facets that may have more than one value
WRITTEN = {"query": "q"}  # fields of a request that the form names otherwise


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
    except StorageError as error:
        return Search(errors={"q": str(error)})
    return Search(answer=answer)


def request_of(services: Services, query: AidsQuery, *, on: date) -> FundingRequest:
    """The request of an address: what is stated wins over what is understood; raises FormError with every field."""
    fields = Fields(dict(query.stated))
    day = fields.day("on") or on
    errors, stated = dict(fields.errors), {name: value for name, value in query.stated if name in FACETS}
    while True:
        try:
            request = _understood(services, query, stated, day)
        except InputError as error:
            name = WRITTEN.get(error.field or "", error.field or "q")
            errors[name] = str(error)
            if stated.pop(name, None) is None:
                raise FormError(errors) from error
        else:
            if errors:
                raise FormError(errors)
            return request


def _understood(services: Services, query: AidsQuery, stated: dict[str, str], on: date) -> FundingRequest:
    given = {name: (value,) if name in SEVERAL else value for name, value in stated.items()}
    return understand(
        query.q,
        territories=services.territories,
        on=on,
        stated=Stated.model_validate(given | {"forgotten": query.without}),
        include_closed=query.closed,
        limit=LIMIT,
    )
