"""Facets of a list of aids: how many there are of each kind, financer, theme, beneficiary, level, date and verdict."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.domain import Aid, Frozen
from assistant.funding.answer import FundingAnswer, FundingMatch
from assistant.funding.criteria import date_status
from assistant.funding.filters import FundingFilters, themes_of
from assistant.language import normalise

NOT_SAID = "unknown"


class FinancerLevel(StrEnum):
    """The public level of a financer."""

    EUROPE = "europe"
    STATE = "state"
    BASIN = "basin"
    REGION = "region"
    DEPARTMENT = "department"
    LOCAL = "local"
    OTHER = "other"


class FacetValue(Frozen):
    """A value and how many aids have it."""

    value: str
    count: int


class FundingFacets(Frozen):
    """The values of each facet, the most frequent first; an aid may have several values of one facet.

    ``kinds``, ``beneficiaries`` and ``dates`` are codes, ``financer_levels`` those of ``FinancerLevel``,
    ``territory_levels`` the scales of the source, ``verdicts`` «fits», «check» or «excluded».
    """

    kinds: tuple[FacetValue, ...]
    financers: tuple[FacetValue, ...]
    financer_levels: tuple[FacetValue, ...]
    themes: tuple[FacetValue, ...]
    beneficiaries: tuple[FacetValue, ...]
    territory_levels: tuple[FacetValue, ...]
    dates: tuple[FacetValue, ...]
    verdicts: tuple[FacetValue, ...]


def funding_facets(answer: FundingAnswer) -> FundingFacets:
    """The facets of all the aids that an answer has considered, beyond those that it lists.

    A facet that is filtered is counted as if it were not, so that its other values still show what they would bring.
    """
    filters, on = answer.filters, answer.request.on

    def counted(values: Callable[[FundingMatch], Iterable[str]], *, unfiltered: str = "") -> tuple[FacetValue, ...]:
        others = filters.model_copy(update={unfiltered: ()}) if unfiltered else filters
        return _counted(_admitted(answer.considered, others), values)

    return FundingFacets(
        kinds=counted(lambda match: match.aid.kinds, unfiltered="kinds"),
        financers=counted(lambda match: match.aid.financers, unfiltered="financers"),
        financer_levels=counted(lambda match: financer_levels(match.aid)),
        themes=counted(lambda match: themes_of(match.aid), unfiltered="themes"),
        beneficiaries=counted(lambda match: match.aid.audiences),
        territory_levels=counted(lambda match: (match.aid.perimeter_scale or NOT_SAID,)),
        dates=counted(lambda match: (date_status(match.aid, on),)),
        verdicts=counted(lambda match: (_verdict(match),)),
    )


def _admitted(matches: Sequence[FundingMatch], filters: FundingFilters) -> Iterable[FundingMatch]:
    return (match for match in matches if filters.admit(match.aid))


def _counted(
    matches: Iterable[FundingMatch], values: Callable[[FundingMatch], Iterable[str]]
) -> tuple[FacetValue, ...]:
    """How many aids have each value; those that say none are counted as such."""
    counts = Counter(value for match in matches for value in (tuple(dict.fromkeys(values(match))) or (NOT_SAID,)))
    return tuple(FacetValue(value=str(value), count=n) for value, n in sorted(counts.items(), key=_by_count))


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    value, count = item
    return -count, str(value)


def _verdict(match: FundingMatch) -> str:
    if match.is_excluded:
        return "excluded"
    return "fits" if match.fits else "check"


def financer_levels(aid: Aid) -> tuple[FinancerLevel, ...]:
    """The levels of the financers of an aid, once each."""
    return tuple(dict.fromkeys(map(_level, aid.financers)))


def _level(financer: str) -> FinancerLevel:
    name = f" {normalise(financer)} "
    return next((level for level, marks in _marks().items() if any(f" {mark} " in name for mark in marks)), _OTHER)


_OTHER = FinancerLevel.OTHER


@cache
def _marks() -> Mapping[FinancerLevel, tuple[str, ...]]:
    """What the name of a financer of each level holds; the first level found decides."""
    lists = tomllib.loads((files("assistant.funding") / "financer_levels.toml").read_text(encoding="utf-8"))
    return {FinancerLevel(level): tuple(map(normalise, marks)) for level, marks in lists.items()}
