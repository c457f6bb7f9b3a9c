"""What the page of a sheet shows: each line with its origin, which opens where it was read or computed."""

from collections.abc import Iterable, Mapping, Sequence

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
    proofs = proofs_of(sheet)
    return tuple(
        ShownField(name=name, label=label, lines=tuple(_line(one, proofs) for one in getattr(sheet, name)))
        for name, label in TEXTS.items()
    )


def proofs_of(sheet: ProjectSheet) -> Mapping[str, OriginLink]:
    """The passages and the calculations that a sheet still holds, by their reference."""
    documents = {
        passage.passage_id: OriginLink(words=f"document {number}", address=f"/passages/{passage.passage_id}")
        for number, passage in enumerate(sheet.sources, start=1)
    }
    words = ORIGIN_NAMES[Origin.CALCULATION]
    ids = [result.calculation_id for result in sheet.footprint]
    return documents | {name: OriginLink(words=words, address=f"#{name}") for name in ids}


def origins_of(provenance: Iterable[Provenance], proofs: Mapping[str, OriginLink]) -> tuple[OriginLink, ...]:
    """The origins of something, once each; what the sheet does not hold any more cannot be opened."""
    found = (proofs.get(one.reference or "", OriginLink(words=ORIGIN_NAMES[one.origin])) for one in provenance)
    return tuple(dict.fromkeys(found))


def completeness(fields: Sequence[ShownField], sheet: ProjectSheet) -> tuple[int, int]:
    """How many parts of a sheet are filled, out of how many."""
    parts = [*(field.lines for field in fields), sheet.costs, sheet.funding, sheet.footprint, sheet.indicators]
    parts += [(sheet.owner,) if sheet.owner else (), (sheet.territory,) if sheet.territory else ()]
    return sum(map(bool, parts)), len(parts)


def _line(item: Statement | Action, proofs: Mapping[str, OriginLink]) -> ShownLine:
    text = item.text if isinstance(item, Statement) else item.label
    period = f" ({item.period})" if isinstance(item, Action) and item.period else ""
    return ShownLine(text=f"{text}{period}", origins=origins_of(item.provenance, proofs))
