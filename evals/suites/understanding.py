"""Understanding: the facets of a request for funding, and the quantities of a sentence.

Facets. ``input``: ``query``. ``expected``: ``facets``, by name the values that must be read; ``also`` those that may.
Quantities. ``input``: ``text``. ``expected``: what it says, each by its ``kind``, ``value`` and ``unit``; dates, which
are not quantities, are left out here.
"""

from decimal import Decimal

from pydantic import Field, JsonValue, RootModel

from assistant.domain import Frozen
from assistant.funding import FacetName, understand
from assistant.language import read_amounts, read_bare_amounts, read_quantities
from assistant.language.units import same_quantity
from evals.cases import Case, read_as
from evals.shared import facet_requests
from evals.suite import Gate, Metric, Scores, Suite
from evals.suites.retrieval import Query
from evals.world import ON, World

EXACT, PRECISION, RECALL = "exact", "precision", "recall"
EURO, DATE = "€", "date"


class Facets(Frozen):
    """The values of each facet; «?» stands for any value, or none."""

    facets: dict[str, tuple[str, ...]]
    also: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Text(Frozen):
    """A sentence."""

    text: str


class Value(Frozen):
    """A quantity: a number and its unit, None when it counts things, whose ``noun`` is then given."""

    kind: str = ""
    value: str
    unit: str | None = None
    noun: str | None = None
    tax: str | None = None


class Values(RootModel[tuple[Value, ...]]):
    """What a sentence says."""


def read_facets(case: Case, world: World) -> JsonValue:
    """The values read, by facet."""
    request = understand(read_as(Query, case, case.input).query, territories=world.territories, on=ON)
    read = {name.value: [facet.value for facet in request.named(name)] for name in FacetName}
    return {name: [*values] for name, values in read.items() if values}


def score_facets(case: Case, output: JsonValue) -> Scores:
    """The share of the facets, read or to be read, that are exactly right."""
    expected = read_as(Facets, case, case.expected)
    assert isinstance(output, dict)
    right = [_is_right(name, expected, output.get(name)) for name in {*expected.facets, *output}]
    return {EXACT: sum(right) / len(right) if right else 1.0}


def _is_right(name: str, expected: Facets, found: JsonValue) -> bool:
    wanted = set(expected.facets.get(name, ()))
    read = {str(one) for one in found} if isinstance(found, list) else set()
    return "?" in wanted or wanted <= read <= {*wanted, *expected.also.get(name, ())}


def read_values(case: Case, _world: World) -> JsonValue:
    """The amounts and the quantities read."""
    text = read_as(Text, case, case.input).text
    amounts = {one.start: one.value for one in (*read_amounts(text), *read_bare_amounts(text))}
    quantities = [one for one in read_quantities(text) if one.start not in amounts]
    found = [*((one, EURO) for one in amounts.values()), *((one.value, one.unit) for one in quantities)]
    return [{"value": str(value), "unit": unit} for value, unit in found]


def score_values(case: Case, output: JsonValue) -> Scores:
    """How many of those read are expected, and of those expected are read; units convert."""
    wanted = [one for one in read_as(Values, case, case.expected).root if one.kind != DATE]
    found = read_as(Values, case, output).root
    right = 0
    for one in found:
        match = next((other for other in wanted if _is_same(one, other)), None)
        if match is not None:
            wanted.remove(match)
            right += 1
    total = right + len(wanted)
    return {PRECISION: right / len(found) if found else 1.0, RECALL: right / total if total else 1.0}


def _is_same(one: Value, other: Value) -> bool:
    return same_quantity(Decimal(one.value), one.unit, Decimal(other.value), other.unit) == 0


SUITES = (
    Suite(
        name="understanding.facets",
        title="Comprendre une demande d'aide",
        datasets=("facets",),
        loader=facet_requests,
        run=read_facets,
        score=score_facets,
        metrics=(Metric(name=EXACT, title="Facettes exactes"),),
        gates=(Gate(metric=EXACT, margin=0.01),),
    ),
    Suite(
        name="understanding.quantities",
        title="Lire les quantités",
        datasets=("quantities", "hand_quantities"),
        run=read_values,
        score=score_values,
        metrics=(Metric(name=PRECISION, title="Précision"), Metric(name=RECALL, title="Rappel")),
        gates=(Gate(metric=PRECISION, margin=0.01), Gate(metric=RECALL, margin=0.01)),
    ),
)
