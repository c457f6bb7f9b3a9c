"""The search of aids as its address says it: every state of the page can be kept, shared and gone back to."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from assistant.domain import Frozen
from assistant.funding import FacetName

FACETS = (
    "territory", "beneficiary", "population", "theme", "operation", "kind_of_help", "amount", "aid_wanted", "starts_on",
    "deadline",
)  # fmt: skip
STATED = (*FACETS, "on")
FILTERS = ("verdict", "kind", "financer", "dates")
MOST_CHOSEN = 60  # values of a repeated parameter that are read


class AidsQuery(Frozen):
    """What the address asks, as text: ``stated`` facets, ``without`` those understood that the reader took away while
    the sentence is the one «asked», ``filters`` on the results, ``chosen`` aids to compare, ``hidden`` aids set
    apart, ``plan`` the plan in progress.
    """

    q: str = ""
    stated: tuple[tuple[str, str], ...] = ()
    without: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    wide: bool = False
    page: int = 1
    chosen: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    plan: str = ""

    @classmethod
    def read(cls, params: QueryParams) -> "AidsQuery":
        """The search of an address; a value that means nothing is left out."""
        number, q = params.get("page", "1"), params.get("q", "").strip()
        return cls(
            q=q,
            stated=tuple((name, params[name].strip()) for name in STATED if params.get(name, "").strip()),
            without=_away(params) if params.get("asked", q) == q else (),
            filters=tuple((name, value) for name in FILTERS for value in _several(params, name)),
            closed=params.get("closed") == "1",
            wide=params.get("wide") == "1",
            page=max(1, int(number)) if re.fullmatch("[0-9]{1,4}", number) else 1,
            chosen=_several(params, "slug"),
            hidden=_several(params, "hidden"),
            plan=params.get("plan", ""),
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The facets that the form has a field for."""
        return STATED

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked yet."""
        return not self.q and not self.stated

    def of(self, name: str) -> tuple[str, ...]:
        """The values of a filter."""
        return tuple(value for key, value in self.filters if key == name)

    def value(self, name: str) -> str:
        """The value of a stated facet, empty when it is not stated."""
        return dict(self.stated).get(name, "")

    def pairs(self, *, leaving: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """The parameters of the address that asks this again, without some of them."""
        pairs: Iterable[tuple[str, str]] = (
            ("q", self.q),
            *self.stated,
            *(("without", name) for name in self.without),
            *self.filters,
            ("closed", "1" if self.closed else ""),
            ("wide", "1" if self.wide else ""),
            ("page", str(self.page) if self.page > 1 else ""),
            *(("slug", slug) for slug in self.chosen),
            *(("hidden", slug) for slug in self.hidden),
            ("plan", self.plan),
        )
        return tuple((name, value) for name, value in pairs if value and name not in leaving)

    def lasting(self) -> tuple[tuple[str, str], ...]:
        """What a new search keeps of this one: the plan and, while the sentence stays, the facets taken away."""
        kept = [pair for pair in self.pairs() if pair[0] in ("without", "plan")]
        return (*kept, ("asked", self.q)) if self.without else tuple(kept)

    def address(self, *, page: int = 1, **changes: object) -> str:
        """The address of this search with some changes; a changed search starts again from its first page."""
        changed = self.model_copy(update=changes | {"page": page})
        return "/aides?" + urlencode(changed.pairs())

    def without_facet(self, facet: str) -> str:
        """The address of this search when a facet («territory», «theme=Ecole») is taken away, stated or understood."""
        stated = tuple(pair for pair in self.stated if pair[0] != facet.partition("=")[0])
        return self.address(stated=stated, without=(*(one for one in self.without if one != facet), facet))

    def with_facet(self, name: str, value: str) -> str:
        """The address of this search when a facet is stated."""
        return self.address(stated=(*(pair for pair in self.stated if pair[0] != name), (name, value)))


def _away(params: QueryParams) -> tuple[str, ...]:
    return tuple(one for one in _several(params, "without") if one.partition("=")[0] in set(FacetName))


def _several(params: QueryParams, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in params.getlist(name)[:MOST_CHOSEN] if value))
