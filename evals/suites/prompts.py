"""Prompts: each still says what a language model must know; checked here without one.

``input``: the ``prompt`` by id. ``expected``: the ``ideas`` that it holds, by ways to say each, of which one is there;
with ``names_tools``, every tool and every activity too, and each marker shown must be one that is read.
"""

import re
from collections.abc import Iterator

from pydantic import JsonValue

from assistant.agent.evidence import MARKER
from assistant.agent.tools import TOOL_LABELS
from assistant.calculators.footprint import all_activities
from assistant.domain import Frozen
from assistant.language import normalise
from evals.cases import Case, read_as
from evals.suite import Gate, Metric, Scores, Suite
from evals.world import World
from prompts import load_prompt

SAID = "said"
TOOL = re.compile(r"`([a-z]+_[a-z_]+)`")
SHOWN_MARKER = re.compile(r"`(\[[^`]*\])`")
EXAMPLE = "3f2a"  # stands for the id that a marker shown leaves out («[p:3f2a…]»)


class Asked(Frozen):
    """A prompt by its id."""

    prompt: str


class Ideas(Frozen):
    """What a prompt must hold; ``names_tools`` when it must also present the tools and the activities."""

    ideas: dict[str, tuple[str, ...]]
    names_tools: bool = False


def check(case: Case, _world: World) -> JsonValue:
    """For each thing that a prompt must say, whether it does."""
    prompt, expected = load_prompt(read_as(Asked, case, case.input).prompt), read_as(Ideas, case, case.expected)
    activities = ", ".join(one.id for one in all_activities())
    text = prompt.render(**{name: activities if name == "activities" else f"<{name}>" for name in prompt.inputs})
    said = {idea: any(normalise(way) in normalise(text) for way in ways) for idea, ways in expected.ideas.items()}
    return {**said, **(dict(_presented(text)) if expected.names_tools else {})}


def _presented(text: str) -> Iterator[tuple[str, bool]]:
    named = set(TOOL.findall(text))
    yield from ((f"outil {tool}", tool in named) for tool in TOOL_LABELS)
    yield from ((f"outil {tool} : il existe", tool in TOOL_LABELS) for tool in sorted(named - TOOL_LABELS.keys()))
    yield from ((f"activité {one.id}", one.id in text) for one in all_activities())
    shown = SHOWN_MARKER.findall(text)
    yield "un repère est montré", bool(shown)
    yield from ((f"repère {one}", MARKER.fullmatch(one.replace("…", EXAMPLE)) is not None) for one in shown)


def score(_case: Case, output: JsonValue) -> Scores:
    """The share of what must be said that is."""
    assert isinstance(output, dict)
    return {SAID: sum(map(bool, output.values())) / len(output)}


SUITES = (
    Suite(
        name="tools.prompts",
        title="Dire au modèle ce qu'il doit savoir",
        datasets=("prompt_ideas", "hand_prompts"),
        run=check,
        score=score,
        metrics=(Metric(name=SAID, title="Consignes présentes"),),
        gates=(Gate(metric=SAID, least=1),),
    ),
)
