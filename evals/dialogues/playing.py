"""Play a conversation with the offline planner, and see what each turn did."""

import time
import uuid
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, JsonValue

from assistant.agent import Answer, AnswerDone, Assistant
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.rendering import render
from assistant.agent.planner.themes import load_themes
from assistant.errors import InputError
from assistant.services import Services
from evals.dialogues.asked import asked_fields
from evals.dialogues.dataset import ExpectedDialogue

MONEY = {Intent.AMOUNT, Intent.SHARE}  # what can be got and what stays to be paid are one question


class SeenCall(BaseModel):
    """A tool call that was made."""

    name: str
    arguments: dict[str, JsonValue]


class SeenTurn(BaseModel):
    """What a turn did; ``facts`` are flat (``inputs.points``), ``seconds`` the time of its whole answer, and
    ``processor_seconds`` what it would take on a machine that does nothing else."""

    intents: frozenset[str]
    tools: tuple[SeenCall, ...] = ()
    facts: dict[str, str] = {}
    asks: frozenset[str] = frozenset()
    seconds: float = 0.0
    processor_seconds: float = 0.0
    unverified: tuple[str, ...] = ()


def play(dialogue: ExpectedDialogue, assistant: Assistant, services: Services) -> Iterator[SeenTurn]:
    """What the assistant does of each message of a conversation of its own."""
    project_id = f"p-{uuid.uuid4().hex[:8]}"
    facts: dict[str, str] = {}
    for expected in dialogue.turns:
        begun, used = time.perf_counter(), time.process_time()
        try:
            answer = _answer(assistant, expected.says, project_id)
        except InputError:
            yield SeenTurn(intents=frozenset({"empty"}), facts=facts)
            continue
        seconds, processor = time.perf_counter() - begun, time.process_time() - used
        turn = Dialogue(assistant.messages(project_id), themes=load_themes(), territories=services.territories).turn
        facts = flat_facts(turn.facts)
        calls = tuple(SeenCall(name=call.name, arguments=call.arguments) for call in answer.tool_calls)
        yield SeenTurn(
            intents=_intents(turn, answer.answer),
            tools=calls,
            facts=facts,
            asks=asked_fields(turn.facts, answer.answer) - ({turn.skips.field} if turn.skips else set()),
            seconds=seconds,
            processor_seconds=processor,
            unverified=tuple(problem.text for problem in answer.unverified),
        )


def _answer(assistant: Assistant, message: str, project_id: str) -> Answer:
    events = list(assistant.stream(message, project_id=project_id))
    return next(event.answer for event in events if isinstance(event, AnswerDone))


def flat_facts(facts: ProjectFacts) -> dict[str, str]:
    """The facts by name, as they would be told: ``cost``, ``inputs.points``, ``aids.detr``."""
    found: Mapping[str, object] = {
        "beneficiary": facts.beneficiary,
        "territory": facts.territory.code if facts.territory else None,
        "population": facts.population,
        "cost": facts.cost_excl_tax,
        "cost_with_tax": facts.cost_with_tax,
        "tax_unsaid": facts.is_tax_unsaid or None,
        "theme": facts.theme.id if facts.theme and facts.is_described else None,
        "schedule": " ; ".join(facts.schedule) or None,
        **{f"inputs.{name}": filled.value or None for name, filled in facts.inputs.items()},
        **{f"inputs.{name}": value for name, value in facts.given.items()},
        **{f"aids.{aid.scheme}": _share(aid.rate_percent, aid.amount) for aid in facts.aids},
    }
    return {name: str(value) for name, value in found.items() if value is not None}


def _share(rate: object, amount: object) -> str:
    return f"{rate} %" if rate is not None else f"{amount} €"


def _intents(turn: Turn, answer: str) -> frozenset[str]:
    apart = {
        "english": turn.is_english,
        "unclear": turn.is_unclear,
        "unknown": turn.skips,
        "kept": turn.keeps_project,
        "proposal": turn.proposal,
        "off_topic": answer.strip() == render("declined").strip(),
    }
    found = next((name for name, holds in apart.items() if holds), None)
    intents = {"share", "funding"} if turn.intents & MONEY else set()
    return frozenset({found} if found else intents | {one.value for one in turn.intents - {Intent.AMOUNT}})
