"""Steps of several projects over time (a Gantt chart): one row a project, a mark a step."""

from datetime import date, timedelta
from enum import StrEnum

from assistant.charts.rendering import render
from assistant.domain.model import Frozen

WIDTH, LEFT, RIGHT, TOP, ROW = 760, 260, 20, 34, 30
LABEL_CHARACTERS = 34
LEAST_SPAN = timedelta(days=60)
MOST_MONTHS = 8  # names of months over the width


class StepState(StrEnum):
    """Whether a step is done, late or to come: told by its shape too."""

    DONE = "done"
    LATE = "late"
    TO_COME = "to_come"


class TimelineStep(Frozen):
    """A step and its day."""

    label: str
    day: date
    state: StepState


class TimelineRow(Frozen):
    """A project, one step at least."""

    label: str
    steps: tuple[TimelineStep, ...]


class Timeline(Frozen):
    """Rows over the same days, one at least; ``on`` is the day that a line marks."""

    title: str
    description: str
    rows: tuple[TimelineRow, ...]
    on: date


def timeline_svg(chart: Timeline, name: str) -> str:
    """The chart as SVG; ``name`` makes the ids of its title and description unique in a page."""
    days = [step.day for row in chart.rows for step in row.steps] + [chart.on]
    first, last = min(days), max(max(days), min(days) + LEAST_SPAN)
    width = WIDTH - LEFT - RIGHT

    def at(day: date) -> float:
        return round(LEFT + width * (day - first).days / (last - first).days, 1)

    rows = [
        {
            "label": row.label if len(row.label) <= LABEL_CHARACTERS else f"{row.label[:LABEL_CHARACTERS]}…",
            "y": TOP + ROW * rank + ROW // 2,
            "start": min(at(step.day) for step in row.steps),
            "end": max(at(step.day) for step in row.steps),
            "steps": [{"label": step.label, "x": at(step.day), "state": step.state.value} for step in row.steps],
        }
        for rank, row in enumerate(chart.rows)
    ]
    months = [(at(month), f"{month:%m/%Y}") for month in _months(first, last)]
    return render(
        "timeline.svg.j2", chart=chart, name=name, rows=rows, months=months, today=at(chart.on), width=WIDTH,
        height=TOP + ROW * len(rows) + 10, top=TOP - 8, left=LEFT,
    )  # fmt: skip


def _months(first: date, last: date) -> list[date]:
    """The beginnings of months between two days, no more than fit."""
    count = (last.year - first.year) * 12 + last.month - first.month
    every = -(-count // MOST_MONTHS) or 1
    starts = (first.year * 12 + first.month - 1 + step for step in range(1, count + 1, every))
    return [date(month // 12, month % 12 + 1, 1) for month in starts]
