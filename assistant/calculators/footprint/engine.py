"""Run an activity: read its inputs, compute, gather figures, trace and warnings."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files

from assistant.calculators.footprint.inputs import GivenValue, Inputs, InputSpec, read_inputs
from assistant.calculators.footprint.registry import FactorRegistry, load_registry
from assistant.calculators.footprint.result import Figure, FootprintResult
from assistant.calculators.footprint.trace import Trace
from assistant.domain.model import Frozen
from assistant.errors import InputError

CODE_VERSION = "1"  # raise it when a formula changes
ACTIVITIES = (
    "public_lighting",
    "building_heating",
    "photovoltaics",
    "vehicle_replacement",
    "modal_shift",
    "digital_equipment",
)
INCREASES = {
    "saved_energy": "La consommation augmente avec le projet : vérifiez les données d'avant et d'après.",
    "avoided_emissions": "Les émissions augmentent avec le projet : vérifiez les données d'avant et d'après.",
}


class Outcome(Frozen):
    """What an activity's formula gives beside its trace."""

    figures: tuple[Figure, ...]
    warnings: tuple[str, ...] = ()


class ActivityDescription(Frozen):
    """An activity as declared in its data file; ``perimeter`` says what is counted and what is not."""

    id: str
    title: str
    reference_scenario: str
    perimeter: str
    inputs: tuple[InputSpec, ...]


Formula = Callable[[Inputs, Trace], Outcome]


def activities() -> tuple[ActivityDescription, ...]:
    """All the activities, in the order of the guide."""
    return tuple(_describe(activity) for activity in ACTIVITIES)


def activity(name: str) -> ActivityDescription:
    """One activity; raises InputError naming those that exist."""
    if name not in ACTIVITIES:
        raise InputError(f"Activité inconnue : « {name[:60]} ». Activités : {', '.join(ACTIVITIES)}.", field="activity")
    return _describe(name)


@cache
def _describe(name: str) -> ActivityDescription:
    text = (files("assistant.calculators.footprint.activities") / f"{name}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return ActivityDescription.model_validate({"id": name, **content, "inputs": content["inputs"]})


def missing_inputs(name: str, given: Mapping[str, GivenValue]) -> tuple[InputSpec, ...]:
    """The inputs worth asking for, the required ones first; raises InputError for an unknown activity."""
    inputs = activity(name).inputs
    settled = {spec.group for spec in inputs if spec.group and spec.name in given}
    missing: list[InputSpec] = []
    for spec in inputs:
        replaced = spec.required_without is not None and spec.required_without in given
        if spec.name in given or replaced or spec.group in settled or not _is_asked(spec, given):
            continue
        missing.append(spec)
        if spec.group:
            settled.add(spec.group)
    return tuple(sorted(missing, key=lambda spec: not spec.required))


def _is_asked(spec: InputSpec, given: Mapping[str, GivenValue]) -> bool:
    conditions = (condition.partition("=") for condition in spec.asked_with)
    return not spec.asked_with or any(
        name in given and value in {"", str(given[name])} for name, _, value in conditions
    )


def estimate(name: str, given: Mapping[str, GivenValue], *, registry: FactorRegistry | None = None) -> FootprintResult:
    """The footprint of an activity from its inputs (numbers in the declared unit, or texts with their unit).

    Raises InputError for an unknown activity or a wrong input.
    """
    description = activity(name)
    factors = registry or load_registry()
    inputs = read_inputs(description.inputs, given, factors)
    trace = Trace(factors)
    formula: Formula = import_module(f"assistant.calculators.footprint.activities.{name}").compute
    outcome = formula(inputs, trace)
    return FootprintResult(
        calculation_id=_identity(name, inputs, factors.version),
        activity=name,
        title=description.title,
        reference_scenario=description.reference_scenario,
        inputs=tuple(inputs.values.values()),
        steps=tuple(trace.steps),
        factors=trace.factors,
        figures=outcome.figures,
        warnings=(*outcome.warnings, *_increases(outcome.figures), description.perimeter),
        registry_version=factors.version,
        code_version=CODE_VERSION,
    )


def _increases(figures: Sequence[Figure]) -> tuple[str, ...]:
    """What to say of a saving that is negative: the project makes worse what it should reduce."""
    return tuple(INCREASES[figure.name] for figure in figures if figure.name in INCREASES and figure.value < 0)


def _identity(name: str, inputs: Inputs, version: str) -> str:
    values = {key: str(value.value) for key, value in inputs.values.items()}
    identity = json.dumps([name, values, version, CODE_VERSION], sort_keys=True)
    return "calc-" + hashlib.sha256(identity.encode()).hexdigest()[:12]
