"""A request for comparable operations: the project as described, and what the caller states beside."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from pydantic import Field

from assistant.domain import Beneficiary, Frozen, Territory
from assistant.errors import InputError
from assistant.language import normalise, read_amounts, read_beneficiary
from assistant.territories import Territories

MAX_LIMIT = 100
FIRST_YEAR = 1990
LARGEST_COST = Decimal(10**11)  # euros; no local project comes near


class ComparablesRequest(Frozen):
    """A project to compare; None means that it was not said. ``cost_excl_tax`` in euros, ``on`` is the day of asking.

    ``with_tax`` is an amount said to include tax: it is told and compared to nothing. ``scheme`` and ``year_from``
    leave out the other operations.
    """

    query: str
    on: date
    territory: Territory | None = None
    cost_excl_tax: Decimal | None = None
    with_tax: Decimal | None = None
    beneficiary: Beneficiary | None = None
    scheme: str | None = None
    year_from: int | None = None
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT)


def understand_project(
    query: str,
    *,
    territories: Territories,
    on: date,
    territory: str | None = None,
    cost: Decimal | None = None,
    beneficiary: Beneficiary | None = None,
    scheme: str | None = None,
    year_from: int | None = None,
    limit: int = 10,
) -> ComparablesRequest:
    """Read a description; what the caller states wins over what the text says.

    Raises InputError, with its field, for an empty description, an unknown territory, a cost that is negative, null or
    impossible, a year to come, an impossible limit.
    """
    if not normalise(query):
        raise InputError("La description est vide. Décrivez le projet à comparer en quelques mots.", field="query")
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"Le nombre d'opérations doit être entre 1 et {MAX_LIMIT}.", field="limit")
    amounts = read_amounts(query)
    untaxed = [amount.value for amount in amounts if amount.excl_tax is not False]
    taxed = [amount.value for amount in amounts if amount.excl_tax is False]
    return ComparablesRequest(
        query=query,
        on=on,
        territory=_territory(query, territory, territories),
        cost_excl_tax=_checked_cost(cost if cost is not None else max(untaxed, default=None)),
        with_tax=max(taxed, default=None) if cost is None and not untaxed else None,
        beneficiary=beneficiary or read_beneficiary(query),
        scheme=scheme,
        year_from=_checked_year(year_from, on),
        limit=limit,
    )


def read_cost(text: str) -> Decimal:
    """The cost that an option states («450 000», «450000,50», «450 k€»); raises InputError."""
    amounts = read_amounts(text)
    plain = "".join(text.split()).replace(",", ".").removesuffix("€")
    try:
        return amounts[0].value if len(amounts) == 1 and not text.lstrip().startswith("-") else Decimal(plain)
    except InvalidOperation as error:
        raise InputError(f"« {text[:40]} » n'est pas un coût. Donnez des euros HT : 450000.", field="cost") from error


def known_scheme(asked: str, schemes: Sequence[str]) -> str:
    """The scheme as published that a name means, whatever its case; raises InputError when none has it."""
    found = next((scheme for scheme in schemes if normalise(scheme) == normalise(asked)), None)
    if found is None:
        raise InputError(
            f"Dispositif inconnu : « {asked[:40]} ». Ceux des opérations indexées : {', '.join(schemes) or 'aucun'}.",
            field="scheme",
        )
    return found


def _territory(query: str, stated: str | None, territories: Territories) -> Territory | None:
    if stated is not None:
        return territories.get(stated)
    mentions = territories.find_in(query)
    return mentions[-1].territory if mentions else None


def _checked_cost(cost: Decimal | None) -> Decimal | None:
    if cost is not None and (not cost.is_finite() or not 0 < cost <= LARGEST_COST):
        raise InputError("Le coût doit être un montant HT positif et plausible, en euros.", field="cost")
    return cost


def _checked_year(year: int | None, on: date) -> int | None:
    if year is not None and not FIRST_YEAR <= year <= on.year:
        raise InputError(
            f"L'année de départ doit être entre {FIRST_YEAR} et {on.year} : {year} n'en est pas une.",
            field="year_from",
        )
    return year
