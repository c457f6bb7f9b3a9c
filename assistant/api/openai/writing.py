"""An answer in a chat interface: its citations as links, then its sources, what is not verified, the sheet.

Open WebUI takes «[1]» for the first document that the user joined, and shows its name there (its extension of Markdown
for citations, 0.12.4, tried on 2026-11-30): no number stands alone between brackets, even as the text of a link.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.agent import Answer
from assistant.agent.answer import Citation, Unverified
from assistant.agent.grounding import PARAGRAPH
from assistant.language.display import format_date

SAVING = "save_project_sheet"
CITED = re.compile(r"\[\d+\](?:\[\d+\])*")
OWN_PAGE = "](/"  # the beginning of a link to a page of Jalon
NUMBER = re.compile(r"\d+")
ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\[]*_`<>"})


def linked(text: str, citations: Mapping[int, Citation], base: str) -> str:
    """A paragraph whose links are under ``base``, its citations too, by their number."""

    def links(cited: re.Match[str]) -> str:
        numbers = [int(number) for number in NUMBER.findall(cited[0])]
        if not citations.keys() >= {*numbers}:
            return cited[0]
        return f"({', '.join(f'[source {number}]({_address(citations[number], base)})' for number in numbers)})"

    return CITED.sub(links, text.replace(OWN_PAGE, f"{OWN_PAGE[:-1]}{base}/"))


def ending(answer: Answer, base: str) -> str:
    """The end of an answer in Markdown, its links absolute under ``base``; empty when there is nothing to add."""
    return PARAGRAPH.join(_blocks(answer, base))


def _blocks(answer: Answer, base: str) -> Iterator[str]:
    if answer.citations:
        yield "**Sources**"
        yield "\n".join(_source(citation, base) for citation in answer.citations)
    if answer.unverified:
        yield "**Non vérifié**"
        yield "\n".join(dict.fromkeys(map(_doubt, answer.unverified)))
    if any(call.name == SAVING and not call.error for call in answer.tool_calls):
        sheet = f"{base}/api/v1/projects/{answer.project_id}/sheet"
        yield f"**Fiche projet** : [PDF]({sheet}.pdf), [texte]({sheet}.md)"


def _source(citation: Citation, base: str) -> str:
    return f"- Source {citation.number} : [{_place(citation)}]({_address(citation, base)}){_checked(citation)}"


def _address(citation: Citation, base: str) -> str:
    return f"{base}/passages/{citation.passage_id}"


def _place(citation: Citation) -> str:
    heading = citation.heading if citation.heading != citation.title else ""
    page = f"page {citation.page}" if citation.page else ""
    parts: Sequence[str] = [part for part in (citation.title, heading, page) if part]
    return " › ".join(parts).translate(ESCAPED)


def _checked(citation: Citation) -> str:
    return f", vérifié le {format_date(date.fromisoformat(citation.verified_on))}" if citation.verified_on else ""


def _doubt(item: Unverified) -> str:
    return f"- « {item.text.strip().translate(ESCAPED)} » : {item.reason}"
