"""Answer in a client's conversation, piece by piece, then as server-sent events when it streams."""

import logging
from collections.abc import Iterator, Sequence
from threading import Event

from fastapi import Request

from assistant.agent import AnswerDone, AnswerEvent, ParagraphReady, ToolStarted
from assistant.agent.answer import Citation
from assistant.agent.grounding import PARAGRAPH
from assistant.api.access import assistant_of, services_of
from assistant.api.openai.asked import Said
from assistant.api.openai.completion import Completion, comment, failed, usage_of
from assistant.api.openai.conversation import ClientConversation
from assistant.api.openai.errors import UNEXPECTED, OpenAIError, error_of
from assistant.api.openai.wrapping import unread_note
from assistant.api.openai.writing import ending, linked
from assistant.errors import JalonError

LOGGER = logging.getLogger(__name__)
Piece = str | ToolStarted  # a piece of the answer in Markdown, or a tool that starts


def answer_pieces(request: Request, said: Sequence[Said], user: object, left: Event) -> Iterator[Piece]:
    """The pieces of the answer to the last message, which stops once the client has ``left``.

    What can be refused is refused before the first piece is asked for.
    """
    assistant = assistant_of(request)
    conversation = ClientConversation(assistant, request.app.state.turns, said, user)
    events = assistant.stream(conversation.question, project_id=conversation.id, stop=left)
    return _pieces(events, conversation, _base(request), note=_note(said))


def _note(said: Sequence[Said]) -> str:
    """What is told before the answer, if anything."""
    answers = [one.text for one in said if one.role == "assistant"]
    return unread_note(answers, is_wrapped=said[-1].is_wrapped)


def _pieces(
    events: Iterator[AnswerEvent], conversation: ClientConversation, base: str, *, note: str
) -> Iterator[Piece]:
    told, cited = note, dict[int, Citation]()
    if note:
        yield note
    for event in events:
        piece = ""
        match event:
            case ToolStarted():
                yield event
            case ParagraphReady():
                cited |= {citation.number: citation for citation in event.citations}
                piece = linked(event.text, cited, base)
            case AnswerDone():
                piece = ending(event.answer, base)
        if piece:
            piece = f"{PARAGRAPH}{piece}" if told else piece
            told += piece
            yield piece
    conversation.keep(told)


def _base(request: Request) -> str:
    """The address under which people open the passages, without its last slash."""
    return (services_of(request).settings.public_url or str(request.base_url)).rstrip("/")


def server_sent(
    request: Request, said: Sequence[Said], pieces: Iterator[Piece], *, includes_usage: bool
) -> Iterator[str]:
    """The answer as the chunks of a completion; one that cannot be ended says why in French."""
    completion, told = Completion(), ""
    yield completion.first()
    try:
        for piece in pieces:
            if isinstance(piece, ToolStarted):
                yield comment(piece.label)
            else:
                told += piece
                yield completion.piece(piece)
    except JalonError as error:
        yield failed(error_of(request, error)[1])
    except Exception:
        LOGGER.exception("a streamed completion failed")
        yield failed(OpenAIError(message=UNEXPECTED, type="api_error"))
    else:
        yield from completion.last(usage_of(said, told) if includes_usage else None)
