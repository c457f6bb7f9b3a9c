"""Ground an answer paragraph by paragraph: markers become notes, and what is not traced is marked or taken out."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.agent.answer import AnswerFigure, Citation, Unverified
from assistant.agent.evidence import MARKER, Evidence
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.line import LineCheck
from assistant.agent.grounding.recital import recites_prompt
from assistant.agent.grounding.scope import is_item, scopes
from assistant.domain import Frozen, Passage
from assistant.language.foreign import is_english
from assistant.language.text import sentence_spans
from assistant.settings import Unproven

PARAGRAPH = "\n\n"
UNVERIFIED_MARK = " (non vérifié)"
WITHHELD = "[phrase retirée : non vérifiée]"
NOT_FRENCH = "[paragraphe retiré : le modèle n'a pas répondu en français]"
RECITED = "[paragraphe retiré : consignes internes]"
OWN_ORDERS = "ce paragraphe récite les consignes données au modèle"
IN_ENGLISH = "ce paragraphe est en anglais"
EXCERPT = 80


class GroundedText(Frozen):
    """A text whose markers have become notes, with its citations, its traced figures and what could not be traced."""

    text: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    unverified: tuple[Unverified, ...] = ()


class Grounder:
    """Grounds the paragraphs of one answer, numbering its notes as they come."""

    def __init__(self, evidence: Evidence, unproven: Unproven = "mark") -> None:
        self._unproven = unproven
        self._numbers: dict[str, int] = {}
        self.renew(evidence)

    def renew(self, evidence: Evidence) -> None:
        """Take the evidence as it is after one more tool has answered; the notes keep their numbers."""
        self._check = LineCheck(evidence)

    def ground_answer(self, text: str) -> GroundedText:
        """Ground a whole answer, paragraph by paragraph."""
        return _joined(map(self.ground, paragraphs_of(text)), PARAGRAPH)

    def ground(self, paragraph: str) -> GroundedText:
        """Ground one paragraph, line by line (a list item or a table row answers for its own figures).

        A paragraph in English is not shown to a user who writes in French.
        """
        if is_english(paragraph) and not is_english(" ".join(self._check.evidence.user_words[-1:])):
            told = Unverified(text=paragraph[:EXCERPT], reason=IN_ENGLISH)
            return GroundedText(text=NOT_FRENCH, unverified=(told,))
        if recites_prompt(paragraph):
            told = Unverified(text=paragraph[:EXCERPT], reason=OWN_ORDERS)
            return GroundedText(text=RECITED, unverified=(told,))
        lines = paragraph.split("\n")
        grounded = [
            self._line(line, scope, sum(map(is_item, lines[place + 1 :])))
            for place, (line, scope) in enumerate(zip(lines, scopes(lines), strict=True))
        ]
        return _joined(grounded, "\n")

    def _line(self, line: str, scope: str, items: int) -> GroundedText:
        checked = self._check.line(line, scope, items)
        mark = _withheld if self._unproven == "withhold" else _marked
        shown = mark(checked.text, checked.untraced)
        citations = list(self._new_citations(shown))
        return GroundedText(
            text=MARKER.sub(self._note, shown).rstrip(),
            citations=tuple(citations),
            figures=tuple(checked.figures),
            unverified=checked.unverified,
        )

    def _new_citations(self, line: str) -> Iterator[Citation]:
        for match in MARKER.finditer(line):
            passage = self._check.evidence.passages.get(match["reference"]) if match["kind"] == "p" else None
            if passage and passage.passage_id not in self._numbers:
                self._numbers[passage.passage_id] = len(self._numbers) + 1
                yield _citation(passage, self._numbers[passage.passage_id])

    def _note(self, marker: re.Match[str]) -> str:
        """The note of a passage; a calculation and the user's words are shown as figures, not as notes."""
        return f"[{self._numbers[marker['reference']]}]" if marker["reference"] in self._numbers else ""


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of an answer."""
    return [paragraph.strip("\n") for paragraph in text.split(PARAGRAPH) if paragraph.strip()]


def _joined(parts: Iterable[GroundedText], separator: str) -> GroundedText:
    found = list(parts)
    return GroundedText(
        text=separator.join(part.text for part in found),
        citations=tuple(citation for part in found for citation in part.citations),
        figures=tuple(figure for part in found for figure in part.figures),
        unverified=tuple(problem for part in found for problem in part.unverified),
    )


def untraced(marked: str, evidence: Evidence) -> list[Unverified]:
    """What no proof supports in a marked text, the same as in an answer."""
    check, lines = LineCheck(evidence), marked.split("\n")
    found = (check.line(line, scope, 0).unverified for line, scope in zip(lines, scopes(lines), strict=True))
    return [problem for problems in found for problem in problems]


def _marked(line: str, findings: Iterable[Finding]) -> str:
    for place in sorted({finding.end for finding in findings}, reverse=True):
        line = line[:place] + UNVERIFIED_MARK + line[place:]
    return line


def _withheld(line: str, findings: Sequence[Finding]) -> str:
    """A line without the sentences in which something is not traced."""
    kept: list[str] = []
    for start, end in sentence_spans(line):
        is_untraced = any(start <= finding.start < end for finding in findings)
        if not is_untraced:
            kept.append(line[start:end])
        elif not kept or kept[-1] != f"{WITHHELD} ":
            kept.append(f"{WITHHELD} ")
    return "".join(kept)


def _citation(passage: Passage, number: int) -> Citation:
    return Citation(
        number=number,
        passage_id=passage.passage_id,
        document_id=passage.document_id,
        kind=passage.kind.value,
        title=passage.title,
        heading=passage.heading,
        source=passage.source,
        page=passage.page,
        url=passage.url,
        verified_on=passage.verified_on.isoformat() if passage.verified_on else None,
        start=passage.start,
        end=passage.end,
        text=passage.text,
    )
