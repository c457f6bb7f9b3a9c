"""What is to be paid for: a study, works, a purchase, engineering."""

import re
from collections.abc import Iterator

from assistant.domain import Frozen, Operation
from assistant.funding.request import FacetName
from assistant.funding.understanding.heard import Heard, facet_of
from assistant.funding.understanding.lexicon import operation_cues
from assistant.language.names import operation_name
from assistant.language.plain import PlainText

REACH = 9  # words between a study and the works that it is about
PREPARING = {Operation.STUDY, Operation.ENGINEERING}


class _Said(Frozen):
    """Words that say an operation: ``folded[start:end]``."""

    operation: Operation
    start: int
    end: int


def read_operations(text: PlainText) -> Heard:
    """The operations that a text names, in order; works that a study is about are those of later."""
    said = sorted(_said(text.folded), key=lambda one: one.start)
    kept = [one for one in said if one.operation in PREPARING or not _is_prepared(one, said, text.folded)]
    if not kept:
        kept = list(_weak(text.folded))
    first = {one.operation: one for one in reversed(kept)}
    return Heard(
        facets=tuple(
            facet_of(
                text,
                FacetName.OPERATION,
                one.operation.value,
                operation_name(one.operation),
                text.span(one.start, one.end),
                is_implied=one not in said,
            )
            for one in sorted(first.values(), key=lambda one: one.start)
        )
    )


def _said(folded: str) -> Iterator[_Said]:
    for row in operation_cues().operation:
        yield from (_as_said(row.value, match) for match in row.patterns.finditer(folded))


def _weak(folded: str) -> Iterator[_Said]:
    for row in operation_cues().weak:
        yield from (_as_said(row.value, match) for match in row.patterns.finditer(folded))


def _as_said(operation: Operation, match: re.Match[str]) -> _Said:
    return _Said(operation=operation, start=match.start(), end=match.end())


def _is_prepared(works: _Said, said: list[_Said], folded: str) -> bool:
    """Whether a study stands just before, with nothing that joins both."""
    for other in said:
        between = folded[other.end : works.start]
        near = other.operation in PREPARING and other.end <= works.start and len(between.split()) <= REACH
        if near and not operation_cues().joins.search(between):
            return True
    return False
