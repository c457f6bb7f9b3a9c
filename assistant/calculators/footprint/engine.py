"""Run an activity: read its inputs, compute, gather figures, trace and warnings."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module

from assistant.calculators.footprint.declared import FOLDER, ActivityDescription, describe, described
from assistant.calculators.footprint.input_spec import InputSpec
from assistant.calculators.footprint.inputs import GivenValue, Inputs, read_inputs
from assistant.calculators.footprint.inventory import count
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.registry import FactorRegistry, load_registry
from assistant.calculators.footprint.result import Figure, FootprintResult, NotEstimated
from assistant.calculators.footprint.trace import Trace

CODE_VERSION = "3"  # raise it when a formula changes
INCREASES = {
    "saved_energy": "La consommation augmente avec le projet : vérifiez les données d'avant et d'après.",
    "avoided_emissions": "Les émissions augmentent avec le projet : vérifiez les données d'avant et d'après.",
}
UNKNOWN = "Incertitude non publiée, donc non comptée dans l'intervalle : {labels}."

NOT_ESTIMATED = "Non estimé, faute de facteur que l'on puisse réutiliser : {lines}."

Formula = Callable[[Inputs, Trace], Outcome]


@dataclass(frozen=True)
class Run:
    """A calculation and its trace, whose terms others may combine."""

    result: FootprintResult
    trace: Trace


def all_activities() -> Sequence[ActivityDescription]:
    """All the activities, in the order of the guide."""
    return described()


def activity(name: str) -> ActivityDescription:
    """One activity; raises InputError naming those that exist."""
    return describe(name)


def missing_inputs(name: str, given: Mapping[str, GivenValue]) -> tuple[InputSpec, ...]:
    """The inputs worth asking for, the required ones first; raises InputError for an unknown activity."""
    inputs = activity(name).inputs
    settled = {spec.group for spec in inputs if spec.group and spec.name in given}
    missing: list[InputSpec] = []
    for spec in inputs:
        replaced = spec.required_without is not None and spec.required_without in given
        if spec.name in given or replaced or spec.group in settled or spec.refines or not spec.is_asked(given):
            continue
        missing.append(spec)
        if spec.group:
            settled.add(spec.group)
    return tuple(sorted(missing, key=lambda spec: not spec.required))


def estimate(name: str, given: Mapping[str, GivenValue], *, registry: FactorRegistry | None = None) -> FootprintResult:
    """The footprint of an activity from its inputs (numbers in the declared unit, or texts with their unit).

    Raises InputError for an unknown activity or a wrong input.
    """
    return run(name, given, registry=registry).result


def run(name: str, given: Mapping[str, GivenValue], *, registry: FactorRegistry | None = None) -> Run:
    """The footprint of an activity, with its trace; raises InputError as ``estimate`` does."""
    description = activity(name)
    factors = registry or load_registry()
    inputs = read_inputs(description.inputs, given, factors)
    trace = Trace(factors, inputs.values.values())
    outcome = _compute(description, inputs, trace)
    identity = _identity(name, inputs, factors.version)
    result = FootprintResult(
        calculation_id=f"calc-{identity[:12]}",
        content_hash=identity,
        activity=name,
        title=description.title,
        reference_scenario=description.reference_scenario,
        inputs=tuple(inputs.values.values()),
        steps=tuple(trace.steps),
        factors=trace.factors,
        choices=tuple(trace.choices),
        figures=outcome.figures,
        not_estimated=outcome.not_estimated,
        warnings=(
            *_left_out(outcome.not_estimated),
            *outcome.warnings,
            *_increases(outcome.figures),
            *trace.warnings,
            *_unknown(outcome.figures, trace),
            description.perimeter,
        ),
        registry_version=factors.version,
        code_version=CODE_VERSION,
    )
    return Run(result=result, trace=trace)


def _compute(description: ActivityDescription, inputs: Inputs, trace: Trace) -> Outcome:
    if description.is_inventory:
        return count(description, inputs, trace)
    return _formula(description.id)(inputs, trace)


@cache
def _formula(name: str) -> Formula:
    formula: Formula = import_module(f"{FOLDER}.{name}").compute
    return formula


def _increases(figures: Sequence[Figure]) -> tuple[str, ...]:
    """What to say of a saving that is negative: the project makes worse what it should reduce."""
    return tuple(INCREASES[figure.name] for figure in figures if figure.name in INCREASES and figure.value < 0)


def _left_out(not_estimated: Sequence[NotEstimated]) -> tuple[str, ...]:
    """What to say of the lines that the figures leave out for want of a factor."""
    criteria: dict[str, list[str]] = {}
    for one in not_estimated:
        criteria.setdefault(one.line, []).append(one.criterion)
    lines: dict[str, list[str]] = {}
    for line, lacking in criteria.items():
        lines.setdefault(", ".join(lacking), []).append(line)
    told = " ; ".join(f"{', '.join(names)} ({lacking})" for lacking, names in lines.items())
    return (NOT_ESTIMATED.format(lines=told),) if told else ()


def _unknown(figures: Sequence[Figure], trace: Trace) -> tuple[str, ...]:
    """What to say of the factors whose uncertainty nobody published."""
    names = dict.fromkeys(name for figure in figures for name in figure.unknown_uncertainty)
    labels = ", ".join(trace.label_of(name) for name in names)
    return (UNKNOWN.format(labels=labels),) if names else ()


def _identity(name: str, inputs: Inputs, version: str) -> str:
    values = {key: [_canonical(value.value), str(value.uncertainty_percent)] for key, value in inputs.values.items()}
    identity = json.dumps([name, values, version, CODE_VERSION], sort_keys=True)
    return hashlib.sha256(identity.encode()).hexdigest()


def _canonical(value: Decimal | str) -> str:
    """A value as it counts: the same however its decimals were written."""
    return value if isinstance(value, str) else str(value.normalize())
