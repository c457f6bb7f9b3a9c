"""Retrieval: do the aids and the passages that answer come first? Past operations are in ``projects``.

Aids. ``input``: ``query``. ``expected``: ``judgements``, the grade of each aid by slug (3 to 0, 2 pays for it).
Passages. ``input``: ``question``. ``expected``: those that answer, each by ``document``, ``heading``, ``part`` under it
and ``grade`` (2 answers, 1 in part).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ir_measures import RR, R, iter_calc, nDCG
from pydantic import JsonValue

from assistant.domain import DocumentKind, Frozen
from assistant.funding import search_aids, understand
from evals.cases import Case, read_as
from evals.judgements import Answers, Judged, grades_of
from evals.shared import judged_corpus, judged_queries
from evals.suite import Gate, Metric, Run, Score, Scores, Suite, of_samples
from evals.world import ON, World

CUT = 20
ANSWERS = 2  # the grade from which a document counts as found
NDCG, RECALL, FIRST = "ndcg@10", "recall@20", "rr@10"
PRESENT = "present"
METRICS = (
    Metric(name=NDCG, title="nDCG@10"),
    Metric(name=RECALL, title="Rappel@20"),
    Metric(name=FIRST, title="Rang réciproque@10"),
)
IN_CORPUS = Metric(name=PRESENT, title="Réponse présente dans le corpus")
GATES = (Gate(metric=NDCG, margin=0.02), Gate(metric=RECALL, margin=0.02))


class Query(Frozen):
    """A request for funding, as it is written."""

    query: str


class Question(Frozen):
    """A question on the rules."""

    question: str


def find_aids(case: Case, world: World) -> JsonValue:
    """The slugs proposed, best first, and the judged ones that the corpus holds."""
    services = world.services
    query = read_as(Query, case, case.input).query
    request = understand(query, territories=services.territories, on=ON, include_closed=True, limit=CUT)
    answer = search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)
    judged = read_as(Judged, case, case.expected).judgements
    return {"found": [one.aid.slug for one in answer.listed], "present": [*sorted(world.slugs & judged.keys())]}


def find_passages(case: Case, world: World) -> JsonValue:
    """What is found, best first, and the expected passages that the corpus holds, by the names of ``PassagePlace``."""
    question = read_as(Question, case, case.input).question
    hits = world.services.knowledge.search(question, kind=DocumentKind.REGULATION, on=ON, limit=CUT)
    expected = read_as(Answers, case, case.expected).root
    present = [one.name for one in expected if one.name in world.whole_places]
    return {"found": [world.places[hit.passage.passage_id] for hit in hits], "present": [*present]}


def score_aids(case: Case, output: JsonValue) -> Scores:
    """The measures of a ranking of aids, and whether every aid that answers is there to be found."""
    judged = read_as(Judged, case, case.expected).judgements
    answering = {slug for slug, grade in judged.items() if grade >= ANSWERS}
    return {**ranking(listed(output, "found"), judged, ANSWERS), PRESENT: share_present(answering, output)}


def score_passages(case: Case, output: JsonValue) -> Scores:
    """The measures of a ranking of passages, and whether every one that answers is there to be found."""
    grades = grades_of(case)
    return {**ranking(listed(output, "found"), grades, ANSWERS), PRESENT: share_present(set(grades), output)}


def share_present(wanted: set[str], output: JsonValue) -> float:
    """The share of what is wanted that the corpus holds."""
    return len(wanted & set(listed(output, "present"))) / len(wanted) if wanted else 1.0


def listed(output: JsonValue, name: str) -> list[str]:
    """The names that an output lists under a name."""
    assert isinstance(output, dict)
    found = output[name]
    assert isinstance(found, list)
    return [str(one) for one in found]


def ranking(found: Sequence[str], grades: Mapping[str, int], relevant: int) -> Scores:
    """nDCG, recall and reciprocal rank of what is found, best first; without answer, none of them."""
    if not any(grade >= relevant for grade in grades.values()):
        return {}
    return dict(_measured(found, grades, relevant))


def _measured(found: Sequence[str], grades: Mapping[str, int], relevant: int) -> Iterator[tuple[str, float]]:
    measures = {str(nDCG @ 10): NDCG, str(R(rel=relevant) @ CUT): RECALL, str(RR(rel=relevant) @ 10): FIRST}
    run = {"q": {name: float(CUT - rank) for rank, name in enumerate(found[:CUT])} or {"": 0.0}}
    asked = (nDCG @ 10, R(rel=relevant) @ CUT, RR(rel=relevant) @ 10)
    for one in iter_calc(asked, {"q": dict(grades)}, run):
        yield measures[str(one.measure)], one.value


FUNDING = Suite(
    name="retrieval.funding",
    title="Trouver les aides",
    datasets=("funding_queries", "hand_funding"),
    corpus=of_samples(),
    run=find_aids,
    score=score_aids,
    metrics=(*METRICS, IN_CORPUS),
    gates=(*GATES, Gate(metric=PRESENT, least=1)),
)
REGULATION = Suite(
    name="retrieval.regulation",
    title="Trouver le passage qui répond",
    datasets=("regulation_questions", "hand_regulation"),
    corpus=of_samples(),
    run=find_passages,
    score=score_passages,
    metrics=(*METRICS, IN_CORPUS),
    gates=(*GATES, Gate(metric=PRESENT, least=1)),
)


def find_documents(case: Case, world: World) -> JsonValue:
    """The references of the documents found in force, best first: articles, questions."""
    services = world.services
    query = read_as(Query, case, case.input).query
    hits = services.knowledge.search(query, kind=DocumentKind.REGULATION, on=ON, limit=CUT, per_document=1)
    return {"found": [services.store.document(hit.passage.document_id).reference or "" for hit in hits]}


def score_documents(case: Case, output: JsonValue) -> Scores:
    """The measures of a ranking of documents."""
    return ranking(listed(output, "found"), read_as(Judged, case, case.expected).judgements, 1)


def score_real_aids(case: Case, output: JsonValue) -> Scores:
    """The measures of a ranking of real aids; the judgements may name some that the collection has lost since."""
    return ranking(listed(output, "found"), read_as(Judged, case, case.expected).judgements, ANSWERS)


def real(name: str, title: str, run: Run, score: Score) -> Suite:
    """A suite over a judged set of ``../shared/data``, too long for each change."""
    return Suite(
        name=f"retrieval.{name}",
        title=title,
        datasets=(),
        loader=partial(judged_queries, name.removeprefix("real_")),
        corpus=judged_corpus(name.removeprefix("real_")),
        run=run,
        score=score,
        metrics=METRICS,
        gates=GATES,
        fast=False,
    )


SUITES = (
    FUNDING,
    REGULATION,
    real("real_funding", "Trouver les aides de 2021-2022 (jeu réel)", find_aids, score_real_aids),
    real("real_crpa", "Trouver l'article du CRPA (jeu réel)", find_documents, score_documents),
    real("real_cnil", "Trouver la réponse de la CNIL (jeu réel)", find_documents, score_documents),
)
