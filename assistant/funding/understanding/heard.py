"""What a reader hears in a text: facets with their words, words that are something else, doubts."""

from collections.abc import Iterable

from assistant.domain import Frozen
from assistant.funding.request import Certainty, Facet, FacetName, Remark
from assistant.language.plain import PlainText


class Ignored(Frozen):
    """Words, ``query[start:end]``, that look like a facet and are something else: the territory of a funder…"""

    name: FacetName
    start: int
    end: int


class Heard(Frozen):
    """What one reader makes of a text."""

    facets: tuple[Facet, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    remarks: tuple[Remark, ...] = ()


def together(heard: Iterable[Heard]) -> Heard:
    """What several readers hear."""
    parts = tuple(heard)
    return Heard(
        facets=tuple(facet for part in parts for facet in part.facets),
        ignored=tuple(ignored for part in parts for ignored in part.ignored),
        remarks=tuple(remark for part in parts for remark in part.remarks),
    )


def facet_of(
    text: PlainText, name: FacetName, value: str, label: str, span: tuple[int, int], *, is_implied: bool = False
) -> Facet:
    """A facet said by a span of the plain text."""
    start, end = text.as_written(*span)
    return Facet(
        name=name,
        value=value,
        label=label,
        words=text.written[start:end],
        start=start,
        end=end,
        certainty=Certainty.IMPLICIT if is_implied else Certainty.EXPLICIT,
    )


def ignored_of(text: PlainText, name: FacetName, span: tuple[int, int]) -> Ignored:
    """Words of the plain text that are not a facet, although they look like one."""
    start, end = text.as_written(*span)
    return Ignored(name=name, start=start, end=end)
