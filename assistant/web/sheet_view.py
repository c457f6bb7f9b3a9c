"""What the page of a sheet shows: each line with its origin, which opens where it was read or computed."""

from collections.abc import Iterable, Mapping, Sequence

from assistant.agent import SheetStanding
from assistant.calculators.footprint import FootprintResult
from assistant.domain import Frozen
from assistant.domain.contradictions import Contradiction, contradictions_of, other_estimates
from assistant.domain.sheet import Action, Indicator, Origin, Phase, ProjectSheet, Provenance
from assistant.export.context import with_current_context
from assistant.export.footprint import three_sentences
from assistant.export.greenbudget.view import green_budget_section
from assistant.export.page import Section, TableView
from assistant.export.plan.view import plan_section, plan_tables
from assistant.export.plan.words import blocking_checks, check_sentence
from assistant.export.view import ORIGIN_NAMES, indicator_words
from assistant.projects import (
    COMPUTED,
    COUNTED,
    TEXTS,
    Difference,
    Entry,
    EntryKind,
    Item,
    ProjectSummary,
    is_proposed,
    text_of,
)

JALON = "Jalon (conversation, plan ou calcul)"
MOST_NEWS, LONGEST_NEWS = 3, 160  # lines told of a field, characters of each
ASKED = {"open_questions"}  # they wait for an answer, not for a confirmation


class OriginLink(Frozen):
    """Where a line comes from, in words; ``address`` opens it, when it can be opened."""

    words: str
    address: str = ""


class ShownLine(Frozen):
    """A line of a field."""

    text: str
    origins: tuple[OriginLink, ...]


class ShownField(Frozen):
    """A field of a sheet; one without line is to be completed. ``proposed`` counts the lines to confirm."""

    name: str
    label: str
    lines: tuple[ShownLine, ...]
    proposed: int = 0


class SheetBeside(Frozen):
    """A sheet as it stands beside its conversation, saved or in progress, with how many of its parts are filled.

    ``fields`` are written in words, ``results`` were found or computed; ``news`` is what the conversation has told
    since it was saved, a line a field.
    """

    sheet: ProjectSheet
    is_saved: bool
    fields: tuple[ShownField, ...]
    results: tuple[ShownField, ...]
    filled: int
    parts: int
    news: tuple[str, ...]


class KeptResults(Frozen):
    """The costs, the financing plan, what forbids it, the green budget, the indicators, the reading of each estimate by
    its id, and what contradicts something else.
    """

    tables: tuple[TableView, ...]
    checks: Section | None
    blocking: tuple[str, ...]
    green: Section | None
    costs: ShownField
    indicators: ShownField
    sentences: Mapping[str, tuple[str, ...]]
    contradictions: tuple[Contradiction, ...]


def shown_fields(sheet: ProjectSheet) -> tuple[ShownField, ...]:
    """The fields of a sheet that are written in words, in the order of the page."""
    proofs, now = proofs_of(sheet), with_current_context(sheet)
    return tuple(_field(now, name, label, proofs) for name, label in TEXTS.items())


def _field(sheet: ProjectSheet, name: str, label: str, proofs: Mapping[str, OriginLink]) -> ShownField:
    items: Sequence[Item] = getattr(sheet, name)
    return ShownField(
        name=name,
        label=label,
        lines=tuple(_line(one, proofs) for one in items),
        proposed=sum(map(is_proposed, items)) if name not in ASKED else 0,
    )


def beside(standing: SheetStanding) -> SheetBeside | None:
    """What the conversation shows of its sheet; None before it tells a project."""
    sheet = standing.sheet
    if sheet is None:
        return None
    fields = shown_fields(sheet)
    filled, parts = completeness(fields, sheet)
    return SheetBeside(
        sheet=sheet, is_saved=standing.is_saved, fields=fields, results=shown_results(sheet), filled=filled,
        parts=parts, news=tuple(map(_news, standing.told_since)),
    )  # fmt: skip


def shown_results(sheet: ProjectSheet) -> tuple[ShownField, ...]:
    """The aids, the estimates and the indicators of a sheet, a line each."""
    proofs = proofs_of(sheet)
    lines = {
        "funding": [ShownLine(text=one.name, origins=origins_of(one.provenance, proofs)) for one in sheet.funding],
        "footprint": [
            ShownLine(text=f"{one.title} : {figure.display}", origins=(proofs[one.calculation_id],))
            for one in sheet.footprint
            for figure in one.figures[:1]
        ],
    }
    computed = (ShownField(name=name, label=COMPUTED[name], lines=tuple(found)) for name, found in lines.items())
    return (*computed, _field(sheet, "indicators", COUNTED["indicators"], proofs))


def _news(told: Difference) -> str:
    """What was told since of one field, in one line: a few of its lines."""
    more = len(told.added) - MOST_NEWS
    shown = " ; ".join(line[:LONGEST_NEWS] for line in told.added[:MOST_NEWS])
    return f"{told.label} : {shown}{f' ; et {more} de plus' if more > 0 else ''}"


def kept_of(sheet: ProjectSheet, told: Iterable[FootprintResult]) -> KeptResults:
    """What the other pages computed and kept in a sheet; ``told`` are the estimates of its conversation, in order."""
    plan, green, proofs = sheet.financing_plan, sheet.green_budget, proofs_of(sheet)
    return KeptResults(
        tables=plan_tables(plan) if plan else (),
        checks=plan_section(plan) if plan else None,
        blocking=tuple(map(check_sentence, blocking_checks(plan))) if plan else (),
        green=green_budget_section(green) if green else None,
        costs=_field(sheet, "costs", COUNTED["costs"], proofs),
        indicators=_field(sheet, "indicators", COUNTED["indicators"], proofs),
        sentences={one.calculation_id: three_sentences(one) for one in sheet.footprint},
        contradictions=(*contradictions_of(sheet), *other_estimates(sheet, told)),
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


def history_of(
    journal: Sequence[Entry], versions: Sequence[ProjectSummary], first: Phase = Phase.IDEA
) -> tuple[Entry, ...]:
    """Who did what and when, the last first: the journal, and the versions that Jalon saved without anyone's name."""
    told = {entry.version for entry in journal if entry.kind is not EntryKind.COMMENT}
    first_version = min((one.version for one in versions), default=0)
    saved = [
        Entry(
            project_id=one.project_id,
            at=one.updated_at,
            author=JALON,
            kind=EntryKind.SAVED,
            text=f"Fiche créée, phase : {first.value}"
            if one.version == first_version
            else "Nouvelle version enregistrée",
            version=one.version,
        )
        for one in versions
        if one.version not in told
    ]
    return tuple(sorted([*journal, *saved], key=lambda entry: entry.at, reverse=True))


def completeness(fields: Sequence[ShownField], sheet: ProjectSheet) -> tuple[int, int]:
    """How many parts of a sheet are filled, out of how many."""
    parts = [*(field.lines for field in fields), sheet.costs, sheet.funding, sheet.footprint, sheet.indicators]
    parts += [(sheet.owner,) if sheet.owner else (), (sheet.territory,) if sheet.territory else ()]
    return sum(map(bool, parts)), len(parts)


def _line(item: Item, proofs: Mapping[str, OriginLink]) -> ShownLine:
    return ShownLine(text=_words(item), origins=origins_of(item.provenance, proofs))


def _words(item: Item) -> str:
    match item:
        case Indicator():
            return indicator_words(item.name, item.unit, item.baseline, item.target)
        case Action(period=period) if period:
            return f"{item.label} ({period})"
    return text_of(item)
