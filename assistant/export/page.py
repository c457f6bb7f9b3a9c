"""What a sheet shows, in the order of the page; every format lays out the same view."""

from assistant.domain import Frozen

CALCULATED = "calcul"  # the origin of what a calculator says


class Line(Frozen):
    """A sentence with its origin in words («document 2», «calcul», «à confirmer»)."""

    text: str
    origin: str


class Section(Frozen):
    """A titled list of sentences; an empty one is shown as to be completed."""

    title: str
    lines: tuple[Line, ...]


class TableView(Frozen):
    """A table, its first row apart."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ChartView(Frozen):
    """A chart as SVG, what it shows in words, and its data."""

    svg: str
    alternative: str
    table: TableView


class FootprintView(Frozen):
    """A footprint estimate with its reading, its charts and its trace."""

    title: str
    sentences: tuple[str, ...]
    charts: tuple[ChartView, ...]
    figures: tuple[tuple[str, str, str], ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    factors: tuple[str, ...]
    identity: str


class SourceView(Frozen):
    """A cited passage: where it stands, the sentences quoted from it, else its beginning."""

    number: int
    title: str
    place: str
    url: str
    text: str


class SheetView(Frozen):
    """The whole page."""

    title: str
    subtitle: str
    identity: tuple[tuple[str, str], ...]
    need: tuple[Section, ...]
    tables: tuple[TableView, ...]
    financing: tuple[Section, ...]
    plan_tables: tuple[TableView, ...]
    plan_checks: tuple[Section, ...]
    plan: tuple[Section, ...]
    footprint: tuple[FootprintView, ...]
    sources: tuple[SourceView, ...]
    notice: str
