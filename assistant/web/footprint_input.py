"""An estimate as typed, computed; every wrong field is told at once, under the name that the form gives it."""

from collections.abc import Mapping
from datetime import date

from assistant.calculators.footprint import FactorRegistry, FootprintResult, activity, estimate, input_errors
from assistant.calculators.footprint.scenarios import ProjectInput, ProjectResult, compute_project
from assistant.domain import Frozen
from assistant.errors import InputError
from assistant.web.footprint_draft import FootprintDraft

HORIZON, LONGEST = 20, 60  # years
FIRST = "Projet"


class Computed(Frozen):
    """What was computed of a draft: a result a scenario, and their comparison over the years when there are several.

    ``errors`` holds the message of each wrong field; nothing is computed then, nor when nothing is typed.
    """

    names: tuple[str, ...] = ()
    results: tuple[FootprintResult, ...] = ()
    comparison: ProjectResult | None = None
    errors: Mapping[str, str] = {}


def computed(draft: FootprintDraft, registry: FactorRegistry, *, on: date) -> Computed:
    """The results of a draft; raises InputError for an unknown activity."""
    specs = activity(draft.activity).inputs
    if not any(row.values for row in draft.scenarios):
        return Computed()
    errors = _horizon_errors(draft)
    for number in range(len(draft.scenarios)):
        told = input_errors(specs, draft.inputs(number), registry)
        own = told.keys() if number == 0 else draft.scenarios[number].values.keys() & told.keys()
        errors |= {f"scenarios-{number}-{name}": told[name] for name in told if name in own}
    if errors:
        return Computed(errors=errors)
    return _results(draft, registry, on)


def _horizon_errors(draft: FootprintDraft) -> dict[str, str]:
    if not draft.horizon or (draft.horizon.isdecimal() and 1 <= int(draft.horizon) <= LONGEST):
        return {}
    return {"horizon": f"« {draft.horizon[:20]} » n'est pas un nombre d'années de 1 à {LONGEST}. Exemple : {HORIZON}."}


def _results(draft: FootprintDraft, registry: FactorRegistry, on: date) -> Computed:
    names = tuple(
        row.name or (FIRST if not rank else f"Scénario {rank + 1}") for rank, row in enumerate(draft.scenarios)
    )
    results = []
    for number in range(len(draft.scenarios)):
        try:
            results.append(estimate(draft.activity, draft.inputs(number), registry=registry))
        except InputError as error:
            field = error.field or activity(draft.activity).inputs[0].name
            return Computed(errors={f"scenarios-{number}-{field}": str(error)})
    comparison = _compared(draft, names, registry, on) if len(results) > 1 else None
    return Computed(names=names, results=tuple(results), comparison=comparison)


def _compared(draft: FootprintDraft, names: tuple[str, ...], registry: FactorRegistry, on: date) -> ProjectResult:
    described = activity(draft.activity)
    scenarios = [
        {"id": f"s{rank}", "name": name, "activities": [{"activity": draft.activity, "inputs": draft.inputs(rank)}]}
        for rank, name in enumerate(names)
    ]
    asked = {
        "title": described.title,
        "reference": {"name": described.reference_scenario[:120], "dated": on},
        "start_year": on.year + 1,
        "horizon_years": int(draft.horizon or HORIZON),
        "scenarios": scenarios,
    }
    return compute_project(ProjectInput.model_validate(asked), registry=registry)
