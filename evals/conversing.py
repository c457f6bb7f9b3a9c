"""Hold a conversation with the assistant of a world, as an officer would, and keep all that it said and did."""

import uuid

from pydantic import Field

from assistant.agent import Answer, AnswerDone, Assistant
from assistant.domain import Frozen
from assistant.domain.sheet import ProjectSheet
from assistant.errors import NotFoundError
from assistant.services import Services
from evals.world import World


class Messages(Frozen):
    """What the officer writes, one message or more."""

    messages: tuple[str, ...] = Field(min_length=1)


class Conversation(Frozen):
    """The answers, oldest first, and the sheet that the conversation saved, if it did."""

    answers: tuple[Answer, ...]
    sheet: ProjectSheet | None = None

    @property
    def last(self) -> Answer:
        """The last answer."""
        return self.answers[-1]


def converse(world: World, messages: tuple[str, ...]) -> Conversation:
    """A new conversation in which these messages are sent, one after the answer to the other."""
    return conversation_with(world.assistant, world.services, messages)


def conversation_with(assistant: Assistant, services: Services, messages: tuple[str, ...]) -> Conversation:
    """The same with an assistant and the services that it works on."""
    project = f"p-{uuid.uuid4().hex[:8]}"
    events = (event for message in messages for event in assistant.stream(message, project_id=project))
    answers = tuple(event.answer for event in events if isinstance(event, AnswerDone))
    try:
        sheet = services.projects.get(project)
    except NotFoundError:
        sheet = None
    return Conversation(answers=answers, sheet=sheet)
