"""Robustness: whatever a server of language models sends back, nothing false is shown and nothing breaks.

``input``: what the server ``does``, as ``evals/endpoint/scenarios.toml`` has it answer; nothing is expected.
"""

from pydantic import JsonValue

from evals.cases import Case, Dataset, made_dataset
from evals.endpoint.scenarios import load_scenarios
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.world import World

HANDLED = "handled"
SEEDS = 1  # one filling of each scenario; ``python -m evals.robustness`` plays more
HEADER = {
    "schema": "jalon.endpoints/1",
    "version": "1.0.0",
    "licence": "MIT",
    "origin": "Written for Jalon",
    "description": "Ways for an endpoint to misbehave.",
}


def endpoints() -> Dataset:
    """The ways for an endpoint to misbehave, a case each."""
    cases = (
        Case(id=one.id, split="dev", slices={"kind": one.kind}, input={"does": one.does}, expected=[])
        for one in load_scenarios()
    )
    return made_dataset("endpoints", cases, **HEADER)


def endure(case: Case, world: World) -> JsonValue:
    """What was shown, and what is wrong with it."""
    from evals.robustness import run

    scenarios = [one for one in load_scenarios() if one.id == case.id]
    return [one.model_dump(mode="json") for one in run(world.services.settings, seeds=SEEDS, scenarios=scenarios)]


def score_endurance(case: Case, output: JsonValue) -> Scores:
    """Whether nothing is wrong."""
    return {HANDLED: float(not explain_endurance(case, output))}


def explain_endurance(_case: Case, output: JsonValue) -> list[str]:
    """What is wrong."""
    assert isinstance(output, list)
    return [str(problem) for one in output if isinstance(one, dict) for problem in _listed(one["problems"])]


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


SUITES = (
    Suite(
        name="robustness.endpoint",
        title="Tenir devant un serveur de modèle défaillant",
        datasets=(),
        loader=endpoints,
        corpus=of_samples(),
        run=endure,
        score=score_endurance,
        explain=explain_endurance,
        metrics=(Metric(name=HANDLED, title="Rien de faux montré"),),
        gates=(Gate(metric=HANDLED, least=1),),
        fast=False,
    ),
)
