"""The data of a chart as a table, which says the same without the picture."""

from decimal import Decimal

from assistant.charts.bars import BarChart
from assistant.charts.lines import LineChart
from assistant.charts.rendering import tick_label
from assistant.domain.model import Frozen


class ChartTable(Frozen):
    """A table: its caption, its header and its rows, the first cell of each naming it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bar_table(chart: BarChart) -> ChartTable:
    """The bars of a chart, one a row."""
    return ChartTable(
        caption=chart.title,
        header=("Poste", chart.unit),
        rows=tuple((bar.label, bar.display) for bar in chart.bars),
    )


def line_table(chart: LineChart) -> ChartTable:
    """The years of a chart, one a row, a column a line."""
    return ChartTable(
        caption=f"{chart.title} ({chart.unit})",
        header=("Année", *(one.label for one in chart.series)),
        rows=tuple(
            (str(year), *(tick_label(float(Decimal(f"{one.values[rank]:.4g}"))) for one in chart.series))
            for rank, year in enumerate(chart.years)
        ),
    )
