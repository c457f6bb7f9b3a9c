"""The charts of an estimate and of a project: emissions, contributions, tornado, and emissions added up by year."""

from collections.abc import Mapping, Sequence

from assistant.calculators.footprint import Figure, FootprintResult, Role, Step
from assistant.calculators.footprint.rounding import show_number, spell
from assistant.calculators.footprint.scenarios import ProjectResult, ScenarioResult
from assistant.calculators.footprint.units import convert
from assistant.charts.bars import Bar, BarChart
from assistant.charts.lines import LineChart, Series

DIGITS = 2
MOST_BARS = 8
TOLD_FIRST = (Role.AVOIDED, Role.INDUCED, Role.PROJECT, Role.REFERENCE)
LEAST_BARS = 2  # one bar alone compares nothing


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


def emissions_chart(result: FootprintResult) -> BarChart | None:
    """The emissions of an estimate by what they are, side by side; None when there are not two to compare."""
    roles = [figure for figure in result.figures if figure.role is not Role.OTHER]
    shown = [figure for figure in roles if figure.unit == roles[0].unit]
    if len(shown) < LEAST_BARS:
        return None
    return BarChart(
        title="Émissions : sans le projet, avec, évitées et induites",
        description="Les émissions évitées et induites sont montrées à part, jamais soustraites l'une de l'autre.",
        unit=spell(shown[0].unit),
        bars=tuple(Bar(label=one.label, end=float(one.value), display=one.display) for one in shown),
    )


def contribution_chart(result: FootprintResult) -> BarChart | None:
    """What the emissions that the project induces, or those without it, are made of; None when they are one whole."""
    steps = {step.label: step for step in result.steps}
    for role in (Role.INDUCED, Role.REFERENCE, Role.PROJECT):
        for figure in (one for one in result.figures if one.role is role):
            parts = _parts(figure.label, steps)
            if len(parts) >= LEAST_BARS:
                return _contributions(figure, parts)
    return None


def _parts(label: str, steps: Mapping[str, Step]) -> list[Step]:
    """The steps that a sum adds up, the largest first; a sum of one is looked into."""
    parts = [steps[part] for part in steps[label].parts if part in steps] if label in steps else []
    if len(parts) == 1:
        return _parts(parts[0].label, steps)
    return sorted((part for part in parts if part.value), key=lambda part: -abs(part.value))


def _contributions(figure: Figure, parts: Sequence[Step]) -> BarChart:
    largest = parts[0]
    return BarChart(
        title=f"De quoi se compose : {figure.label}",
        description=f"En tout {figure.display}. Le premier poste est « {largest.label} » : {largest.display}.",
        unit=spell(figure.unit),
        bars=tuple(
            Bar(label=one.label, end=float(convert(one.value, one.unit, figure.unit, label=one.label)),
                display=one.display)
            for one in parts[:MOST_BARS]
        ),
    )  # fmt: skip


def estimate_charts(result: FootprintResult) -> tuple[BarChart, ...]:
    """The charts of an estimate that have something to show; the tornado is that of its first uncertain emissions."""
    emissions = (figure for figure in result.figures if figure.role is not Role.OTHER)
    uncertain = sorted(emissions, key=lambda figure: TOLD_FIRST.index(figure.role))
    tornado = next((chart for figure in uncertain if (chart := tornado_chart(figure))), None)
    return tuple(chart for chart in (emissions_chart(result), contribution_chart(result), tornado) if chart)


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
