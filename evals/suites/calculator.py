"""Calculator: the figures that were worked out by hand, and the answers of other engines.

By hand. ``input``: ``activity`` and ``inputs`` as for ``jalon footprint``. ``expected``: ``figures`` by id, and the
relative ``tolerance``. Other engines. ``input``: ``engine``, ``case`` and its
``unit``. ``expected``: what it ``told``, and the ``tolerance`` once both take its factors.
"""

from decimal import Decimal

from pydantic import JsonValue

from assistant.calculators.footprint import estimate
from assistant.domain import Frozen
from evals.cases import Case, read_as
from evals.shared import engine_answers, our_answers
from evals.suite import Gate, Metric, Scores, Suite
from evals.world import World

RIGHT, DISTANCE = "right", "distance"


class Request(Frozen):
    """An estimate as asked."""

    activity: str
    inputs: dict[str, str | float | int]


class Oracle(Frozen):
    """The figures expected, in the units of the calculator, and the share by which they may differ."""

    figures: dict[str, Decimal]
    tolerance: Decimal = Decimal("0.000001")


def compute(case: Case, world: World) -> JsonValue:
    """The figures by id, with the factors that they rest on."""
    asked = read_as(Request, case, case.input)
    result = estimate(asked.activity, asked.inputs, registry=world.factors)
    return {
        "figures": {figure.name: str(figure.value) for figure in result.figures},
        "factors": {one.factor_id: str(one.value) for one in result.factors},
    }


def score(case: Case, output: JsonValue) -> Scores:
    """The share of the expected figures that are right."""
    expected = read_as(Oracle, case, case.expected)
    assert isinstance(output, dict)
    figures = output["figures"]
    assert isinstance(figures, dict)
    right = [
        name in figures and abs(Decimal(str(figures[name])) - value) <= abs(value) * expected.tolerance
        for name, value in expected.figures.items()
    ]
    return {RIGHT: sum(right) / len(right)}


class TheirAnswer(Frozen):
    """What another engine answers, and the share by which ours may differ from it."""

    told: Decimal
    tolerance: Decimal


def answer_theirs(case: Case, _world: World) -> JsonValue:
    """Our answer with the factors and data of the other engine, then with our own."""
    with_theirs, with_ours = our_answers(case)
    return {"with_theirs": str(with_theirs), "with_ours": str(with_ours)}


def score_theirs(case: Case, output: JsonValue) -> Scores:
    """Whether the same factors give the same answer; how far our own factors carry it, which is told and not gated."""
    expected = read_as(TheirAnswer, case, case.expected)
    assert isinstance(output, dict)
    theirs, ours = (Decimal(str(output[name])) for name in ("with_theirs", "with_ours"))
    away = [abs(value - expected.told) / (abs(expected.told) or 1) for value in (theirs, ours)]
    return {RIGHT: float(away[0] <= expected.tolerance), DISTANCE: float(100 * away[1])}


SUITES = (
    Suite(
        name="calculator.footprint",
        title="Calculer l'empreinte",
        datasets=("footprint_oracles", "hand_footprint"),
        run=compute,
        score=score,
        metrics=(Metric(name=RIGHT, title="Chiffres exacts"),),
        gates=(Gate(metric=RIGHT, least=1),),
    ),
    Suite(
        name="calculator.oracles",
        title="Retrouver les réponses des autres moteurs (jeu réel)",
        datasets=(),
        loader=engine_answers,
        run=answer_theirs,
        score=score_theirs,
        metrics=(
            Metric(name=RIGHT, title="Même réponse, à facteurs égaux"),
            Metric(name=DISTANCE, title="Écart avec nos facteurs", higher_is_better=False, unit="%"),
        ),
        gates=(Gate(metric=RIGHT, least=1),),
    ),
)
