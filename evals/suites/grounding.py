"""Grounding: is what is false marked and what is true left alone; do answers cite and quote the right passages?

Verifier. ``input``: an ``answer`` with its markers, the ``user``'s messages, the ``passages`` (id, document, heading,
part) and the ``calculations`` (id, activity, inputs) that it cites. ``expected``: the words that must be marked, none
when it is truthful. Citations: the cases of ``retrieval.regulation``, asked in conversation.
"""

from collections.abc import Sequence

from pydantic import JsonValue

from assistant.agent.answer import Answer, Citation
from assistant.agent.grounding import Grounder
from assistant.agent.grounding.quotations import CUT, FEWEST_WORDS, QUOTATION
from assistant.domain import DocumentKind
from assistant.language import normalise
from evals.cases import Case, read_as
from evals.conversing import converse
from evals.evidence import MarkedAnswer, evidence_of
from evals.judgements import Answers
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.suites.retrieval import ANSWERS, REGULATION, Question
from evals.world import World

CAUGHT, CLEAN = "caught", "clean"
PRECISION, RECALL, QUOTES, FIGURES = "citation_precision", "citation_recall", "quote_fidelity", "numeric_fidelity"


def verify(case: Case, world: World) -> JsonValue:
    """The words that are marked, how many figures are traced, and the answer as it would be shown."""
    given = read_as(MarkedAnswer, case, case.input)
    grounded = Grounder(evidence_of(given, world.factors)).ground_answer(given.answer)
    flagged = (one.text.strip() for one in grounded.unverified)
    return {"flagged": [*flagged], "traced": len(grounded.figures), "shown": grounded.text}


def score_verifier(case: Case, output: JsonValue) -> Scores:
    """``caught``: the share of the false words that are marked; ``clean``: whether no true word is."""
    assert isinstance(output, dict)
    assert isinstance(case.expected, list)
    flagged, wanted = _texts(output["flagged"]), _texts(case.expected)
    wrong = [one for one in flagged if not any(_overlap(one, words) for words in wanted)]
    caught = [any(_overlap(one, words) for one in flagged) for words in wanted]
    return {CLEAN: float(not wrong), **({CAUGHT: sum(caught) / len(caught)} if caught else {})}


def _texts(value: JsonValue) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def cite(case: Case, world: World) -> JsonValue:
    """The answer to a question: its text, the passages that it cites, its figures and what it could not trace."""
    answer = converse(world, (read_as(Question, case, case.input).question,)).last
    return answer.model_dump(mode="json", include={"answer", "citations", "figures", "unverified"})


def score_citations(case: Case, output: JsonValue) -> Scores:
    """How many citations answer, how many answers are cited; the fidelity of quotations and of figures.

    A citation counts for an expected passage when it is of the same document: an answer may quote the sentence beside.
    """
    assert isinstance(output, dict)
    answer = Answer.model_validate({**output, "tool_calls": (), "project_id": None})
    expected = read_as(Answers, case, case.expected).root
    wanted = {one.document for one in expected if one.grade >= ANSWERS}
    cited = {one.source for one in answer.citations if one.kind == DocumentKind.REGULATION}
    right = [source in {one.document for one in expected} for source in cited]
    return {
        RECALL: len(wanted & cited) / len(wanted),
        **_share(PRECISION, right),
        **_share(QUOTES, [_is_quoted(words, answer.citations) for words in _quotations(answer.answer)]),
        **_share(FIGURES, [True] * len(answer.figures) + [False] * len(answer.unverified)),
    }


def _quotations(text: str) -> list[str]:
    found = (next(filter(None, match.groups())) for match in QUOTATION.finditer(text))
    return [words for words in found if len(words.split()) >= FEWEST_WORDS]


def _is_quoted(words: str, citations: Sequence[Citation]) -> bool:
    """Whether the words of a quotation stand in a passage cited: piece by piece when cut, cell by cell for a row."""
    texts = [normalise(f"{one.title} {one.heading} {one.text}") for one in citations]
    cells = words.split("|") if "|" in words else CUT.split(words)
    pieces = [normalise(cell.rpartition(" : ")[2] if "|" in words else cell) for cell in cells]
    return any(all(piece in text for piece in pieces) for text in texts)


def _share(name: str, found: Sequence[bool]) -> dict[str, float]:
    return {name: sum(found) / len(found)} if found else {}


SUITES = (
    Suite(
        name="grounding.verifier",
        title="Marquer le faux, laisser le vrai",
        datasets=("grounding_truthful", "grounding_tampered", "hand_answers"),
        run=verify,
        score=score_verifier,
        metrics=(Metric(name=CAUGHT, title="Faux marqué"), Metric(name=CLEAN, title="Vrai laissé")),
        gates=(Gate(metric=CAUGHT, margin=0.01), Gate(metric=CLEAN, margin=0.02)),
    ),
    Suite(
        name="grounding.citations",
        title="Citer le passage qui répond",
        datasets=REGULATION.datasets,
        corpus=of_samples(),
        run=cite,
        score=score_citations,
        metrics=(
            Metric(name=PRECISION, title="Précision des citations"),
            Metric(name=RECALL, title="Rappel des citations"),
            Metric(name=QUOTES, title="Fidélité des extraits"),
            Metric(name=FIGURES, title="Fidélité des chiffres"),
        ),
        gates=(
            Gate(metric=PRECISION, margin=0.03),
            Gate(metric=RECALL, margin=0.03),
            Gate(metric=QUOTES, margin=0.01),
            Gate(metric=FIGURES, margin=0.01),
        ),
    ),
)
