"""The page of a run: one self-contained file, each picture with its table, every failure with what explains it."""

import json
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic import JsonValue

from assistant.charts import Bar, BarChart, LineChart, Series, bar_chart_svg, line_chart_svg, line_table
from assistant.domain import Frozen
from evals.record import RunRecord, SuiteResult
from evals.report.words import interval, number, verdict
from evals.slices import worst
from evals.suite import Suite

LONGEST = 6000  # characters of an output: a page of twenty whole conversations would not open
RUNS_SHOWN = 12


class _Trend(Frozen):
    """The means of past runs, oldest first, and the day of each."""

    chart: LineChart
    days: tuple[str, ...]


def report_page(record: RunRecord, suites: Mapping[str, Suite], past: Sequence[RunRecord]) -> str:
    """The HTML of a run; ``past`` are the runs before it, oldest first."""
    environment = Environment(
        loader=PackageLoader("evals.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"json": _pretty, "interval": interval, "number": number, "verdict": verdict}
    shown = [_shown(result, suites[result.name], [*past, record]) for result in record.suites if not result.skipped]
    skipped = [result for result in record.suites if result.skipped]
    return environment.get_template("page.html.j2").render(record=record, shown=shown, skipped=skipped)


def _shown(result: SuiteResult, suite: Suite, runs: Sequence[RunRecord]) -> dict[str, object]:
    name = suite.name.replace(".", "-")
    bars, trend = _bars(result, suite), _trend(suite, runs)
    return {
        "id": name,
        "result": result,
        "metrics": [metric for metric in suite.metrics if metric.name in result.metrics],
        "chart": Markup(bar_chart_svg(bars, name)) if bars else "",  # noqa: S704 - our own template, which escapes
        "trend": Markup(line_chart_svg(trend.chart, f"{name}-trend")) if trend else "",  # noqa: S704 - the same
        "trend_table": line_table(trend.chart) if trend else None,
        "days": trend.days if trend else (),
        "worst": worst(suite, result),
    }


def _bars(result: SuiteResult, suite: Suite) -> BarChart | None:
    shares = [one for one in suite.metrics if one.name in suite.shares & result.metrics.keys()]
    if not shares:
        return None
    return BarChart(
        title=f"Mesures de {suite.name}",
        description="Moyennes entre 0 et 1 ; le tableau qui suit les redonne avec leurs intervalles.",
        unit="de 0 à 1",
        bars=tuple(
            Bar(label=one.title, end=result.metrics[one.name].mean, display=number(result.metrics[one.name].mean))
            for one in shares
        ),
    )


def _trend(suite: Suite, runs: Sequence[RunRecord]) -> _Trend | None:
    """The means of the runs that have every share of the last one; None for a first run."""
    found = [(run, dict(_means(suite, run))) for run in runs]
    names = list(found[-1][1])
    kept = [(run, means) for run, means in found if names and set(names) <= means.keys()][-RUNS_SHOWN:]
    if len(kept) < 2:
        return None
    chart = LineChart(
        title=f"Évolution de {suite.name}",
        description="Moyenne de chaque mesure, du plus ancien passage au plus récent.",
        unit="de 0 à 1, selon le passage",
        years=tuple(range(1, len(kept) + 1)),
        series=tuple(Series(label=name, values=tuple(means[name] for _, means in kept)) for name in names),
    )
    return _Trend(chart=chart, days=tuple(f"{run.started_at:%d/%m/%Y %H:%M}, {run.versions.commit}" for run, _ in kept))


def _means(suite: Suite, run: RunRecord) -> Iterator[tuple[str, float]]:
    result = next((one for one in run.suites if one.name == suite.name), None)
    for metric in suite.metrics:
        if result and metric.name in suite.shares & result.metrics.keys():
            yield metric.title, result.metrics[metric.name].mean


def _pretty(value: JsonValue) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […] ({len(text)} caractères, tout est dans le JSON)"
