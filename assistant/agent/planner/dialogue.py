"""Read a conversation: what its messages have told of the project, and what the last one asks."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from assistant.agent.evidence import Evidence, ToolEvidence, ToolResult, tool_evidence, tool_results
from assistant.agent.planner.asked import remembered, request_of, subject_after
from assistant.agent.planner.facts import CostDoubt, ProjectFacts
from assistant.agent.planner.follow import Request
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.likeness import Purpose, is_like
from assistant.agent.planner.parts import parts_of
from assistant.agent.planner.questions import Question, pending_questions
from assistant.agent.planner.sentences import statement_of
from assistant.agent.planner.spread import ToldSpread
from assistant.agent.planner.themes import ThemeBook
from assistant.agent.planner.told import Listener, Told
from assistant.agent.planner.understood import FactLine, recalled
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.domain import Frozen
from assistant.language import normalise
from assistant.language.foreign import is_english
from assistant.territories import Territories

SURELY_OTHER = 0.8  # probability from which a question is taken to be about something else


class Turn(Frozen):
    """The message to answer: its facts read after all the earlier ones, which are new, and what it asks.

    ``before`` are the facts until this message, ``pending`` the questions asked and still open, ``asked`` the texts of
    the earlier answers. ``cost_doubt`` says why an amount of the message is not the cost of the project. ``proposal``
    is a message that tells what may be another project. ``parts`` are the questions of a message that asks several,
    in their order; ``spread`` is a value told as a range, which fills nothing; ``recalled`` are the facts that it asks
    to be told again. ``opened_at`` is the place of the message that opened the project instead of an earlier one, 0
    without one.
    """

    text: str
    request: Request
    parts: tuple[Request, ...]
    before: ProjectFacts
    facts: ProjectFacts
    new_facts: frozenset[str]
    names_theme: bool
    cost_doubt: CostDoubt | None
    pending: tuple[Question, ...]
    skipped: frozenset[str]
    asked: str
    skips: Question | None
    opens_project: bool
    opened_at: int
    keeps_project: bool
    is_unclear: bool
    proposal: str
    spread: ToldSpread | None
    recalled: tuple[FactLine, ...]

    @property
    def intents(self) -> frozenset[Intent]:
        """What the user wants."""
        return self.request.intents

    @property
    def opens(self) -> bool:
        """Whether the message opens the project, rather than adding a detail to it."""
        return "description" in self.new_facts

    @property
    def tells_a_spread(self) -> bool:
        """Whether all that a message tells of the project is a value between two."""
        return self.spread is not None and not self.new_facts and self.intents == {Intent.PROJECT}

    @property
    def tells_facts_alone(self) -> bool:
        """Whether the message says who or where, without project nor question."""
        if self.facts.is_described or self.request.completes or self.intents != {Intent.QUESTION}:
            return False
        return bool(self.new_facts) and statement_of(self.text) == self.text

    @property
    def is_off_topic(self) -> bool:
        """Whether a question is surely about nothing of what Jalon is for."""
        return self.intents == {Intent.QUESTION} and is_like(self.text, Purpose.OFF_TOPIC, least=SURELY_OTHER)

    @property
    def is_english(self) -> bool:
        """Whether the message is in English."""
        return is_english(self.text)


class Dialogue:
    """A conversation split at its last user message."""

    def __init__(self, messages: Sequence[BaseMessage], *, themes: ThemeBook, territories: Territories) -> None:
        last = max(index for index, message in enumerate(messages) if isinstance(message, HumanMessage))
        self.messages = messages
        self.results = list(tool_results(messages))
        self.done = [message for message in messages[last + 1 :] if isinstance(message, ToolMessage)]
        self.evidence = Evidence.from_messages(messages)
        self.turn = _read(messages[: last + 1], Listener(themes, territories))

    @property
    def current_results(self) -> list[ToolResult]:
        """The tool results of which every passage is still in the knowledge."""
        return self._current(self.results)

    @property
    def results_of_project(self) -> list[ToolResult]:
        """Those found since the project was opened in place of another."""
        before = sum(isinstance(message, ToolMessage) for message in self.messages[: self.turn.opened_at])
        return self._current(self.results[before:])

    @property
    def saved_before(self) -> bool:
        """Whether an earlier turn has saved the sheet of this project."""
        return any(tool_evidence(one.message).saved_project_id for one in self.results if one.message not in self.done)

    def _current(self, results: Sequence[ToolResult]) -> list[ToolResult]:
        known = self.evidence.passages.keys()
        return [one for one in results if known >= tool_evidence(one.message).cited.keys()]

    def query_of(self, result: ToolMessage) -> str:
        """What the search behind a tool result asked for; the user's words when the tool took no query."""
        arguments = next(one.arguments for one in self.results if one.message is result)
        return str(arguments.get("query", self.turn.text))


def _read(messages: Sequence[BaseMessage], listener: Listener) -> Turn:
    """Hear the user's messages one after the other, each after the answers before it; the last one is the turn."""
    told, last, answers, saved, opened_at = Told(), None, list[str](), False, 0
    answered, subject, found = None, None, list[ToolEvidence]()
    for index, message in enumerate(messages):
        if isinstance(message, AIMessage) and message.text:
            answers.append(str(message.text))
            subject = subject_after(answered, found, answers[-1], subject) if answered else None
        if isinstance(message, ToolMessage):
            found.append(tool_evidence(message))
            saved = saved or found[-1].saved_project_id is not None
        if not isinstance(message, HumanMessage):
            continue
        text, found = str(message.text), []
        pending = pending_questions(told.facts, answers, told.skipped)
        heard = listener.hear(told, text, pending)
        opened_at = index if heard.opens_project else opened_at
        request = request_of(heard, text, last, listener, saved=saved, before=told.facts, subject=subject)
        parts = parts_of(text, request, heard.told.facts, listener.themes)
        asked = frozenset(intent for part in parts for intent in part.intents) - {Intent.QUESTION}
        request = answered = request.model_copy(update={"intents": request.intents | asked})
        if index + 1 < len(messages):
            answers = [] if heard.opens_project else answers
            told, last = heard.told, remembered(request, last)
    return Turn(
        text=text,
        request=request,
        parts=parts,
        before=told.facts,
        facts=heard.told.facts,
        new_facts=heard.new,
        names_theme=listener.themes.recognise(normalise(in_plain_french(text))) is not None,
        cost_doubt=heard.doubt,
        pending=pending,
        skipped=heard.told.skipped,
        asked="" if heard.opens_project else "\n".join(answers),
        skips=heard.skips,
        opens_project=heard.opens_project,
        opened_at=opened_at,
        keeps_project=heard.keeps_project,
        is_unclear=heard.is_unclear,
        proposal=heard.told.proposal,
        spread=heard.spread,
        recalled=recalled(text, heard.told.facts) if request.intents <= {Intent.QUESTION, Intent.COMPARABLES} else (),
    )
