"""What follows the paragraphs of an answer in a chat interface: its sources, what is not verified, the sheet."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.agent import Answer
from assistant.agent.answer import Citation, Unverified
from assistant.agent.grounding import PARAGRAPH
from assistant.language.display import format_date

SAVING = "save_project_sheet"
ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\[]*_`<>"})


def ending(answer: Answer, base: str) -> str:
    """The end of an answer in Markdown, its links absolute under ``base``; empty when there is nothing to add."""
    return PARAGRAPH.join(_blocks(answer, base.rstrip("/")))


def _blocks(answer: Answer, base: str) -> Iterator[str]:
    if answer.citations:
        yield "**Sources**"
        yield "\n".join(_source(citation, base) for citation in answer.citations)
    if answer.unverified:
        yield "**Non vérifié**"
        yield "\n".join(map(_doubt, answer.unverified))
    if any(call.name == SAVING and not call.error for call in answer.tool_calls):
        sheet = f"{base}/api/v1/projects/{answer.project_id}/sheet"
        yield f"**Fiche projet** : [PDF]({sheet}.pdf), [texte]({sheet}.md)"


def _source(citation: Citation, base: str) -> str:
    return f"- [{citation.number}] [{_place(citation)}]({base}/passages/{citation.passage_id}){_checked(citation)}"


def _place(citation: Citation) -> str:
    heading = citation.heading if citation.heading != citation.title else ""
    page = f"page {citation.page}" if citation.page else ""
    parts: Sequence[str] = [part for part in (citation.title, heading, page) if part]
    return " › ".join(parts).translate(ESCAPED)


def _checked(citation: Citation) -> str:
    return f", vérifié le {format_date(date.fromisoformat(citation.verified_on))}" if citation.verified_on else ""


def _doubt(item: Unverified) -> str:
    return f"- « {item.text.strip().translate(ESCAPED)} » : {item.reason}"
