"""Retrieval of past operations like a project.

``input``: ``query``, a project as it is described. ``expected``: ``judgements``, the grade of each operation by the id
of one of its publications: of ours 2 the same object, 1 beside it; of the real ones 1 the same object, 0 another.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import JsonValue

from assistant.comparables import understand_project
from assistant.comparables.register import OperationRegister
from assistant.domain import DocumentKind
from evals.cases import Case, read_as
from evals.judgements import Judged
from evals.shared import project_descriptions, real_operations
from evals.suite import Gate, Scores, Suite
from evals.suites.retrieval import (
    ANSWERS,
    CUT,
    GATES,
    IN_CORPUS,
    METRICS,
    PRESENT,
    Query,
    listed,
    ranking,
    share_present,
)
from evals.world import ON, Corpus, World

SAME_OBJECT = 1
OPERATIONS = Path(__file__).parents[1] / "corpora" / "operations.jsonl"


def find_operations(case: Case, world: World) -> JsonValue:
    """The operations found, most alike first, and those judged, both by the id under which they are judged."""
    services, publications = world.services, _publications(world)
    query = read_as(Query, case, case.input).query
    judged = read_as(Judged, case, case.expected).judgements
    names = {publications[name]: name for name in judged if name in publications}
    request = understand_project(query, territories=services.territories, on=ON, limit=CUT)
    found = [one.operation.operation_id for one in services.comparables.search(request).operations]
    return {"found": [names.get(name, name) for name in found], "present": [*sorted(names.values())]}


@lru_cache(maxsize=1)
def _publications(world: World) -> Mapping[str, str]:
    """The id of an operation, which is that of its first publication, by the id of each of its publications."""
    groups = OperationRegister.of(world.services.store).groups
    return {one.operation.operation_id: group[0].operation.operation_id for group in groups for one in group}


def score_operations(case: Case, output: JsonValue) -> Scores:
    """The measures of a ranking of operations, and whether those that are judged are there to be found."""
    judged = read_as(Judged, case, case.expected).judgements
    return {**ranking(listed(output, "found"), judged, ANSWERS), PRESENT: share_present(set(judged), output)}


def score_real_operations(case: Case, output: JsonValue) -> Scores:
    """The measures of a ranking of real operations, of which a new publication may change the groups."""
    return ranking(listed(output, "found"), read_as(Judged, case, case.expected).judgements, SAME_OBJECT)


PROJECTS = Suite(
    name="retrieval.projects",
    title="Trouver les opérations comparables",
    datasets=("projects",),
    corpus=Corpus(name="operations", paths=(OPERATIONS,), kind=DocumentKind.PROJECT),
    run=find_operations,
    score=score_operations,
    metrics=(*METRICS, IN_CORPUS),
    gates=(*GATES, Gate(metric=PRESENT, least=1)),
)
REAL_PROJECTS = Suite(
    name="retrieval.real_projects",
    title="Trouver les opérations comparables (jeu réel)",
    datasets=(),
    loader=project_descriptions,
    corpus=real_operations(),
    run=find_operations,
    score=score_real_operations,
    metrics=METRICS,
    gates=GATES,
    fast=False,
)
SUITES = (PROJECTS, REAL_PROJECTS)
