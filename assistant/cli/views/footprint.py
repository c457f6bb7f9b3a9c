"""Estimates and projects on a terminal."""

import json
from collections.abc import Iterator, Sequence

from assistant.calculators.footprint import (
    ActivityDescription,
    Figure,
    FootprintResult,
    InputSpec,
    load_registry,
    shown_default,
)
from assistant.calculators.footprint.rounding import show, spell
from assistant.calculators.footprint.scenarios import Economics, ProjectResult, ScenarioResult
from assistant.language.display import format_date, format_decimal, format_percent, format_quantity

VALUE_DIGITS = 2  # a value of the registry is not known better
MOST = 99


def footprint_text(result: FootprintResult) -> str:
    """An estimate on a terminal."""
    lines = [f"{result.title} ({result.calculation_id})", f"Référence : {result.reference_scenario}.", ""]
    lines += map(_figure_text, result.figures)
    lines += ["", "Données :", *(f"- {value.sentence}" for value in result.inputs)]
    lines += ["", "Calcul :", *(f"- {s.label} = {s.equation}" for s in result.steps)]
    lines += ["", "Facteurs :"]
    lines += [
        f"- {f.label} : {format_quantity(f.value, spell(f.unit))}, {f.source} ({f.locator})" for f in result.factors
    ]
    for choice in result.choices:
        lines.append(f"  choix : {choice.asked} → {choice.factor_id}, par {choice.rule}")
        lines += [f"  écarté : {one.factor_id}, {one.reason}" for one in choice.rejected]
    return "\n".join([*lines, "", *(f"À savoir : {warning}" for warning in result.warnings)])


def _figure_text(figure: Figure) -> str:
    return f"{figure.label} : {figure.display}" + (f" ({figure.display_interval})" if figure.display_interval else "")


def project_text(result: ProjectResult) -> str:
    """A project and its scenarios on a terminal."""
    reference = result.reference
    lines = [
        f"{result.title} ({result.calculation_id})",
        f"Référence : {reference.name}, au {format_date(reference.dated)}.",
        f"Horizon : {result.horizon_years} ans à partir de {result.start_year}.",
    ]
    if reference.evolution:
        change = format_percent(reference.evolution.percent_per_year)
        lines.append(f"Évolution de la référence : {change} par an ({reference.evolution.because}).")
    for scenario in result.scenarios:
        lines += ["", *_scenario_lines(scenario, result.horizon_years)]
    names = {scenario.id: scenario.name for scenario in result.scenarios}
    for one in result.comparisons:
        lines += ["", f"{names[one.first]} face à {names[one.second]} : {one.difference.display} d'écart"]
        if one.probability_first_abates_more is not None:
            share = _chance(one.probability_first_abates_more)
            lines.append(f"Chances que « {names[one.first]} » réduise davantage, incertitudes connues : {share}.")
    return "\n".join([*lines, "", *(f"À savoir : {warning}" for warning in result.warnings)])


def _scenario_lines(scenario: ScenarioResult, horizon: int) -> Iterator[str]:
    yield scenario.name
    yield from (f"  {_figure_text(figure)}" for figure in scenario.figures)
    payback = scenario.carbon_payback_years
    reached = f"{format_decimal(payback)} ans" if payback else "immédiat"
    yield f"  Temps de retour carbone : {reached if payback is not None else f'pas atteint en {horizon} ans'}"
    yield f"  Valeur de l'action pour le climat : {show(scenario.climate_value, '€', VALUE_DIGITS)}"
    if scenario.economics:
        yield from _economics_lines(scenario.economics)
    yield from (f"  Émissions évitées, soit environ {one.display} ({one.source})" for one in scenario.equivalents)


def _chance(probability: float) -> str:
    """A probability in percent; never a certainty."""
    percent = round(100 * probability)
    return "plus de 99 %" if percent > MOST else "moins de 1 %" if percent < 1 else format_percent(percent)


def _economics_lines(told: Economics) -> Iterator[str]:
    rows = [
        ("Temps de retour simple", told.simple_payback_before_subsidy, told.simple_payback_after_subsidy, "ans"),
        (f"Valeur actuelle nette à {format_percent(told.discount_rate_percent or 0)}", told.npv_before_subsidy,
         told.npv_after_subsidy, "€ HT"),
    ]  # fmt: skip
    rows += [
        (one.label[0].upper() + one.label[1:], one.before_subsidy, one.after_subsidy, "€ HT/tCO2e")
        for one in told.abatement_costs
    ]
    for label, before, after, unit in rows:
        if before is not None and after is not None:
            decimals = 1 if unit == "ans" else 0
            first, second = (format_quantity(value, unit, decimals=decimals) for value in (before, after))
            yield f"  {label} : {first} avant subvention, {second} après"


def activities_text(found: Sequence[ActivityDescription]) -> str:
    """The activities by theme."""
    lines: list[str] = []
    for theme in dict.fromkeys(one.theme for one in found):
        lines += ["", theme, *(f"  {one.id} : {one.title}" for one in found if one.theme == theme)]
    return "\n".join(lines).strip()


def activity_text(described: ActivityDescription) -> str:
    """An activity and its inputs."""
    lines = [described.title, f"Référence : {described.reference_scenario}.", described.perimeter, ""]
    example = json.dumps({"activity": described.id, "inputs": dict(described.example)}, ensure_ascii=False)
    return "\n".join([*lines, *map(_input_text, described.inputs), "", f"Exemple : {example}"])


def _input_text(spec: InputSpec) -> str:
    if spec.choices:
        kind = " ou ".join(f"{choice.value} ({choice.label})" for choice in spec.choices)
    else:
        kind = f"en {spell(spec.unit)}"
    taken = shown_default(spec, load_registry()) or "une valeur de référence selon le choix"
    default = f", sinon {taken}" if spec.default is not None else ""
    return f"- {spec.name}{' (obligatoire)' if spec.required else ''} : {spec.label}, {kind}{default}"
