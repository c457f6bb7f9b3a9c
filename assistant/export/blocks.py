"""A document as blocks in their order; each format lays out the same blocks."""

from collections.abc import Iterator
from typing import Literal

from pydantic import computed_field

from assistant.domain import Frozen
from assistant.export.page import FootprintView, Line, Section, SheetView, SourceView, TableView

SHORTEST = 30  # characters under which a column is no narrower
TO_COMPLETE = "À compléter."


class Heading(Frozen):
    """A title; ``level`` is 1 for that of the document; one that ``starts_page`` is the first thing of a page."""

    kind: Literal["Heading"] = "Heading"
    level: int
    text: str
    starts_page: bool = False


class Text(Frozen):
    """A paragraph; a note is in small print."""

    kind: Literal["Text"] = "Text"
    text: str
    is_note: bool = False


class Items(Frozen):
    """A list of sentences with their origins, which may be empty."""

    kind: Literal["Items"] = "Items"
    lines: tuple[Line, ...]
    is_numbered: bool = False


class Grid(Frozen):
    """A table, its first row apart."""

    kind: Literal["Grid"] = "Grid"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def widths(self) -> tuple[float, ...]:
        """The share of the page of each column: a longer text takes more, less than in proportion."""
        columns = zip(self.header, *self.rows, strict=True)
        weights = [max(SHORTEST, *map(len, column)) ** 0.4 for column in columns]
        return tuple(round(weight / sum(weights), 4) for weight in weights)


class Quote(Frozen):
    """Words of a source."""

    kind: Literal["Quote"] = "Quote"
    text: str


class Picture(Frozen):
    """A drawing, as SVG, and what it shows in words; its figures stand beside it as a table or a sentence."""

    kind: Literal["Picture"] = "Picture"
    svg: str
    alternative: str


Block = Heading | Text | Items | Grid | Quote | Picture


class Document(Frozen):
    """A document of one's own: its title, the line of its foot, its blocks."""

    title: str
    foot: str
    blocks: tuple[Block, ...]


def sheet_document(view: SheetView) -> Document:
    """The project sheet."""
    return Document(title=view.title, foot=view.subtitle, blocks=tuple(_sheet(view)))


def _sheet(view: SheetView) -> Iterator[Block]:
    yield Heading(level=1, text=view.title)
    yield Text(text=view.subtitle, is_note=True)
    yield Grid(header=("Projet", ""), rows=view.identity)
    for section in view.need:
        yield from section_blocks(section)
    for table in (*view.tables, *view.plan_tables):
        yield from table_blocks(table)
    for section in (*view.financing, *view.plan_checks):
        yield from section_blocks(section)
    yield Heading(level=2, text="Empreinte")
    if not view.footprint:
        yield Text(text=TO_COMPLETE)
    for estimate in view.footprint:
        yield from footprint_blocks(estimate)
    for section in view.plan:
        yield from section_blocks(section)
    yield from source_blocks(view.sources)
    for estimate in view.footprint:
        yield from _calculation(estimate)
    yield Text(text=view.notice, is_note=True)


def section_blocks(section: Section) -> Iterator[Block]:
    """A section; an empty one says that it is to be completed."""
    yield Heading(level=2, text=section.title)
    yield Items(lines=section.lines) if section.lines else Text(text=TO_COMPLETE)


def table_blocks(table: TableView) -> Iterator[Block]:
    """A table under its title."""
    yield Heading(level=2, text=table.title)
    yield Grid(header=table.header, rows=table.rows) if table.rows else Text(text=TO_COMPLETE)


def footprint_blocks(estimate: FootprintView) -> Iterator[Block]:
    """The reading of an estimate, its results, its data and assumptions."""
    yield Heading(level=3, text=estimate.title)
    for sentence in estimate.sentences:
        yield Text(text=sentence)
    yield Grid(header=("Résultat", "Valeur", "Intervalle"), rows=estimate.figures)
    for chart in estimate.charts:
        yield Text(text=chart.table.title, is_note=True)
        yield Picture(svg=chart.svg, alternative=chart.alternative)
    yield Text(text="Données et hypothèses :")
    yield Items(lines=_plain(*estimate.assumptions, *estimate.warnings))


def reference_blocks(sources: tuple[SourceView, ...]) -> Iterator[Block]:
    """The cited passages by their reference, without their words."""
    yield Heading(level=2, text="Sources", starts_page=True)
    if not sources:
        yield Text(text="Aucun document cité.")
    for one in sources:
        told = ", ".join(part for part in (one.title, one.place, one.url) if part)
        yield Text(text=f"{one.number}. {told}", is_note=True)


def source_blocks(sources: tuple[SourceView, ...]) -> Iterator[Block]:
    """The cited passages, with the sentences that are quoted."""
    yield Heading(level=2, text="Sources", starts_page=True)
    if not sources:
        yield Text(text="Aucun document cité.")
    for source in sources:
        address = f" {source.url}" if source.url else ""
        yield Heading(level=3, text=f"{source.number}. {source.title}")
        yield Text(text=f"{source.place}{address}", is_note=True)
        yield Quote(text=source.text)


def _calculation(estimate: FootprintView) -> Iterator[Block]:
    yield Heading(level=2, text=f"Annexe : détail du calcul « {estimate.title} »")
    yield Text(text=f"Calcul {estimate.identity}", is_note=True)
    yield Items(lines=_plain(*(f"{label} : {how}" for label, how in estimate.steps)), is_numbered=True)
    yield Text(text="Facteurs :")
    yield Items(lines=_plain(*estimate.factors))


def _plain(*sentences: str) -> tuple[Line, ...]:
    return tuple(Line(text=sentence, origin="") for sentence in sentences)
