"""The assistant: one loop, two kinds of model; what it says is verified paragraph by paragraph before it is shown."""

import hashlib
import sqlite3
import unicodedata
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelCallLimitMiddleware
from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from langgraph.checkpoint.sqlite import SqliteSaver

from assistant.agent.answer import Answer, AnswerDone, AnswerEvent, ShownMessage
from assistant.agent.evidence import Evidence, tool_evidence, user_message
from assistant.agent.footprint import AnswerFootprint, Footprints, Meter, ToldFootprint, Usage, summed
from assistant.agent.grounding import Grounder
from assistant.agent.memory import TrimToContext
from assistant.agent.models import ExplainEndpointErrors, chat_model
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.themes import load_themes
from assistant.agent.revision import ReviseOnce
from assistant.agent.run import Run
from assistant.agent.sheets import SheetWriter
from assistant.agent.tools import Toolbox
from assistant.calculators.footprint import all_activities
from assistant.errors import InputError, ModelError, NotFoundError, StorageError
from assistant.language.display import format_date
from assistant.services import Services
from prompts import load_prompt

MODEL_CALLS = 8
KEPT_CONTROLS = {"\n", "\t"}


def _now() -> datetime:
    return datetime.now(tz=UTC)


def new_conversation_id() -> str:
    """An id for a new conversation, which is also that of its project."""
    return f"p-{uuid.uuid4().hex[:8]}"


class Assistant:
    """Answers messages in conversations that are kept in SQLite. Safe between threads."""

    def __init__(self, services: Services, *, now: Callable[[], datetime] = _now) -> None:
        self._services = services
        self._settings = services.settings
        self._now = now
        try:
            self._settings.home.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._settings.conversations_path, check_same_thread=False, timeout=15)
            self._saver = SqliteSaver(self._connection)
            self._saver.setup()
            self._footprints = Footprints(self._settings.conversations_path)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"Les conversations de {self._settings.home} ne peuvent pas être ouvertes ({error})."
            ) from error
        self._built = self._build_agent(self._today())

    def close(self) -> None:
        """Release the conversations' file."""
        self._connection.close()

    def _today(self) -> date:
        return self._now().astimezone().date()

    @property
    def _agent(self) -> Any:
        """The agent of today, since its prompt and its tools hold the date: a server runs for weeks."""
        if self._built.on != self._today():
            self._built = self._build_agent(self._today())
        return self._built.agent

    def _build_agent(self, on: date) -> "_DatedAgent":
        writer = SheetWriter(repository=self._services.projects, territories=self._services.territories, now=self._now)
        toolbox = Toolbox(self._services, writer=writer, on=on)
        prompt = load_prompt("system").render(
            today=format_date(on), activities=", ".join(f"{one.id} ({one.title})" for one in all_activities())
        )
        limits: list[AgentMiddleware[Any, Any]] = [
            ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="error")
        ]
        if self._settings.has_language_model:
            limits += [ReviseOnce(), ExplainEndpointErrors(), TrimToContext(self._settings.llm_context_tokens)]
        agent = create_agent(
            chat_model(self._settings, self._services.territories),
            toolbox.tools(),
            system_prompt=prompt,
            checkpointer=self._saver,
            middleware=limits,
        )
        return _DatedAgent(on, agent)

    def ask(self, message: str, *, project_id: str | None = None, repeatable: bool = True) -> Answer:
        """The answer to one message; a message without project opens a conversation of its own.

        When ``repeatable``, the same opening message gives the same conversation and the same answer; a server that
        several people ask gives each a conversation. Raises InputError, NotFoundError for an unknown project,
        ModelError, StorageError.
        """
        text = self._clean(message)
        if project_id is not None:
            self._existing(project_id)
        conversation = project_id or (self._opening(text) if repeatable else new_conversation_id())
        for event in self._run(text, conversation):
            if isinstance(event, AnswerDone):
                return event.answer
        raise ModelError("Le modèle n'a rien répondu.")

    def stream(self, message: str, *, project_id: str) -> Iterator[AnswerEvent]:
        """The events of an answer in a conversation, which this message may open; same errors as ``ask``."""
        return self._run(self._clean(message), project_id)

    def usage(self) -> Usage:
        """The conversations and answers of this home so far; raises StorageError."""
        try:
            conversations, footprints = self._footprints.all()
        except sqlite3.Error as error:
            raise StorageError(f"Les empreintes des réponses n'ont pas pu être lues ({error}).") from error
        return Usage(conversations=conversations, footprint=summed(footprints))

    def messages(self, project_id: str) -> Sequence[AnyMessage]:
        """The messages of a conversation, oldest first; empty when it does not exist."""
        found: Sequence[AnyMessage] = self._agent.get_state(_config(project_id)).values.get("messages", [])
        return found

    def transcript(self, project_id: str) -> list[ShownMessage]:
        """A conversation as shown, oldest first, each answer verified again; raises NotFoundError without one."""
        messages = self._existing(project_id)
        shown = []
        footprints = self._footprints.of(project_id)
        told: list[AnswerFootprint] = []
        for index, message in enumerate(messages):
            text = str(message.text).strip()
            if isinstance(message, HumanMessage):
                shown.append(ShownMessage(role="user", text=text))
            elif isinstance(message, AIMessage) and text:
                evidence = Evidence.from_messages(messages[: index + 1])
                grounded = Grounder(evidence, self._settings.unproven).ground_answer(text)
                if footprint := footprints.get(message.id or ""):
                    told.append(footprint)
                cost = ToldFootprint.of(told) if footprint else None
                shown.append(ShownMessage(role="assistant", **grounded.model_dump(), footprint=cost))
        return shown

    def _existing(self, project_id: str) -> Sequence[AnyMessage]:
        messages = self.messages(project_id)
        if not messages:
            raise NotFoundError(
                f"Le projet « {project_id[:60]} » n'existe pas : aucune conversation ne porte ce numéro."
            )
        return messages

    def _clean(self, message: str) -> str:
        if len(message) > self._settings.message_max_characters:
            limit = self._settings.message_max_characters
            raise InputError(
                f"Le message est trop long ({len(message)} caractères, {limit} au plus). "
                "Résumez-le, ou ingérez le document.",
                field="message",
            )
        kept = (c for c in message if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
        text = "".join(kept).strip()
        if not any(character.isalnum() for character in text):
            raise InputError(
                "La question est vide. Écrivez ce que vous cherchez ou décrivez votre projet.", field="message"
            )
        return text

    def _opening(self, text: str) -> str:
        """The conversation that a first message opens: always the same one, unless it has gone on since."""
        for attempt in range(1000):
            digest = hashlib.sha256(f"{text}\0{attempt}".encode()).hexdigest()
            conversation = f"p-{digest[:8]}"
            said = sum(isinstance(message, HumanMessage) for message in self.messages(conversation))
            if said <= 1:
                self._saver.delete_thread(conversation)
                self._footprints.forget(conversation)
                return conversation
        return new_conversation_id()

    def _run(self, text: str, conversation: str) -> Iterator[AnswerEvent]:
        before = list(self.messages(conversation))
        message = user_message(text, removed=self._removed_since(before))
        run = Run(
            [*before, message],
            len(before) + 1,
            unproven=self._settings.unproven,
            revises=self._settings.has_language_model,
        )
        meter = Meter()
        steps = self._agent.stream({"messages": [message]}, _config(conversation), stream_mode=["messages", "updates"])
        try:
            with closing(steps):
                for mode, payload in steps:
                    yield from run.read(mode, payload)
        except ModelCallLimitExceededError as error:
            raise ModelError("La réponse demandait trop d'étapes et a été arrêtée. Précisez votre question.") from error
        except sqlite3.Error as error:
            raise StorageError(f"La conversation n'a pas pu être enregistrée ({error}).") from error
        answer = run.answer(self._project_of(run.messages, conversation))
        yield AnswerDone(answer=self._with_footprint(answer, run, meter, conversation))

    def _with_footprint(self, answer: Answer, run: Run, meter: Meter, conversation: str) -> Answer:
        """The answer with what it cost, which is kept, and what its conversation has cost so far."""
        footprint = meter.footprint(self._settings, run.said)
        try:
            self._footprints.add(conversation, run.said[-1].id or "", footprint)
            told = ToldFootprint.of(list(self._footprints.of(conversation).values()))
        except sqlite3.Error as error:
            raise StorageError(f"L'empreinte de la réponse n'a pas pu être enregistrée ({error}).") from error
        return answer.model_copy(update={"footprint": told})

    def _removed_since(self, messages: Sequence[AnyMessage]) -> set[str]:
        """The passages that a conversation has found and that have left the knowledge since."""
        found = list(Evidence.from_messages(messages).passages)
        return set(found) - self._services.store.documents_of(found).keys()

    def _project_of(self, messages: Sequence[AnyMessage], conversation: str) -> str | None:
        """The conversation's id once it speaks of a project; None for a question alone."""
        dialogue = Dialogue(messages, themes=load_themes(), territories=self._services.territories)
        saved = any(tool_evidence(m).saved_project_id for m in messages if isinstance(m, ToolMessage))
        return conversation if saved or dialogue.turn.facts.is_described else None


class _DatedAgent(NamedTuple):
    """The agent of a day."""

    on: date
    agent: Any


def _config(conversation: str) -> dict[str, Any]:
    return {"configurable": {"thread_id": conversation}}
