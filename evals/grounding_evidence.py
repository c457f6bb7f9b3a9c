"""The evidence of a case of the grounding sets: shipped passages, calculations run, the words of the user."""

import json
from functools import cache

from pydantic import Field, model_validator

from assistant.agent.evidence import Evidence
from assistant.calculators.financing import PlanInput, PlanResult, check_plan
from assistant.calculators.footprint import FootprintResult, estimate
from assistant.domain import Frozen
from evals.corpus import PassageReference, passage_at


class CitedPassage(PassageReference):
    """A passage of the evidence, and the id by which the answer cites it («[p:id]»)."""

    id: str


class Calculation(Frozen):
    """A calculation of the evidence («[c:id]»): an activity with its inputs, or a financing plan."""

    id: str
    activity: str | None = None
    inputs: dict[str, str] = Field(default_factory=dict)
    plan: PlanInput | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Calculation":
        if (self.activity is None) == (self.plan is None):
            raise ValueError("activity ou plan : l'un des deux")
        return self


class GroundingInput(Frozen):
    """An answer with its markers, and what the conversation had found."""

    user: tuple[str, ...] = ()
    passages: tuple[CitedPassage, ...] = ()
    calculations: tuple[Calculation, ...] = ()
    answer: str


def evidence_of(given: GroundingInput) -> Evidence:
    """The evidence of a case, under its own ids; raises InputError for what the corpus or a calculator lacks."""
    evidence = Evidence(given.user)
    for one in given.passages:
        passage = passage_at(PassageReference(document=one.document, heading=one.heading, part=one.part))
        evidence.passages[one.id] = passage.model_copy(update={"passage_id": one.id})
    for calculation in given.calculations:
        if calculation.plan:
            plan: PlanResult = check_plan(calculation.plan)
            evidence.financing_plans[calculation.id] = plan.model_copy(update={"calculation_id": calculation.id})
        elif calculation.activity:
            result = _estimated(calculation.activity, json.dumps(calculation.inputs, sort_keys=True))
            evidence.footprints[calculation.id] = result.model_copy(update={"calculation_id": calculation.id})
    return evidence


@cache
def _estimated(activity: str, inputs: str) -> FootprintResult:
    return estimate(activity, json.loads(inputs))
