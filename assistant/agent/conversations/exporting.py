"""A conversation to take away: what was said, with the citations, e-mail addresses and telephone numbers masked."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.agent.answer import Citation, ShownMessage
from assistant.agent.conversations.record import Conversation
from assistant.domain import Frozen
from assistant.errors import InputError
from assistant.language.display import format_date
from assistant.language.personal import mask_values

EXPORT_TYPES = {"md": "text/markdown; charset=utf-8", "json": "application/json"}
SPEAKERS = {"user": "Vous", "assistant": "Jalon"}
NOTICE = (
    "Conversation avec Jalon. Les adresses électroniques et les téléphones sont masqués ; les passages cités sont ceux "
    "des documents."
)


class ExportedConversation(Frozen):
    """A whole conversation: its row, when it was exported, and its messages as they were shown."""

    conversation: Conversation
    exported_at: datetime
    notice: str
    messages: tuple[ShownMessage, ...]


def exported(conversation: Conversation, messages: Sequence[ShownMessage], *, at: datetime) -> ExportedConversation:
    """A conversation without the personal data of its messages; the citations keep the words of the documents."""
    return ExportedConversation(
        conversation=conversation, exported_at=at, notice=NOTICE, messages=tuple(map(_masked, messages))
    )


def export_conversation(whole: ExportedConversation, name: str) -> bytes:
    """The file of a conversation, «md» or «json»; raises InputError for another format."""
    if name not in EXPORT_TYPES:
        raise InputError(f"Format inconnu : « {name[:20]} ». Formats : {', '.join(EXPORT_TYPES)}.", field="format")
    text = whole.model_dump_json(indent=2) if name == "json" else "\n".join(_markdown(whole))
    return f"{text.rstrip()}\n".encode()


def _masked(message: ShownMessage) -> ShownMessage:
    own = message.model_dump(mode="json", exclude={"citations"})
    return ShownMessage.model_validate(mask_values(own)).model_copy(update={"citations": message.citations})


def _markdown(whole: ExportedConversation) -> Iterator[str]:
    conversation = whole.conversation
    begun, last = (format_date(one.date()) for one in (conversation.created_at, conversation.updated_at))
    yield f"# {conversation.title}"
    yield f"\nConversation {conversation.conversation_id}, du {begun} au {last}. {whole.notice}"
    for message in whole.messages:
        yield f"\n## {SPEAKERS[message.role]}\n\n{_bare(message.text)}"
        if message.citations:
            yield "\nSources :\n"
            yield from map(_source, message.citations)
        if message.unverified:
            yield "\nNon vérifié :\n"
            yield from (f"- « {one.text.strip()} » : {one.reason}" for one in message.unverified)


def _bare(text: str) -> str:
    """A message under its own heading: a line of it is never a heading of the document."""
    return "\n".join(f"\\{line}" if line.startswith("#") else line for line in text.split("\n"))


def _source(citation: Citation) -> str:
    place = ", ".join(part for part in (citation.heading, f"page {citation.page}" if citation.page else "") if part)
    quoted = " ".join(citation.text.split())
    link = f" {citation.url}" if citation.url else ""
    told = f"[{citation.number}] {citation.title}{f', {place}' if place else ''} ({citation.source}){link}"
    return f"- {told}\n  > {quoted}"
