"""The switching value (*valeur de bascule*): the value of an input at which a decision changes."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from scipy.optimize import brentq

from assistant.calculators.footprint.declared import describe
from assistant.calculators.footprint.input_spec import InputKind
from assistant.calculators.footprint.registry import FactorRegistry
from assistant.calculators.footprint.scenarios.engine import compute_project
from assistant.calculators.footprint.scenarios.inputs import ActivityUse, ProjectInput
from assistant.domain.model import Frozen
from assistant.errors import InputError

PARTS = 24  # the range of an input is looked through in so many parts, as the sign may change more than once


class SwitchingValue(Frozen):
    """The value of an input, in ``unit``, at which the balance of a scenario is null; None when it never is."""

    scenario: str
    input: str
    label: str
    unit: str
    value: Decimal | None


def switching_value(
    project: ProjectInput, scenario_id: str, rank: int, name: str, *, registry: FactorRegistry | None = None
) -> SwitchingValue:
    """Where an input of the activity of that rank switches a scenario; raises InputError for a wrong name."""
    position = next((n for n, one in enumerate(project.scenarios) if one.id == scenario_id), None)
    if position is None or not 0 <= rank < len(project.scenarios[position].activities):
        raise InputError("Ce scénario ou cette activité n'existe pas dans le projet.", field="scenario")
    used = project.scenarios[position].activities[rank]
    spec = next((one for one in describe(used.activity).inputs if one.name == name), None)
    if spec is None or spec.kind is not InputKind.NUMBER or spec.minimum is None or spec.maximum is None:
        raise InputError(f"« {name} » n'est pas une donnée chiffrée de cette activité.", field="input")

    def balance(value: float) -> float:
        shown = Decimal(f"{value:.9g}")
        changed = used.model_copy(update={"inputs": {**used.inputs, name: round(shown) if spec.integer else shown}})
        tried = compute_project(_with(project, position, rank, changed), registry=registry)
        figures = {figure.name: figure for figure in tried.scenarios[position].figures}
        return float(figures["balance"].value)

    found = _root(balance, float(spec.minimum), float(spec.maximum))
    return SwitchingValue(
        scenario=scenario_id,
        input=name,
        label=spec.label,
        unit=spec.unit,
        value=None if found is None else Decimal(f"{found:.6g}"),
    )


def _with(project: ProjectInput, position: int, rank: int, changed: ActivityUse) -> ProjectInput:
    scenario = project.scenarios[position]
    activities = (*scenario.activities[:rank], changed, *scenario.activities[rank + 1 :])
    scenarios = list(project.scenarios)
    scenarios[position] = scenario.model_copy(update={"activities": activities})
    return project.model_copy(update={"scenarios": tuple(scenarios)})


def _root(function: Callable[[float], float], low: float, high: float) -> float | None:
    """The first value of a range at which a function is null; values that a formula refuses are passed over."""
    points = [low + (high - low) * part / PARTS for part in range(PARTS + 1)]
    tried = [(point, _tried(function, point)) for point in points]
    known = [(point, value) for point, value in tried if value is not None]
    for (before, first), (after, second) in pairwise(known):
        if first == 0:
            return before
        if first * second < 0:
            return float(brentq(function, before, after, xtol=1e-9 * max(abs(before), abs(after))))
    return known[-1][0] if known and known[-1][1] == 0 else None


def _tried(function: Callable[[float], float], point: float) -> float | None:
    try:
        return function(point)
    except InputError:
        return None
