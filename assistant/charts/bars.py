"""Horizontal bars: contributions, or a tornado when each bar has two bounds around one value."""

from collections.abc import Sequence
from textwrap import wrap

from assistant.charts.axis import axis_of
from assistant.charts.rendering import render
from assistant.domain.model import Frozen

WIDTH, ROW, LABELS, RIGHT, TOP, BOTTOM = 640, 34, 210, 110, 12, 38
LABEL_CHARACTERS, LABEL_LINES = 30, 2


class Bar(Frozen):
    """A bar from ``start`` to ``end``; ``display`` is its value for the reader."""

    label: str
    start: float = 0.0
    end: float
    display: str


class BarChart(Frozen):
    """Bars under one another, one at least; ``middle`` draws the value around which a tornado turns, from no zero."""

    title: str
    description: str
    unit: str
    bars: tuple[Bar, ...]
    middle: float | None = None


def bar_chart_svg(chart: BarChart, name: str) -> str:
    """The chart as SVG; ``name`` makes the ids of its title and description unique in a page."""
    values = [value for bar in chart.bars for value in (bar.start, bar.end)]
    middle = [] if chart.middle is None else [chart.middle]
    axis = axis_of([*values, *middle], LABELS, WIDTH - RIGHT, with_zero=chart.middle is None)
    rows = [
        {
            "label": _label(bar.label),
            "display": bar.display,
            "x": min(axis.at(bar.start), axis.at(bar.end)),
            "width": round(abs(axis.at(bar.end) - axis.at(bar.start)), 1),
            "y": TOP + rank * ROW,
        }
        for rank, bar in enumerate(chart.bars)
    ]
    height = TOP + ROW * len(chart.bars) + BOTTOM
    return render(
        "bars.svg.j2", chart=chart, name=name, rows=rows, axis=axis, width=WIDTH, height=height, bottom=height - BOTTOM
    )


def _label(text: str) -> Sequence[str]:
    """A label on two lines at the most."""
    return wrap(text, LABEL_CHARACTERS, max_lines=LABEL_LINES, placeholder=" …")
