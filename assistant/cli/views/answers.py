"""An answer and its notes on a terminal."""

from collections.abc import Iterable, Sequence

from assistant.agent.answer import Answer, Citation, ShownMessage


def answer_text(answer: Answer) -> str:
    """An answer with its notes."""
    problems = dict.fromkeys(f"Non vérifié : « {item.text} », {item.reason}." for item in answer.unverified)
    project = [f"Projet : {answer.project_id}"] if answer.project_id else []
    if answer.awaits_confirmation:
        project.append(f"Pour répondre : jalon ask oui --project {answer.project_id} (ou non)")
    return "\n".join([answer.answer, "", *source_lines(answer.citations), *problems, *project]).rstrip()


def message_text(message: ShownMessage) -> str:
    """A message of a past conversation: what the user said after a «›», or an answer with its notes."""
    if message.role == "user":
        return f"› {message.text}"
    return "\n".join([message.text, "", *source_lines(message.citations)]).rstrip()


def source_lines(citations: Iterable[Citation]) -> list[str]:
    """The notes of an answer, one line a text: its headings or pages, its file and its address once."""
    texts: dict[str, list[Citation]] = {}
    for citation in citations:
        texts.setdefault(citation.document_id, []).append(citation)
    return [_source_line(notes) for notes in texts.values()]


def _source_line(notes: Sequence[Citation]) -> str:
    first = notes[0]
    places = dict.fromkeys(
        ", ".join(part for part in (note.heading, f"page {note.page}" if note.page else "") if part) for note in notes
    )
    told = " ; ".join(place for place in places if place)
    numbers = "".join(f"[{note.number}]" for note in notes)
    return f"{numbers} {first.title}{f' › {told}' if told else ''} ({first.source}) {first.url or ''}".rstrip()
