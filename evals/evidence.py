"""The evidence of a case of the grounding sets: shipped passages, calculations run, the words of the user."""

from pydantic import Field, model_validator

from assistant.agent.evidence import Evidence
from assistant.calculators.financing import PlanInput, check_plan
from assistant.calculators.footprint import FactorRegistry, estimate
from assistant.domain import Frozen
from evals.corpus import passage_at
from evals.places import PassagePlace


class CitedPassage(PassagePlace):
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


class MarkedAnswer(Frozen):
    """An answer with its markers, and what the conversation had found."""

    answer: str
    user: tuple[str, ...] = ()
    passages: tuple[CitedPassage, ...] = ()
    calculations: tuple[Calculation, ...] = ()


def evidence_of(given: MarkedAnswer, factors: FactorRegistry) -> Evidence:
    """The evidence of a case, under its own ids; raises InputError for what the corpus or a calculator lacks."""
    evidence = Evidence(given.user)
    for one in given.passages:
        evidence.passages[one.id] = passage_at(one).model_copy(update={"passage_id": one.id})
    for calculation in given.calculations:
        told = {"calculation_id": calculation.id}
        if calculation.plan:
            evidence.financing_plans[calculation.id] = check_plan(calculation.plan).model_copy(update=told)
        elif calculation.activity:
            result = estimate(calculation.activity, calculation.inputs, registry=factors)
            evidence.footprints[calculation.id] = result.model_copy(update=told)
    return evidence
