"""What a judge said of a request: the grade of each aid, operation or article, or of each passage."""

from pydantic import Field, JsonValue, RootModel

from assistant.domain import Frozen
from evals.cases import Case, read_as
from evals.places import PassagePlace


class Judged(Frozen):
    """The grade of each judged document, by slug or reference; ``facets`` are what the request says."""

    judgements: dict[str, int]
    facets: dict[str, JsonValue] = Field(default_factory=dict)


class Answering(PassagePlace):
    """A passage that answers, and how well."""

    grade: int = Field(default=2, ge=1)


class Answers(RootModel[tuple[Answering, ...]]):
    """The passages that answer."""


def grades_of(case: Case) -> dict[str, int]:
    """The grade of each passage that answers a question, by its name."""
    return {one.name: one.grade for one in read_as(Answers, case, case.expected).root}
