"""Understand a funding request in plain French: who asks, where, for how much, on which date."""

from datetime import date
from decimal import Decimal

from pydantic import Field

from assistant.domain import Beneficiary, Frozen, HelpKind, Operation, Territory
from assistant.errors import InputError
from assistant.language import normalise, read_amounts, read_beneficiary, read_population
from assistant.territories import Territories

MAX_LIMIT = 100


class FundingRequest(Frozen):
    """A request as understood; None or an empty tuple means that it was not said.

    ``amount`` in euros. ``homonyms`` are the territories that an ambiguous name may mean, ``themes`` names of themes,
    ``kinds`` the kinds of help wanted, ``starts_on`` the day on which the project is to start.
    """

    query: str
    on: date
    beneficiary: Beneficiary | None = None
    territory: Territory | None = None
    population: int | None = None
    amount: Decimal | None = None
    homonyms: tuple[Territory, ...] = ()
    themes: tuple[str, ...] = ()
    operation: Operation | None = None
    kinds: tuple[HelpKind, ...] = ()
    starts_on: date | None = None
    include_closed: bool = False
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT)


def understand(
    query: str,
    *,
    territories: Territories,
    on: date,
    territory_code: str | None = None,
    beneficiary: Beneficiary | None = None,
    include_closed: bool = False,
    limit: int = 10,
) -> FundingRequest:
    """Read a request; what the caller states wins over what the text says.

    Raises InputError for an empty request, an unknown territory or an impossible limit.
    """
    if not normalise(query):
        raise InputError("La demande est vide. Décrivez ce que vous voulez financer.", field="query")
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"Le nombre de résultats doit être entre 1 et {MAX_LIMIT}.", field="limit")
    mentions = territories.find_in(query)
    population = read_population(query)
    amounts = read_amounts(query)
    return FundingRequest(
        query=query,
        on=on,
        beneficiary=beneficiary or read_beneficiary(query),
        territory=territories.get(territory_code) if territory_code else (mentions[-1].territory if mentions else None),
        population=int(population.value) if population else None,
        amount=max((amount.value for amount in amounts), default=None),
        include_closed=include_closed,
        limit=limit,
    )
