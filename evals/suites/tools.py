"""Tools: the right tool, with the right arguments, compared as values («310 000 €» is 310000).

``input``: ``messages``. ``expected``: ``calls`` of the last answer, each a ``name`` and the ``arguments`` that matter
(a call may hold others), and the tools ``not_called``.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic import Field, JsonValue, TypeAdapter

from assistant.agent.answer import ToolCall
from assistant.domain import Frozen
from assistant.language import normalise, read_numbers
from evals.cases import Case, read_as
from evals.conversing import Messages, converse
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.world import World

RIGHT_TOOLS, RIGHT_ARGUMENTS = "right_tools", "right_arguments"
CALLS = TypeAdapter(list[ToolCall])


class ExpectedCall(Frozen):
    """A call that must be made."""

    name: str
    arguments: dict[str, JsonValue] = Field(default_factory=dict)


class ExpectedCalls(Frozen):
    """The calls that must be made, and the tools that must not be called."""

    calls: tuple[ExpectedCall, ...] = ()
    not_called: tuple[str, ...] = ()


def call(case: Case, world: World) -> JsonValue:
    """The calls of the last answer."""
    answers = converse(world, read_as(Messages, case, case.input).messages)
    return [one.model_dump(mode="json") for one in answers.last.tool_calls]


def score(case: Case, output: JsonValue) -> Scores:
    """Whether the tools are those expected, and the share of the expected arguments that are right."""
    expected = read_as(ExpectedCalls, case, case.expected)
    made = [one for one in CALLS.validate_python(output) if one.error is None]
    called = {one.name for one in made}
    right = called >= {one.name for one in expected.calls} and not called & set(expected.not_called)
    arguments = [
        _is_given(name, value, [one.arguments for one in made if one.name == wanted.name])
        for wanted in expected.calls
        for name, value in wanted.arguments.items()
    ]
    exact = {RIGHT_ARGUMENTS: sum(arguments) / len(arguments)} if arguments else {}
    return {RIGHT_TOOLS: float(right), **exact}


def _is_given(name: str, value: JsonValue, calls: Sequence[Mapping[str, JsonValue]]) -> bool:
    return any(name in given and same_value(value, given[name]) for given in calls)


def same_value(expected: JsonValue, given: JsonValue) -> bool:
    """Whether two arguments say the same: objects by their expected keys, numbers by value and unit, texts by words."""
    if isinstance(expected, dict):
        return isinstance(given, dict) and all(
            name in given and same_value(one, given[name]) for name, one in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(given, list)
            and len(given) == len(expected)
            and all(same_value(one, other) for one, other in zip(expected, given, strict=True))
        )
    numbers = _number(expected), _number(given)
    if all(numbers):
        (value, unit), (other, its_unit) = numbers  # type: ignore[misc]
        return value == other and (unit is None or its_unit is None or unit == its_unit)
    return normalise(str(expected)) == normalise(str(given))


def _number(value: JsonValue) -> tuple[Decimal, str | None] | None:
    """The number that a value begins with, alone in it, and its unit; None for what is no number."""
    text = str(value).strip()
    found = read_numbers(text.replace(".", ",") if isinstance(value, float) else text)
    if isinstance(value, bool) or len(found) != 1 or found[0].start != 0:
        return None
    return found[0].value, found[0].unit or normalise(text[found[0].end :]) or None


SUITES = (
    Suite(
        name="tools.calls",
        title="Appeler le bon outil, avec les bons arguments",
        datasets=("tool_calls", "hand_tools"),
        corpus=of_samples(),
        run=call,
        score=score,
        metrics=(
            Metric(name=RIGHT_TOOLS, title="Bons outils"),
            Metric(name=RIGHT_ARGUMENTS, title="Arguments exacts"),
        ),
        gates=(Gate(metric=RIGHT_TOOLS, margin=0.02), Gate(metric=RIGHT_ARGUMENTS, margin=0.02)),
    ),
)
