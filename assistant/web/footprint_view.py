"""A computed estimate as the page shows it: each scenario alone, then side by side."""

from collections.abc import Mapping, Sequence

from assistant.calculators.footprint import FactorUse, FootprintResult, InputStatus
from assistant.calculators.footprint.scenarios import ProjectResult
from assistant.charts import BarChart, ChartTable, bar_table
from assistant.charts.footprint import balance_chart, estimate_charts
from assistant.domain import Frozen
from assistant.export.footprint import three_sentences
from assistant.web.footprint_input import Computed

MOST_SURE = 99  # percent: the model of uncertainty is never surer
STATUSES = {
    InputStatus.GIVEN: "donnée par vous",
    InputStatus.DEFAULT: "par défaut",
    InputStatus.ASSUMPTION: "hypothèse à confirmer",
}


class Drawn(Frozen):
    """A chart and the table that says the same; ``name`` is unique in the page."""

    name: str
    chart: BarChart
    table: ChartTable


class ScenarioView(Frozen):
    """One scenario with its result."""

    name: str
    result: FootprintResult
    sentences: tuple[str, str, str]
    charts: tuple[Drawn, ...]
    factors: Mapping[str, FactorUse]


class SideBySide(Frozen):
    """The figures of every scenario, a column each, and their balance over the years."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    balance: Drawn | None
    sentences: tuple[str, ...]


class OutcomeView(Frozen):
    """What the page shows once everything could be read."""

    scenarios: tuple[ScenarioView, ...]
    compared: SideBySide | None
    statuses: Mapping[InputStatus, str] = STATUSES


def outcome_of(found: Computed) -> OutcomeView | None:
    """The view of what was computed; None when nothing was."""
    if not found.results:
        return None
    return OutcomeView(
        scenarios=tuple(
            _scenario(rank, name, result)
            for rank, (name, result) in enumerate(zip(found.names, found.results, strict=True))
        ),
        compared=_side_by_side(found.names, found.results, found.comparison) if found.comparison else None,
    )


def _scenario(rank: int, name: str, result: FootprintResult) -> ScenarioView:
    charts = estimate_charts(result)
    return ScenarioView(
        name=name,
        result=result,
        sentences=three_sentences(result),
        charts=tuple(_drawn(f"chart-{rank}-{place}", chart) for place, chart in enumerate(charts)),
        factors={used.factor_id: used for used in result.factors},
    )


def _drawn(name: str, chart: BarChart) -> Drawn:
    return Drawn(name=name, chart=chart, table=bar_table(chart))


def _side_by_side(names: Sequence[str], results: Sequence[FootprintResult], comparison: ProjectResult) -> SideBySide:
    labels = {figure.name: figure.label for result in results for figure in result.figures}
    shown = [{figure.name: figure for figure in result.figures} for result in results]
    rows = [
        (label, *(one[name].display + _spread(one[name].display_interval) if name in one else "–" for one in shown))
        for name, label in labels.items()
    ]
    counts = any(figure.value for scenario in comparison.scenarios for figure in scenario.figures)
    return SideBySide(
        header=("Résultat", *names),
        rows=tuple(rows),
        balance=_drawn("balance", balance_chart(comparison)) if counts else None,
        sentences=tuple(_compared(comparison)) if counts else (),
    )


def _spread(interval: str | None) -> str:
    return f" ({interval})" if interval else ""


def _compared(comparison: ProjectResult) -> list[str]:
    names = {scenario.id: scenario.name for scenario in comparison.scenarios}
    told = []
    for one in comparison.comparisons:
        first, second = names[one.first], names[one.second]
        better, worse = (first, second) if one.difference.value >= 0 else (second, first)
        gap = one.difference.display.lstrip("-−")
        if not one.difference.value:
            told.append(f"« {first} » et « {second} » font jeu égal sur {comparison.horizon_years} ans.")
            continue
        sentence = (
            f"Sur {comparison.horizon_years} ans, « {better} » réduit les émissions de {gap} de plus que « {worse} »"
        )
        chance = one.probability_first_abates_more
        if chance is not None:
            sure = round(100 * (chance if better == first else 1 - chance))
            shown = f"plus de {MOST_SURE} %" if sure > MOST_SURE else f"{sure} %"
            sentence += f" ({shown} de chances, incertitudes connues)"
        told.append(f"{sentence}.")
    return told
