"""What a comparison of scenarios says, one sentence a fact: induced and avoided emissions stand apart."""

from collections.abc import Iterator
from decimal import Decimal

from assistant.calculators.footprint import Figure
from assistant.calculators.footprint.scenarios import Economics, ProjectResult, ScenarioResult
from assistant.language.display import format_date, format_decimal, format_euros, format_percent

NEVER = "n'est pas atteint"


def scenario_sentences(result: ProjectResult) -> list[str]:
    """The sentences of a comparison: its frame, each scenario, then the scenarios two by two and the warnings."""
    told = [sentence for scenario in result.scenarios for sentence in _scenario(scenario, result)]
    return [*_frame(result), *told, *comparison_sentences(result), *result.warnings]


def frame_sentence(result: ProjectResult) -> str:
    """What is compared, over which years and with what."""
    years = f"{result.horizon_years} ans à partir de {result.start_year}"
    name, dated = result.reference.name, format_date(result.reference.dated)
    return f"{result.title} : comparaison sur {years}, à la référence « {name} » du {dated}."


def _frame(result: ProjectResult) -> Iterator[str]:
    reference = result.reference
    yield frame_sentence(result)
    if reference.evolution:
        percent = format_percent(reference.evolution.percent_per_year)
        yield f"Les émissions de la référence évoluent de {percent} par an : {reference.evolution.because}."


def _scenario(scenario: ScenarioResult, result: ProjectResult) -> Iterator[str]:
    name = scenario.name
    for figure in scenario.figures:
        yield f"{name} : {_shown(figure)}."
    payback = scenario.carbon_payback_years
    yield f"{name} : le temps de retour carbone {NEVER if payback is None else 'est de ' + _years(payback)}."
    worth = format_euros(scenario.climate_value)
    yield f"{name} : le bilan vaut {worth} pour le climat ({result.climate_value_source})."
    if scenario.economics:
        yield from (f"{name} : {sentence}." for sentence in _economics(scenario.economics))
    else:
        yield f"{name} : ni temps de retour ni coût de la tonne, faute d'investissement et de coût annuel."
    for equivalent in scenario.equivalents:
        yield f"{name} : les émissions évitées valent {equivalent.display} ({equivalent.source})."


def _economics(economics: Economics) -> Iterator[str]:
    yield (
        f"investissement de {format_euros(economics.investment)} HT, subventions de {format_euros(economics.subsidy)}, "
        f"coût annuel de {format_euros(economics.yearly_cost)} HT par rapport à la référence"
    )
    before, after = economics.simple_payback_before_subsidy, economics.simple_payback_after_subsidy
    yield f"temps de retour simple avant subvention : {_payback(before)} ; après subvention : {_payback(after)}"
    if economics.discount_rate_percent is not None:
        rate = format_percent(economics.discount_rate_percent)
        before, after = economics.npv_before_subsidy, economics.npv_after_subsidy
        yield f"valeur actuelle nette au taux de {rate}, avant subvention : {_euros(before)} ; après : {_euros(after)}"
    for cost in economics.abatement_costs:
        before, after = cost.before_subsidy, cost.after_subsidy
        yield f"{cost.label}, avant subvention : {_euros(before)} ; après : {_euros(after)}"


def comparison_sentences(result: ProjectResult) -> Iterator[str]:
    """How much more one scenario avoids than another, and how probably, two by two."""
    names = {scenario.id: scenario.name for scenario in result.scenarios}
    for one in result.comparisons:
        yield f"Écart de bilan, {_shown(one.difference)}."
        if one.probability_first_abates_more is not None:
            percent = format_percent(round(Decimal(str(one.probability_first_abates_more)) * 100))
            yield f"Probabilité que {names[one.first]} évite plus que {names[one.second]} : {percent}."


def _shown(figure: Figure) -> str:
    interval = f" ({figure.display_interval})" if figure.display_interval else ""
    return f"{figure.label} : {figure.display}{interval}"


def _years(years: Decimal) -> str:
    return f"{format_decimal(years)} {'ans' if years >= 2 else 'an'}"


def _payback(years: Decimal | None) -> str:
    return "jamais" if years is None else _years(years)


def _euros(amount: Decimal | None) -> str:
    return "non calculable" if amount is None else format_euros(amount)
