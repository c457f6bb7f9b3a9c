"""The charts of an estimate and of a project: contributions, tornado, emissions added up over the years."""

from assistant.calculators.footprint import Figure
from assistant.calculators.footprint.rounding import show_number, spell
from assistant.calculators.footprint.scenarios import ProjectResult, ScenarioResult
from assistant.charts.bars import Bar, BarChart
from assistant.charts.lines import LineChart, Series

DIGITS = 2
MOST_BARS = 8


def tornado_chart(figure: Figure) -> BarChart | None:
    """What each uncertain source does alone to a figure; None when no uncertainty is known."""
    if not figure.contributions:
        return None
    unit = spell(figure.unit)
    bars = tuple(
        Bar(
            label=one.label,
            start=float(one.low),
            end=float(one.high),
            display=f"{show_number(one.low, DIGITS)} à {show_number(one.high, DIGITS)}",
        )
        for one in figure.contributions[:MOST_BARS]
    )
    widest = figure.contributions[0]
    return BarChart(
        title=f"Ce qui fait varier le résultat : {figure.label}",
        description=(
            f"Valeur centrale {figure.display}. La source la plus incertaine est « {widest.label} », qui fait à elle "
            f"seule {show_number(widest.share_percent, DIGITS)} % de la variance. Bornes à 95 %."
        ),
        unit=unit,
        bars=bars,
        middle=float(figure.value),
    )


def balance_chart(result: ProjectResult) -> BarChart:
    """Induced and avoided emissions of each scenario over the horizon, side by side."""
    bars = tuple(
        Bar(label=f"{scenario.name} : {word}", end=sign * float(figure.value), display=figure.display)
        for scenario in result.scenarios
        for figure, word, sign in zip(scenario.figures, ("induites", "évitées"), (1, -1), strict=False)
    )
    return BarChart(
        title=f"Émissions induites et évitées sur {result.horizon_years} ans",
        description="Les émissions induites sont à droite de zéro, les émissions évitées à gauche.",
        unit="tCO2e",
        bars=bars,
    )


def cumulative_chart(scenario: ScenarioResult) -> LineChart:
    """Emissions induced and avoided, added up year after year: they cross at the carbon payback."""
    payback = scenario.carbon_payback_years
    crossing = f"Elles se croisent après {payback} ans." if payback else "Elles ne se croisent pas."
    return LineChart(
        title=f"Émissions cumulées : {scenario.name}",
        description=f"Émissions induites et évitées depuis le début du projet. {crossing}".replace(".0 ans", " ans"),
        unit="tCO2e",
        years=tuple(year.year for year in scenario.years),
        series=(
            Series(label="induites, cumulées", values=tuple(float(y.cumulative_induced) for y in scenario.years)),
            Series(label="évitées, cumulées", values=tuple(float(y.cumulative_avoided) for y in scenario.years)),
        ),
    )
