"""Calculator: the figures that were worked out by hand or by another engine.

``input``: ``activity`` and ``inputs`` as for ``jalon footprint``. ``expected``: ``figures`` by id, and the relative
``tolerance`` that the oracle grants.
"""

from decimal import Decimal

from pydantic import JsonValue

from assistant.calculators.footprint import estimate
from assistant.domain import Frozen
from evals.cases import Case, read_as
from evals.suite import Gate, Metric, Scores, Suite
from evals.world import World

RIGHT = "right"


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
)
