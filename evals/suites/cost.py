"""Cost: what an answer takes. Only what the same code always gives is gated; seconds depend on the machine.

``input``: ``messages``; nothing is expected. With a model, one that searches the rules and the aids with the words of
the message, then names the first passage found: it is sent the prompt, the tools and their results.
"""

import json
import time
from collections.abc import Callable
from contextlib import closing

from pydantic import JsonValue

from assistant.agent import Assistant
from assistant.services import open_services
from evals.cases import Case, read_as
from evals.conversing import Conversation, Messages, conversation_with, converse
from evals.endpoint import Body, Reply, serve
from evals.endpoint.scenarios import MARKER
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.world import NOON, World

SECONDS, CHARACTERS, CALLS, TOKENS, CARBON = "seconds", "characters", "tool_calls", "tokens", "gco2e"
REQUESTS, SENT = "requests", "sent"
GRAMS = 1000  # in a kilogram
MODEL = "mistralai/Mistral-Nemo-Instruct-2407"  # one whose footprint EcoLogits knows, hosted by the organisation


def spend(case: Case, world: World) -> JsonValue:
    """What the offline planner takes."""
    return _spent(lambda messages: converse(world, messages), case)


def spend_with_model(case: Case, world: World) -> JsonValue:
    """What a language model takes besides: the requests that it is sent, and their characters."""
    with serve(_searching) as server:
        settings = world.settings.model_copy(update={"llm_base_url": server.url, "llm_model": MODEL})
        with open_services(settings) as services, closing(Assistant(services, now=lambda: NOON)) as assistant:
            spent = _spent(lambda messages: conversation_with(assistant, services, messages), case)
        sent = [len(json.dumps([body["messages"], body.get("tools")], ensure_ascii=False)) for body in server.requests]
    return {**spent, REQUESTS: len(sent), SENT: sum(sent)}


def _searching(body: Body) -> Reply:
    """Search once, then cite the first passage of what was found."""
    asked = next(str(one["content"]) for one in reversed(body["messages"]) if one["role"] == "user")
    found = "\n".join(str(one["content"]) for one in body["messages"] if one["role"] == "tool")
    if not found:
        return Reply(calls=[(name, {"query": asked}) for name in ("search_regulations", "search_funding")])
    match = MARKER.search(found)
    return Reply(f"Voici le texte à lire {match[1]}." if match else "Je n'ai rien trouvé.")


def _spent(ask: Callable[[tuple[str, ...]], Conversation], case: Case) -> dict[str, JsonValue]:
    """The seconds of an answer; of the last one its length, its calls, and its tokens and emissions when known."""
    started = time.perf_counter()
    conversation = ask(read_as(Messages, case, case.input).messages)
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


def less(name: str, title: str, unit: str) -> Metric:
    """A measure of which less is better."""
    return Metric(name=name, title=title, higher_is_better=False, unit=unit)


MEASURED = (
    less(SECONDS, "Durée", "s"),
    less(CALLS, "Appels d'outils", "appels"),
    less(CHARACTERS, "Longueur", "caractères"),
    less(TOKENS, "Jetons produits", "jetons"),
    less(CARBON, "Émissions", "gCO2e"),
)
SUITES = (
    Suite(
        name="cost.answers",
        title="Ce que coûte une réponse, sans modèle",
        datasets=("hand_tools",),
        corpus=of_samples(),
        run=spend,
        score=score,
        metrics=MEASURED,
        gates=(Gate(metric=CALLS, margin=0.5), Gate(metric=CHARACTERS, margin=300)),
    ),
    Suite(
        name="cost.model",
        title="Ce que coûte une réponse, avec un modèle",
        datasets=("hand_tools",),
        corpus=of_samples(),
        run=spend_with_model,
        score=score,
        metrics=(*MEASURED, less(REQUESTS, "Requêtes au modèle", "requêtes"), less(SENT, "Envoyé", "caractères")),
        gates=(Gate(metric=REQUESTS, margin=0.1), Gate(metric=SENT, margin=3000)),
    ),
)
