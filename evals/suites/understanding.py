"""Understanding: the facets of a request for funding, and the quantities of a sentence.

Facets. ``input``: ``query``. ``expected``: ``facets``, by name the values that must be read; ``also`` those that may.
Quantities. ``input``: ``text``. ``expected``: what it says, each by its ``kind``, ``value``, ``unit``, ``tax`` (HT or
TTC) and ``noun`` (the first word of what is counted).
"""

from collections import Counter

from pydantic import Field, JsonValue, RootModel, TypeAdapter

from assistant.domain import Frozen
from assistant.funding import FacetName, understand
from evals.cases import Case, read_as
from evals.quantities import Item, expected_item, read_items
from evals.shared import facet_requests
from evals.suite import Gate, Metric, Scores, Suite
from evals.suites.retrieval import Query
from evals.world import ON, World

EXACT, PRECISION, RECALL = "exact", "precision", "recall"
ITEMS = TypeAdapter(list[Item])


class Facets(Frozen):
    """The values of each facet; «?» stands for any value, or none."""

    facets: dict[str, tuple[str, ...]]
    also: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Text(Frozen):
    """A sentence."""

    text: str


class Value(Frozen):
    """A number of a sentence: what it is, its value, its unit, the tax basis of an amount, the noun of a count."""

    kind: str
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
    """The items read."""
    return [item._asdict() for item in read_items(read_as(Text, case, case.input).text)]


def score_values(case: Case, output: JsonValue) -> Scores:
    """Whether the sentence is read exactly, how many of the items read are expected, of those expected are read."""
    wanted, read = _items(case, output)
    right = (wanted & read).total()
    precision, recall = (right / one.total() if one else 1.0 for one in (read, wanted))
    return {EXACT: float(wanted == read), PRECISION: precision, RECALL: recall}


def explain_values(case: Case, output: JsonValue) -> list[str]:
    """What is not read, and what is read instead."""
    wanted, read = _items(case, output)
    missing = (f"n'est pas lu : {' '.join(filter(None, one))}" for one in wanted - read)
    return [*missing, *(f"est lu : {' '.join(filter(None, one))}" for one in read - wanted)]


def _items(case: Case, output: JsonValue) -> tuple[Counter[Item], Counter[Item]]:
    wanted = (expected_item(one.model_dump()) for one in read_as(Values, case, case.expected).root)
    return Counter(wanted), Counter(ITEMS.validate_python(output))


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
        explain=explain_values,
        metrics=(
            Metric(name=EXACT, title="Phrases lues exactement"),
            Metric(name=PRECISION, title="Précision"),
            Metric(name=RECALL, title="Rappel"),
        ),
        gates=(Gate(metric=PRECISION, margin=0.01), Gate(metric=RECALL, margin=0.01)),
    ),
)
