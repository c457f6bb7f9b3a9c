"""Where the sheet of a project stands as its conversation goes: the saved one, or what would be saved now."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from threading import Lock

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage
from pydantic import ValidationError

from assistant.agent.answer import SheetChanged, SheetStanding
from assistant.agent.evidence import tool_evidence
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.draft import draft_sheet
from assistant.agent.planner.found import evidence_of_project
from assistant.agent.planner.themes import load_themes
from assistant.agent.sheets import SheetWriter
from assistant.domain.sheet import ProjectSheet
from assistant.errors import InputError
from assistant.projects import Difference, ProjectRepository, differences
from assistant.territories import Territories

FACTS = frozenset(
    {"title", "owner", "territory", "population", "description", "actions", "costs", "funding", "footprint"}
)  # what the user tells and the tools find: the other fields are proposals that follow from them
KEPT = 64  # sheets in progress that are not drafted again: a page asks for that of the event before it


class SheetStandings:
    """Reads conversations for their sheets; it writes nothing. Safe between threads."""

    def __init__(self, writer: SheetWriter, projects: ProjectRepository, territories: Territories) -> None:
        self._writer = writer
        self._projects = projects
        self._territories = territories
        self._lock = Lock()
        self._drafts: dict[tuple[str, str, int, int], ProjectSheet | None] = {}  # by what makes another one

    def in_progress(self, messages: Sequence[AnyMessage], project_id: str) -> ProjectSheet | None:
        """The sheet that would be saved now of what was said and found; None when no project is described."""
        told = [message for message in messages if not isinstance(message, AIMessage)]
        if not told:
            return None
        saved = self._projects.find(project_id)
        key = (project_id, told[-1].id or "", len(told), saved.version if saved else 0)
        with self._lock:
            if key in self._drafts:
                return self._drafts[key]
        draft = self._drafted(messages, project_id)
        with self._lock:
            self._drafts[key] = draft
            for old in list(self._drafts)[:-KEPT]:
                del self._drafts[old]
        return draft

    def _drafted(self, messages: Sequence[AnyMessage], project_id: str) -> ProjectSheet | None:
        dialogue = Dialogue(messages, themes=load_themes(), territories=self._territories)
        facts = dialogue.turn.facts
        if not facts.is_described:
            return None
        evidence = evidence_of_project(dialogue)
        try:
            return self._writer.prepared(draft_sheet(facts, evidence), evidence=evidence, project_id=project_id)
        except (InputError, ValidationError):  # what cannot be saved is not shown either
            return None

    def forget(self, project_id: str) -> None:
        """Forget what was drafted of a conversation that is removed."""
        with self._lock:
            self._drafts = {key: draft for key, draft in self._drafts.items() if key[0] != project_id}

    def of(self, messages: Sequence[AnyMessage], project_id: str) -> SheetStanding:
        """Where the sheet of a conversation stands."""
        saved = self._projects.find(project_id)
        if saved is None:
            return SheetStanding(sheet=self.in_progress(messages, project_id))
        return SheetStanding(sheet=saved, is_saved=True, told_since=tuple(self._told_since(messages, saved)))

    def _told_since(self, messages: Sequence[AnyMessage], saved: ProjectSheet) -> Iterator[Difference]:
        """What was read of the conversation when the sheet was saved is compared with what is read now.

        The sheet may say the same in the words of a model or of a person: those tell nothing new.
        """
        at = max((place for place, one in enumerate(messages) if _saves(one)), default=-1) + 1
        if not any(isinstance(message, HumanMessage) for message in messages[at:]):
            return
        now = self.in_progress(messages, saved.project_id)
        if now is None:
            return
        before = self.in_progress(messages[:at], saved.project_id) or saved
        read_since = {one.field: one.added for one in differences(before, now)}
        for one in differences(saved, now):
            added = tuple(line for line in one.added if line in read_since.get(one.field, ()))
            if one.field in FACTS and added:
                yield one.model_copy(update={"added": added})


class SheetWatch:
    """Tells where the sheet stands each time that the messages of an answer may have changed it."""

    def __init__(self, standing: Callable[[Sequence[AnyMessage]], SheetStanding]) -> None:
        self._standing = standing
        self._seen = 0

    def changes(self, messages: Sequence[AnyMessage]) -> Iterator[SheetChanged]:
        """An event once the user's message is read, then each time that all the tools called together have answered."""
        if len(messages) > self._seen and not isinstance(messages[-1], AIMessage) and not _waits(messages):
            yield SheetChanged(standing=self._standing(messages))
        self._seen = len(messages)


def _waits(messages: Sequence[AnyMessage]) -> bool:
    """Whether tools that were called last have not all answered."""
    answered = list(takewhile(lambda one: isinstance(one, ToolMessage), reversed(messages)))
    called = messages[-len(answered) - 1] if len(answered) < len(messages) else None
    return isinstance(called, AIMessage) and len(called.tool_calls) > len(answered)


def _saves(message: AnyMessage) -> bool:
    return isinstance(message, ToolMessage) and tool_evidence(message).saved_project_id is not None
