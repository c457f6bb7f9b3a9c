"""A funding request as understood: its facets, the words that say each, and the doubts to raise."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.domain import Beneficiary, Frozen, HelpKind, Operation, Territory
from assistant.territories import Resolution

MAX_LIMIT = 100


class FacetName(StrEnum):
    """What a request may say; the values are the names of the API's fields."""

    BENEFICIARY = "beneficiary"
    TERRITORY = "territory"
    POPULATION = "population"
    THEME = "theme"
    OPERATION = "operation"
    AMOUNT = "amount"
    AID_WANTED = "aid_wanted"
    STARTS_ON = "starts_on"
    DEADLINE = "deadline"
    KIND_OF_HELP = "kind_of_help"
    UNWANTED_KIND = "unwanted_kind"


FACET_NAMES = {
    FacetName.BENEFICIARY: "Porteur",
    FacetName.TERRITORY: "Territoire",
    FacetName.POPULATION: "Population",
    FacetName.THEME: "Thème",
    FacetName.OPERATION: "Opération",
    FacetName.AMOUNT: "Coût",
    FacetName.AID_WANTED: "Aide espérée",
    FacetName.STARTS_ON: "Début",
    FacetName.DEADLINE: "Échéance",
    FacetName.KIND_OF_HELP: "Nature d'aide",
    FacetName.UNWANTED_KIND: "Nature d'aide écartée",
}


def facet_name(name: FacetName) -> str:
    """The French name of a facet."""
    return FACET_NAMES[name]


class FacetOrigin(StrEnum):
    """Where a facet comes from: the text as Jalon reads it, what the caller states, a language model, checked."""

    TEXT = "text"
    STATED = "stated"
    MODEL = "model"


class Certainty(StrEnum):
    """Whether words say a facet, or only imply it («école communale» : the commune)."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"


class Facet(Frozen):
    """One thing understood: its ``value`` as options and the API take it, and its ``label`` in French.

    ``words`` are the user's, ``query[start:end]``; those of a stated facet are what was stated, without a span.
    """

    name: FacetName
    value: str
    label: str
    words: str
    start: int | None = None
    end: int | None = None
    origin: FacetOrigin = FacetOrigin.TEXT
    certainty: Certainty = Certainty.EXPLICIT


class Remark(Frozen):
    """A doubt on a facet, in French; ``field`` is None when it is about the whole request."""

    field: FacetName | None
    message: str


class FundingRequest(Frozen):
    """A request as understood; None or an empty tuple means that it was not said.

    Amounts are in euros: ``amount`` is the cost of the project, the upper end of a range that begins at
    ``amount_from``, and ``amount_excl_tax`` whether tax is left out; ``aid_wanted`` is the help hoped for.
    ``population`` is exact; ``population_bounds`` are the least and the most when only those are said. ``homonyms``
    is what the name of a place may mean when nothing tells which, ``themes`` names of the taxonomy, ``operation`` the
    first that is said and ``other_operations`` the rest, ``kinds`` the kinds of help wanted and ``unwanted_kinds``
    those refused. ``starts_on`` is the first day on which the project may start, ``deadline`` the last day that suits.
    """

    query: str
    on: date
    beneficiary: Beneficiary | None = None
    territory: Territory | None = None
    population: int | None = None
    population_bounds: tuple[int | None, int | None] | None = None
    amount: Decimal | None = None
    amount_from: Decimal | None = None
    amount_excl_tax: bool | None = None
    aid_wanted: Decimal | None = None
    homonyms: Resolution | None = None
    themes: tuple[str, ...] = ()
    operation: Operation | None = None
    other_operations: tuple[Operation, ...] = ()
    kinds: tuple[HelpKind, ...] = ()
    unwanted_kinds: tuple[HelpKind, ...] = ()
    starts_on: date | None = None
    deadline: date | None = None
    facets: tuple[Facet, ...] = ()
    remarks: tuple[Remark, ...] = ()
    include_closed: bool = False
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT)

    def named(self, name: FacetName) -> Iterator[Facet]:
        """The facets of a name."""
        return (facet for facet in self.facets if facet.name is name)
