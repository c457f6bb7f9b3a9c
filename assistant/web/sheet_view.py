"""What the page of a sheet shows: each line with its origin, which opens where it was read or computed."""

from collections.abc import Iterable, Sequence

from assistant.domain import Frozen
from assistant.domain.sheet import Action, Origin, ProjectSheet, Provenance, Statement
from assistant.export.view import ORIGIN_NAMES
from assistant.projects import TEXTS


class OriginLink(Frozen):
    """Where a line comes from, in words; ``address`` opens it, when it can be opened."""

    words: str
    address: str = ""


class ShownLine(Frozen):
    """A line of a field."""

    text: str
    origins: tuple[OriginLink, ...]


class ShownField(Frozen):
    """A field written in words; one without line is to be completed."""

    name: str
    label: str
    lines: tuple[ShownLine, ...]


def shown_fields(sheet: ProjectSheet) -> tuple[ShownField, ...]:
    """The fields of a sheet that are written in words, in the order of the page."""
    numbers = {passage.passage_id: number for number, passage in enumerate(sheet.sources, start=1)}
    return tuple(
        ShownField(name=name, label=label, lines=tuple(_line(one, numbers) for one in getattr(sheet, name)))
        for name, label in TEXTS.items()
    )


def origins_of(provenance: Iterable[Provenance], numbers: dict[str, int]) -> tuple[OriginLink, ...]:
    """The origins of something, once each."""
    return tuple(dict.fromkeys(_origin(one, numbers) for one in provenance))


def completeness(fields: Sequence[ShownField], sheet: ProjectSheet) -> tuple[int, int]:
    """How many parts of a sheet are filled, out of how many."""
    parts = [*(field.lines for field in fields), sheet.costs, sheet.funding, sheet.footprint, sheet.indicators]
    parts += [(sheet.owner,) if sheet.owner else (), (sheet.territory,) if sheet.territory else ()]
    return sum(map(bool, parts)), len(parts)


def _line(item: Statement | Action, numbers: dict[str, int]) -> ShownLine:
    text = item.text if isinstance(item, Statement) else item.label
    period = f" ({item.period})" if isinstance(item, Action) and item.period else ""
    return ShownLine(text=f"{text}{period}", origins=origins_of(item.provenance, numbers))


def _origin(proof: Provenance, numbers: dict[str, int]) -> OriginLink:
    if proof.origin is Origin.DOCUMENT and proof.reference in numbers:
        return OriginLink(words=f"document {numbers[proof.reference]}", address=f"/passages/{proof.reference}")
    if proof.origin is Origin.CALCULATION and proof.reference:
        return OriginLink(words=ORIGIN_NAMES[proof.origin], address=f"#{proof.reference}")
    return OriginLink(words=ORIGIN_NAMES[proof.origin])
