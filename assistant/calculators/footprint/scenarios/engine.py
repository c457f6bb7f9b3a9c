"""Compute a project: each scenario over the horizon, then the scenarios two by two."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from assistant.calculators.footprint.engine import CODE_VERSION, Run, run
from assistant.calculators.footprint.registry import FactorRegistry, load_registry
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.scenarios.climate_value import SOURCE, climate_value
from assistant.calculators.footprint.scenarios.economics import economics_of
from assistant.calculators.footprint.scenarios.emissions import ONCE, Emissions, emissions_of
from assistant.calculators.footprint.scenarios.equivalents import equivalents_of
from assistant.calculators.footprint.scenarios.horizon import carbon_payback, growth, years_of
from assistant.calculators.footprint.scenarios.inputs import ProjectInput, Scenario
from assistant.calculators.footprint.scenarios.result import Comparison, ProjectResult, ScenarioResult
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.calculators.footprint.uncertainty import probability_below
from assistant.errors import InputError

CENT = Decimal("0.01")
NOT_ABATING = "« {name} » n'évite pas plus qu'il n'induit sur {years} ans."


@dataclass(frozen=True)
class _Computed:
    """A scenario computed: what it answers, and the term of its balance for the comparisons."""

    result: ScenarioResult
    balance: Term
    emissions: Emissions


def compute_project(project: ProjectInput, *, registry: FactorRegistry | None = None) -> ProjectResult:
    """The scenarios of a project and their comparisons; raises InputError for a wrong activity or input."""
    factors = registry or load_registry()
    names = [scenario.id for scenario in project.scenarios]
    if len(set(names)) != len(names):
        raise InputError("Deux scénarios portent le même identifiant.", field="scenarios")
    computed = [_scenario(scenario, project, factors) for scenario in project.scenarios]
    identity = _identity(project, computed, factors)
    return ProjectResult(
        calculation_id=f"calc-{identity[:12]}",
        content_hash=identity,
        title=project.title,
        reference=project.reference,
        start_year=project.start_year,
        horizon_years=project.horizon_years,
        perimeter=project.perimeter,
        climate_value_source=SOURCE,
        scenarios=tuple(one.result for one in computed),
        comparisons=tuple(_comparison(one, other, factors) for one, other in combinations(computed, 2)),
        warnings=_warnings(computed, project),
        registry_version=factors.version,
        code_version=CODE_VERSION,
    )


def _scenario(scenario: Scenario, project: ProjectInput, registry: FactorRegistry) -> _Computed:
    runs = _runs(scenario, registry)
    emissions = emissions_of(runs)
    trace = Trace(registry).knowing(emissions.uncertainties, emissions.labels)
    flat = (Decimal(1),) * project.horizon_years
    induced = _over_horizon("Émissions induites", emissions.induced_once, emissions.induced_yearly, flat, trace)
    avoided = _over_horizon(
        "Émissions évitées", emissions.avoided_once, emissions.avoided_yearly, growth(project), trace
    )
    balance = trace.difference("Bilan : évitées moins induites", avoided, induced)
    years = years_of(emissions, project)
    worth = sum(((year.avoided - year.induced) * climate_value(year.year, registry) for year in years), Decimal(0))
    result = ScenarioResult(
        id=scenario.id,
        name=scenario.name,
        estimates=tuple(one.result for one in runs),
        figures=(
            trace.figure("induced_total", induced, Role.INDUCED),
            trace.figure("avoided_total", avoided, Role.AVOIDED),
            trace.figure("balance", balance),
        ),
        steps=tuple(trace.steps),
        years=years,
        carbon_payback_years=carbon_payback(emissions, years),
        climate_value=worth.quantize(CENT),
        economics=economics_of(scenario, balance.value, project.horizon_years, project.discount_rate_percent),
        equivalents=equivalents_of(avoided.value, registry),
    )
    return _Computed(result=result, balance=balance, emissions=emissions)


def _runs(scenario: Scenario, registry: FactorRegistry) -> Sequence[Run]:
    runs = []
    for rank, use in enumerate(scenario.activities):
        try:
            runs.append(run(use.activity, use.inputs, registry=registry))
        except InputError as error:
            place = f"scenarios.{scenario.id}.activities.{rank}"
            field = f"{place}.{error.field}" if error.field else place
            raise InputError(f"{scenario.name} : {error}", field=field) from error
    return runs


def _over_horizon(label: str, once: Term, yearly: Term, shares: Sequence[Decimal], trace: Trace) -> Term:
    """What happens once and what happens each year, added over the horizon, in tCO2e."""
    counted = Term(label="Années comptées", value=sum(shares, Decimal(0)), unit="an")
    spread = trace.product(f"{label} par an, sur l'horizon", yearly, counted, unit=ONCE)
    return trace.total(f"{label} sur l'horizon", once, spread)


def _comparison(first: _Computed, second: _Computed, registry: FactorRegistry) -> Comparison:
    known = {**first.emissions.uncertainties, **second.emissions.uncertainties}
    trace = Trace(registry).knowing(known, {**first.emissions.labels, **second.emissions.labels})
    difference: Figure = trace.figure(
        "difference",
        trace.difference(f"{first.result.name} moins {second.result.name}", first.balance, second.balance),
    )
    return Comparison(
        first=first.result.id,
        second=second.result.id,
        difference=difference,
        probability_first_abates_more=probability_below(second.balance, first.balance, known),
    )


def _warnings(computed: Sequence[_Computed], project: ProjectInput) -> tuple[str, ...]:
    told: list[str] = []
    for one in computed:
        if one.balance.value <= 0:
            told.append(NOT_ABATING.format(name=one.result.name, years=project.horizon_years))
    if project.reference.evolution is None:
        told.append("La situation de référence est supposée ne pas évoluer sur l'horizon.")
    return tuple(told)


def _identity(project: ProjectInput, computed: Sequence[_Computed], registry: FactorRegistry) -> str:
    """The hash of all that decides the result; activities count by theirs, blind to how a unit is written."""
    told = project.model_dump(mode="json", exclude={"scenarios": {"__all__": {"activities"}}})
    estimates = [[one.content_hash for one in each.result.estimates] for each in computed]
    content = json.dumps([told, estimates, registry.version, CODE_VERSION], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
