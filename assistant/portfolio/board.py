"""The portfolio as a board: rows that a filter keeps, their totals, and what needs attention."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from assistant.calculators.greenbudget.codes import Rating
from assistant.domain import Frozen
from assistant.domain.follow_up import FollowUp
from assistant.domain.portfolio import Emissions, ProjectRow
from assistant.domain.sheet import Phase
from assistant.language import normalise
from assistant.portfolio.alerts import Alert, alerts_of


class BoardLine(Frozen):
    """A project with its follow-up and its alerts."""

    row: ProjectRow
    follow_up: FollowUp
    alerts: tuple[Alert, ...]


class BoardTotals(Frozen):
    """Sums of the lines kept, in euros and tCO2e; induced and avoided stay apart, and a project of unknown cost or
    emissions is counted as such, never as zero."""

    projects: int
    cost_excl_tax: Decimal
    without_cost: int
    asked: Decimal
    obtained: Decimal
    spent: Decimal
    emissions: Emissions
    without_emissions: int
    climate: dict[Rating, Decimal]


class Filters(Frozen):
    """Which projects to keep; an empty filter keeps all."""

    text: str = ""
    phase: Phase | None = None
    with_alerts: bool = False

    def keeps(self, line: BoardLine) -> bool:
        """Whether a line passes."""
        row = line.row
        told = normalise(" ".join((row.title, row.owner, row.territory, row.words)))
        is_named = all(word in told for word in normalise(self.text).split())
        return is_named and self.phase in (None, row.phase) and (bool(line.alerts) or not self.with_alerts)


class Board(Frozen):
    """The lines kept, their totals, and all their alerts in the order in which to look at them."""

    lines: tuple[BoardLine, ...]
    totals: BoardTotals
    alerts: tuple[Alert, ...]


def board_of(
    rows: Iterable[ProjectRow], follow_ups: Mapping[str, FollowUp], *, on: date, filters: Filters | None = None
) -> Board:
    """The board of some projects on a day."""
    lines = (_line(row, follow_ups.get(row.project_id, FollowUp(project_id=row.project_id)), on) for row in rows)
    kept = tuple(line for line in lines if (filters or Filters()).keeps(line))
    alerts = sorted((alert for line in kept for alert in line.alerts), key=lambda alert: alert.rank)
    return Board(lines=kept, totals=totals_of(kept), alerts=tuple(alerts))


def totals_of(lines: Sequence[BoardLine]) -> BoardTotals:
    """The sums of some lines."""
    costs = [line.row.cost_excl_tax for line in lines if line.row.cost_excl_tax is not None]
    emissions = [line.row.emissions for line in lines if line.row.emissions is not None]
    return BoardTotals(
        projects=len(lines),
        cost_excl_tax=sum(costs, Decimal(0)),
        without_cost=len(lines) - len(costs),
        asked=sum((line.follow_up.asked for line in lines), Decimal(0)),
        obtained=sum((line.follow_up.obtained for line in lines), Decimal(0)),
        spent=sum((line.follow_up.spent for line in lines), Decimal(0)),
        emissions=sum(emissions, Emissions()),
        without_emissions=len(lines) - len(emissions),
        climate={
            rating: amount
            for rating in Rating
            if (amount := sum((line.row.climate.get(rating, Decimal(0)) for line in lines), Decimal(0)))
        },
    )


def _line(row: ProjectRow, follow_up: FollowUp, on: date) -> BoardLine:
    return BoardLine(row=row, follow_up=follow_up, alerts=alerts_of(row, follow_up, on))
