"""Lines over years."""

from assistant.charts.axis import axis_of
from assistant.charts.rendering import render
from assistant.domain.model import Frozen

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 70, 20, 30, 46
MARKS = ("", "8 4", "2 4", "12 4 2 4", "1 6", "16 4")  # dashes tell the lines apart without their colours
YEAR_LABELS = 8


class Series(Frozen):
    """A line: one value a year."""

    label: str
    values: tuple[float, ...]


class LineChart(Frozen):
    """Lines over the same years, one at least."""

    title: str
    description: str
    unit: str
    years: tuple[int, ...]
    series: tuple[Series, ...]


def line_chart_svg(chart: LineChart, name: str) -> str:
    """The chart as SVG; ``name`` makes the ids of its title and description unique in a page."""
    values = [value for one in chart.series for value in one.values]
    axis = axis_of(values, HEIGHT - BOTTOM, TOP)
    span = max(len(chart.years) - 1, 1)
    places = [round(LEFT + rank * (WIDTH - LEFT - RIGHT) / span, 1) for rank in range(len(chart.years))]
    lines = [
        {
            "label": one.label,
            "points": " ".join(f"{x},{axis.at(value)}" for x, value in zip(places, one.values, strict=True)),
            "dashes": MARKS[rank % len(MARKS)],
        }
        for rank, one in enumerate(chart.series)
    ]
    every = -(-len(chart.years) // YEAR_LABELS)
    shown = [(x, year) for rank, (x, year) in enumerate(zip(places, chart.years, strict=True)) if rank % every == 0]
    return render(
        "lines.svg.j2", chart=chart, name=name, lines=lines, axis=axis, years=shown, width=WIDTH,
        height=HEIGHT + 22 * len(lines), left=LEFT, right=WIDTH - RIGHT, bottom=HEIGHT - BOTTOM, legend=HEIGHT,
    )  # fmt: skip
