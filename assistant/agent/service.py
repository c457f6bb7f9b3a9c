"""The assistant: one loop, two kinds of model; what it says is verified paragraph by paragraph before it is shown."""

import hashlib
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from functools import partial
from threading import Event
from typing import Any, NamedTuple

from langchain.agents import create_agent
from langchain.agents.middleware.model_call_limit import ModelCallLimitExceededError
from langchain_core.messages import AnyMessage, HumanMessage, ToolMessage
from langgraph.checkpoint.sqlite import SqliteSaver

from assistant import clock
from assistant.agent.answer import Answer, AnswerDone, AnswerEvent, SheetStanding, ShownMessage
from assistant.agent.branches import Branches, question_place
from assistant.agent.calculation import ShownCalculation, shown_calculation
from assistant.agent.confirmation import ConfirmWrites, question_of, settle
from assistant.agent.conversation_file import ERASE
from assistant.agent.conversations import Conversations, ExportedConversation, Purged
from assistant.agent.conversations.exporting import exported
from assistant.agent.drafting import DraftingDesk
from assistant.agent.evidence import Evidence, tool_evidence, user_message
from assistant.agent.feedback import AnswerOpinions
from assistant.agent.footprint import Footprints, Meter, ToldFootprint, Usage, summed
from assistant.agent.incoming import clean_message
from assistant.agent.limits import TOO_MANY_STEPS, UNTIL
from assistant.agent.models import chat_model, middlewares
from assistant.agent.origin import KEY, StampAnswers
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.themes import load_themes
from assistant.agent.run import Run
from assistant.agent.sheets import SheetWriter
from assistant.agent.standing import SheetStandings, SheetWatch
from assistant.agent.stopping import STOP, StoppedError, StopWhenAsked, closed, interrupted, until_stopped
from assistant.agent.tools import KnownTools, Toolbox, TracedInputs
from assistant.agent.tools.finding import ASKED
from assistant.agent.transcript import shown_messages, shown_question
from assistant.calculators.footprint import all_activities
from assistant.errors import ModelError, NotFoundError, StorageError
from assistant.language.display import format_date
from assistant.services import Services
from prompts import load_prompt

NOT_WRITTEN = "La conversation n'a pas pu être enregistrée ({})."


def new_conversation_id() -> str:
    """An id for a new conversation, which is also that of its project."""
    return f"p-{uuid.uuid4().hex[:8]}"


class Assistant:
    """Answers messages in conversations that are kept in SQLite. Safe between threads."""

    def __init__(self, services: Services, *, now: Callable[[], datetime] = clock.now) -> None:
        self._services = services
        self._settings = services.settings
        self._now = now
        self.drafting = DraftingDesk(services, now=now)
        self._writer = SheetWriter(repository=services.projects, territories=services.territories, now=now)
        self._standings = SheetStandings(self._writer, services.projects, services.territories)
        self.opinions = AnswerOpinions(services.answer_feedback, self.transcript)
        try:
            self._settings.home.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._settings.conversations_path, check_same_thread=False, timeout=15)
            self._connection.execute(ERASE)
            self._saver = SqliteSaver(self._connection)
            self._saver.setup()
            self._footprints = Footprints(self._settings.conversations_path)
            self.conversations = Conversations(
                self._settings.conversations_path,
                self._saver,
                forgetting=(self._footprints.forget, self.opinions.forget, self._standings.forget),
                projects=services.projects,
                now=now,
            )
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"Les conversations de {self._settings.home} ne peuvent pas être ouvertes ({error})."
            ) from error
        self._stamps = StampAnswers(self._settings, services.factors)
        self.branches = Branches(lambda: self._agent, self._saver)
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
        toolbox = Toolbox(self._services, writer=self._writer, desk=self.drafting, on=on)
        settings = self._settings
        prompt = load_prompt("system").render(
            today=format_date(on), activities=", ".join(f"{one.id} ({one.title})" for one in all_activities())
        )
        between = middlewares(self._services)
        if settings.has_language_model:
            between += [KnownTools(), TracedInputs(), ConfirmWrites(toolbox.sheets, settings.confirm)]
        agent = create_agent(
            chat_model(settings, self._services.territories),
            toolbox.tools(),
            system_prompt=prompt,
            checkpointer=self._saver,
            middleware=[StopWhenAsked(), self._stamps, *between],
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

    def stream(
        self,
        message: str,
        *,
        project_id: str,
        stop: Event | None = None,
        replaces: str | None = None,
        with_sheet: bool = False,
    ) -> Iterator[AnswerEvent]:
        """The events of an answer in a conversation, which this message may open; same errors as ``ask``.

        Once ``stop`` is set, the answer ends with what was verified so far. The message takes the place of the question
        whose id it ``replaces``: what followed that is left as a branch. ``with_sheet`` tells too where the project's
        sheet stands, once the message is read and after each tool.
        """
        text = self._clean(message)
        if replaces is not None:
            question_place(self._existing(project_id), replaces)
        return self._run(text, project_id, stop=stop, replaces=replaces, with_sheet=with_sheet)

    def restore(self, project_id: str, branch_id: str) -> None:
        """Go on from a branch of a conversation; raises NotFoundError, StorageError."""
        self._existing(project_id, branch_id)
        try:
            more = self.branches.restore(project_id, branch_id)
        except sqlite3.Error as error:
            raise StorageError(NOT_WRITTEN.format(error)) from error
        self.conversations.count(project_id, more)

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

    def sheet_standing(self, project_id: str) -> SheetStanding:
        """Where the sheet of a conversation stands: saved, in progress, or not begun."""
        return self._standings.of(self.messages(project_id), project_id)

    def transcript(self, project_id: str, *, branch_id: str = "") -> list[ShownMessage]:
        """A conversation as shown, or a branch that was left, oldest first, each answer verified again.

        Raises NotFoundError without one.
        """
        messages = self._existing(project_id, branch_id)
        unproven = self._settings.unproven
        shown = list(shown_messages(messages, self._footprints.of(project_id), unproven))
        waiting = () if branch_id else self._agent.get_state(_config(project_id)).interrupts
        return [*shown, *(shown_question(question_of(one), messages, unproven, awaits=True) for one in waiting)]

    def calculation(self, project_id: str, calculation_id: str) -> ShownCalculation:
        """A calculation of a conversation; raises NotFoundError."""
        return shown_calculation(Evidence.from_messages(self._existing(project_id)), calculation_id)

    def begin(self, messages: Sequence[AnyMessage]) -> str:
        """The id of a new conversation that begins with messages, oldest first; nothing is answered yet.

        They are the first ones of another conversation, or what was said elsewhere: an answer that comes without the
        results of its tools proves nothing. Raises StorageError.
        """
        conversation = new_conversation_id()
        try:
            if messages:
                self._agent.update_state(_config(conversation), {"messages": list(messages)}, as_node="model")
        except sqlite3.Error as error:
            raise StorageError(NOT_WRITTEN.format(error)) from error
        return conversation

    def export(self, project_id: str) -> ExportedConversation:
        """A whole conversation to take away; raises NotFoundError."""
        return exported(self.conversations.get(project_id), self.transcript(project_id), at=self._now())

    def purge(self) -> Purged:
        """Remove the conversations that are older than the retention setting; nothing without one."""
        return self.conversations.purge(self._settings.retention_days)

    def _existing(self, project_id: str, branch_id: str = "") -> Sequence[AnyMessage]:
        messages = self.branches.messages(project_id, branch_id) if branch_id else self.messages(project_id)
        if not messages:
            raise NotFoundError(
                f"Le projet « {project_id[:60]} » n'existe pas : aucune conversation ne porte ce numéro."
            )
        return messages

    def _clean(self, message: str) -> str:
        return clean_message(message, limit=self._settings.message_max_characters)

    def _opening(self, text: str) -> str:
        """The conversation that a first message opens: always the same one, unless it has gone on since."""
        for attempt in range(1000):
            digest = hashlib.sha256(f"{text}\0{attempt}".encode()).hexdigest()
            conversation = f"p-{digest[:8]}"
            said = sum(isinstance(message, HumanMessage) for message in self.messages(conversation))
            if said <= 1:
                self.conversations.forget(conversation)
                return conversation
        return new_conversation_id()

    def _run(
        self,
        text: str,
        conversation: str,
        *,
        stop: Event | None = None,
        replaces: str | None = None,
        with_sheet: bool = False,
    ) -> Iterator[AnswerEvent]:
        meter = Meter()
        watch = SheetWatch(partial(self._standings.of, project_id=conversation)) if with_sheet else None
        try:
            run, sent = self._begun(text, conversation, replaces)
            more = {UNTIL: time.monotonic() + self._settings.llm_turn_seconds, STOP: stop, ASKED: text}
            steps = self._agent.stream(
                {"messages": sent}, _config(conversation, **more), stream_mode=["messages", "updates"]
            )
            try:
                with closing(steps):
                    yield from watch.changes(run.messages) if watch else ()
                    for mode, payload in until_stopped(steps, stop):
                        yield from run.read(mode, payload)
                        yield from watch.changes(run.messages) if watch else ()
            except StoppedError:
                self._keep_interrupted(run, conversation)
        except ModelCallLimitExceededError as error:
            raise ModelError(TOO_MANY_STEPS) from error
        except sqlite3.Error as error:
            raise StorageError(NOT_WRITTEN.format(error)) from error
        finally:
            self.conversations.end(conversation)
        answer = run.answer(self._project_of(run, conversation))
        yield AnswerDone(answer=self._with_footprint(answer, run.messages[run.heard :], meter, conversation))

    def _begun(self, text: str, conversation: str, replaces: str | None) -> tuple[Run, list[AnyMessage]]:
        """The answer about to be written, and the messages to send: the user's, after those that decline a call."""
        replaced = self.branches.leave(conversation, replaces) if replaces else 0
        self.conversations.begin(conversation, text, replaced=replaced)
        settled = settle(self._agent, _config(conversation), text)
        before = [*self.messages(conversation), *settled.declined]
        message = user_message(text, removed=self._removed_since(before))
        settings = self._settings
        run = Run([*before, message], settled.waited, unproven=settings.unproven, revises=settings.has_language_model)
        return run, [*settled.declined, message]

    def _keep_interrupted(self, run: Run, conversation: str) -> None:
        """Close a conversation whose answer was stopped, with the paragraphs that were shown."""
        kept = {KEY: self._stamps.stamp().model_dump()}
        left = [*closed(self.messages(conversation)), interrupted(run.telling, **kept)]
        self._agent.update_state(_config(conversation), {"messages": left}, as_node="model")
        run.messages += left

    def _with_footprint(self, answer: Answer, said: Sequence[AnyMessage], meter: Meter, conversation: str) -> Answer:
        """The answer with what it cost, which is kept, and what its conversation has cost so far."""
        footprint = meter.footprint(self._settings, said)
        try:
            self._footprints.add(conversation, said[-1].id or "", footprint)
            told = ToldFootprint.of(list(self._footprints.of(conversation).values()))
        except sqlite3.Error as error:
            raise StorageError(f"L'empreinte de la réponse n'a pas pu être enregistrée ({error}).") from error
        return answer.model_copy(update={"footprint": told})

    def _removed_since(self, messages: Sequence[AnyMessage]) -> set[str]:
        """The passages that a conversation has found and that have left the knowledge since."""
        found = list(Evidence.from_messages(messages).passages)
        return set(found) - self._services.store.documents_of(found).keys()

    def _project_of(self, run: Run, conversation: str) -> str | None:
        """The conversation's id once it speaks of a project, or asks something back; None for a question alone."""
        messages = run.messages
        dialogue = Dialogue(messages, themes=load_themes(), territories=self._services.territories)
        saved = any(tool_evidence(m).saved_project_id for m in messages if isinstance(m, ToolMessage))
        return conversation if saved or run.awaits_confirmation or dialogue.turn.facts.is_described else None


class _DatedAgent(NamedTuple):
    """The agent of a day."""

    on: date
    agent: Any


def _config(conversation: str, **more: object) -> dict[str, Any]:
    return {"configurable": {"thread_id": conversation} | more}
