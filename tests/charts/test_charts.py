"""Charts: well-formed, told in words, the same data in their table, nothing of what they are given runs."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from assistant.calculators.footprint import Figure, estimate
from assistant.calculators.footprint.scenarios import ProjectInput, ProjectResult, compute_project
from assistant.charts import Bar, BarChart, LineChart, Series, bar_chart_svg, bar_table, line_chart_svg, line_table
from assistant.charts.axis import axis_of
from assistant.charts.footprint import balance_chart, cumulative_chart, tornado_chart

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</title><script>alert("x")</script>'


def bars(*ends: float, label: str = "Chauffage", middle: float | None = None) -> BarChart:
    found = tuple(Bar(label=f"{label} {rank}", end=end, display=f"{end:g}") for rank, end in enumerate(ends))
    return BarChart(title="Titre", description="Ce que l'on voit", unit="tCO2e", bars=found, middle=middle)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def test_a_chart_is_named_and_described_for_who_does_not_see_it() -> None:
    root = parsed(bar_chart_svg(bars(3, 5), "a"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "a-title a-desc"
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["Titre", "Ce que l'on voit"]


def test_the_length_of_a_bar_is_in_proportion() -> None:
    widths = [float(one.get("width", "")) for one in parsed(bar_chart_svg(bars(10, 20, -10), "a")).iter(f"{SVG}rect")]
    assert widths[1] == pytest.approx(2 * widths[0], abs=0.2)
    assert widths[2] == pytest.approx(widths[0], abs=0.2)


def test_the_table_says_what_the_bars_show() -> None:
    table = bar_table(bars(3, 5))
    assert table.header == ("Poste", "tCO2e")
    assert table.rows == (("Chauffage 0", "3"), ("Chauffage 1", "5"))


def test_lines_have_a_point_a_year_and_dashes_that_tell_them_apart() -> None:
    chart = LineChart(
        title="T", description="D", unit="t", years=(2027, 2028, 2029),
        series=(Series(label="induites", values=(1, 2, 3)), Series(label="évitées", values=(0, 4, 8))),
    )  # fmt: skip
    root = parsed(line_chart_svg(chart, "l"))
    assert [len(line.get("points", "").split()) for line in root.iter(f"{SVG}polyline")] == [3, 3]
    dashes = [group.get("stroke-dasharray") for group in root.iter(f"{SVG}g") if group.get("stroke-width") == "2.5"]
    assert len(set(dashes)) == 2
    assert line_table(chart).rows == (("2027", "1", "0"), ("2028", "2", "4"), ("2029", "3", "8"))


@pytest.mark.parametrize("text", [HOSTILE, "a & b < c", '"><svg onload=alert(1)>'])
def test_what_a_chart_is_given_stays_text(text: str) -> None:
    chart = bars(1, label=text).model_copy(update={"title": text, "description": text, "unit": text})
    root = parsed(bar_chart_svg(chart, "a"))
    assert root.findtext(f"{SVG}title") == text
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "title", "desc", "g", "line", "text", "rect"}


@pytest.mark.parametrize("values", [(0.0,), (0.0, 0.0), (1e-9, 2e-9), (5e11, 1.0), (-3.0, -1.0)])
def test_an_axis_holds_its_values_whatever_their_size(values: tuple[float, ...]) -> None:
    axis = axis_of(values, 0, 100)
    assert all(-0.1 <= axis.at(value) <= 100.1 for value in (*values, 0.0))
    assert len(axis.ticks) <= 9


@pytest.fixture(scope="module")
def project() -> ProjectResult:
    lighting = {"points": 420, "power_before": 150, "power_after": 45}
    return compute_project(
        ProjectInput.model_validate({
            "title": "Éclairage", "start_year": 2027, "horizon_years": 12,
            "reference": {"name": "Parc actuel", "dated": date(2026, 11, 25)},
            "scenarios": [
                {"id": "led", "name": "LED", "activities": [{"activity": "public_lighting", "inputs": lighting}]},
                {"id": "pv", "name": "Solaire", "activities": [
                    {"activity": "photovoltaics", "inputs": {"peak_power": "36 kWc"}}]},
            ],
        })
    )  # fmt: skip


def test_a_project_shows_what_each_scenario_induces_and_avoids(project: ProjectResult) -> None:
    chart = balance_chart(project)
    assert [bar.label for bar in chart.bars] == [
        "LED : induites", "LED : évitées", "Solaire : induites", "Solaire : évitées",
    ]  # fmt: skip
    assert all(bar.end <= 0 for bar in chart.bars[1::2])
    parsed(bar_chart_svg(chart, "a"))


def test_the_cumulated_emissions_of_a_scenario_are_drawn_year_by_year(project: ProjectResult) -> None:
    chart = cumulative_chart(project.scenarios[0])
    assert chart.years == tuple(range(2027, 2039))
    assert chart.series[1].values[-1] == pytest.approx(float(project.scenarios[0].years[-1].cumulative_avoided))
    parsed(line_chart_svg(chart, "l"))


def figure(hours: str) -> Figure:
    given: dict[str, str | int] = {"points": 420, "power_before": 150, "power_after": 45, "hours_before": hours}
    found = estimate("public_lighting", given).figures
    return next(one for one in found if one.name == "avoided_emissions")


def test_a_tornado_turns_around_the_value_the_widest_source_first() -> None:
    chart = tornado_chart(figure("4 000 h/an ± 60 %"))
    assert chart is not None
    assert chart.bars[0].label == "Durée d'allumage actuelle"
    assert all(bar.start < (chart.middle or 0) < bar.end for bar in chart.bars)
    root = parsed(bar_chart_svg(chart, "t"))
    assert [line.get("class") for line in root.findall(f"{SVG}line")] == ["chart-middle"]


def test_without_a_known_uncertainty_there_is_no_tornado() -> None:
    plain = estimate("public_lighting", {"points": 420, "power_before": 150, "power_after": 45}).figures[0]
    assert tornado_chart(plain) is None
