"""Cost: what an answer takes. Only what the same code always gives is gated; seconds depend on the machine.

``input``: ``messages``; nothing is expected.
"""

import time

from pydantic import JsonValue

from evals.cases import Case, read_as
from evals.conversing import Messages, converse
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.world import World

SECONDS, CHARACTERS, CALLS, TOKENS, CARBON = "seconds", "characters", "tool_calls", "tokens", "gco2e"
GRAMS = 1000  # in a kilogram


def spend(case: Case, world: World) -> JsonValue:
    """The seconds of an answer; of the last one its length, its calls, and its tokens and emissions when known."""
    started = time.perf_counter()
    conversation = converse(world, read_as(Messages, case, case.input).messages)
    seconds = (time.perf_counter() - started) / len(conversation.answers)
    answer = conversation.last
    footprint = answer.footprint.answer if answer.footprint else None
    climate = footprint.climate if footprint else None
    return {
        SECONDS: seconds,
        CHARACTERS: len(answer.answer),
        CALLS: len(answer.tool_calls),
        TOKENS: footprint.output_tokens if footprint else None,
        CARBON: float(climate.low + climate.high) / 2 * GRAMS if climate else None,
    }


def score(_case: Case, output: JsonValue) -> Scores:
    """What is known of it."""
    assert isinstance(output, dict)
    return {name: float(value) for name, value in output.items() if isinstance(value, (int, float))}


SUITES = (
    Suite(
        name="cost.answers",
        title="Ce que coûte une réponse",
        datasets=("hand_tools",),
        corpus=of_samples(),
        run=spend,
        score=score,
        metrics=(
            Metric(name=SECONDS, title="Durée", higher_is_better=False, unit="s"),
            Metric(name=CALLS, title="Appels d'outils", higher_is_better=False, unit="appels"),
            Metric(name=CHARACTERS, title="Longueur", higher_is_better=False, unit="caractères"),
            Metric(name=TOKENS, title="Jetons produits", higher_is_better=False, unit="jetons"),
            Metric(name=CARBON, title="Émissions", higher_is_better=False, unit="gCO2e"),
        ),
        gates=(Gate(metric=CALLS, margin=0.5), Gate(metric=CHARACTERS, margin=300)),
    ),
)
