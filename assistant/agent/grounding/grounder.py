"""Ground an answer paragraph by paragraph: markers become notes, and what is not traced is marked or taken out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from assistant.agent.answer import AnswerFigure, Citation, Unverified
from assistant.agent.evidence import MARKER, Evidence
from assistant.agent.grounding.aid_names import check_aid_names
from assistant.agent.grounding.figures import trace_figures
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.links import without_unknown_links
from assistant.agent.grounding.proofs import every_text, proofs
from assistant.agent.grounding.quotations import check_quotations
from assistant.agent.grounding.references import check_references
from assistant.agent.grounding.scope import is_item, scopes
from assistant.domain import Frozen, Passage
from assistant.language.text import sentence_spans

UNVERIFIED_MARK = " (non vérifié)"
WITHHELD = "[phrase retirée : non vérifiée]"
UNKNOWN_CITATION = "la citation ne renvoie à aucun passage ou calcul trouvé dans cette conversation"


class Unproven(StrEnum):
    """What becomes of words that no proof supports: marked «non vérifié», or their sentence taken out."""

    MARK = "mark"
    WITHHOLD = "withhold"


class GroundedText(Frozen):
    """A text whose markers have become notes, with its citations, its traced figures and what could not be traced."""

    text: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[AnswerFigure, ...] = ()
    unverified: tuple[Unverified, ...] = ()


class Grounder:
    """Grounds the paragraphs of one answer, numbering its notes as they come."""

    def __init__(self, evidence: Evidence, unproven: Unproven = Unproven.MARK) -> None:
        self._unproven = unproven
        self._numbers: dict[str, int] = {}
        self.renew(evidence)

    def renew(self, evidence: Evidence) -> None:
        """Take the evidence as it is after one more tool has answered; the notes keep their numbers."""
        self._evidence = evidence
        self._everything = tuple(every_text(evidence))

    def ground(self, paragraph: str) -> GroundedText:
        """Ground one paragraph, line by line (a list item or a table row answers for its own figures)."""
        lines = paragraph.split("\n")
        grounded = [
            self._line(line, scope, sum(map(is_item, lines[place + 1 :])))
            for place, (line, scope) in enumerate(zip(lines, scopes(lines), strict=True))
        ]
        return GroundedText(
            text="\n".join(line.text for line in grounded),
            citations=tuple(citation for line in grounded for citation in line.citations),
            figures=tuple(figure for line in grounded for figure in line.figures),
            unverified=tuple(problem for line in grounded for problem in line.unverified),
        )

    def _line(self, line: str, scope: str, items: int) -> GroundedText:
        figures, findings = checked(line, scope, self._evidence, self._everything, items)
        shown = _withheld(line, findings) if self._unproven is Unproven.WITHHOLD else _marked(line, findings)
        shown, removed = without_unknown_links(shown, self._evidence, _cited_text(scope, self._evidence))
        citations = list(self._new_citations(shown))
        return GroundedText(
            text=MARKER.sub(self._note, shown).rstrip(),
            citations=tuple(citations),
            figures=tuple(figures),
            unverified=tuple(Unverified(text=one.text, reason=one.reason) for one in (*findings, *removed)),
        )

    def _new_citations(self, line: str) -> Iterator[Citation]:
        for match in MARKER.finditer(line):
            passage = self._evidence.passages.get(match["reference"]) if match["kind"] == "p" else None
            if passage and passage.passage_id not in self._numbers:
                self._numbers[passage.passage_id] = len(self._numbers) + 1
                yield _citation(passage, self._numbers[passage.passage_id])

    def _note(self, marker: re.Match[str]) -> str:
        """The note of a passage; a calculation and the user's words are shown as figures, not as notes."""
        return f"[{self._numbers[marker['reference']]}]" if marker["reference"] in self._numbers else ""


def untraced(marked: str, evidence: Evidence) -> list[Unverified]:
    """What no proof supports in a marked text, the same as in an answer."""
    everything, lines = tuple(every_text(evidence)), marked.split("\n")
    return [
        Unverified(text=one.text, reason=one.reason)
        for line, scope in zip(lines, scopes(lines), strict=True)
        for one in checked(line, scope, evidence, everything, 0)[1]
    ]


def checked(
    line: str, scope: str, evidence: Evidence, everything: Sequence[str], items: int
) -> tuple[list[AnswerFigure], list[Finding]]:
    """The figures of a line that are traced, and all that is not, in the order of the line."""
    readable = MARKER.sub(lambda match: " " * len(match[0]), line)
    cited = list(proofs(scope, evidence))
    figures, untraced_figures = trace_figures(readable, cited, evidence, items)
    findings = [
        *untraced_figures,
        *check_references(readable, cited),
        *check_quotations(readable, cited, everything),
        *check_aid_names(readable, everything),
        *_unknown_markers(line, evidence),
    ]
    return figures, sorted(findings)


def _unknown_markers(line: str, evidence: Evidence) -> Iterator[Finding]:
    known = evidence.passages.keys() | evidence.calculations.keys()
    for match in MARKER.finditer(line):
        if match["kind"] and match["reference"] not in known:
            yield Finding(match.start(), match.end(), match[0], UNKNOWN_CITATION)


def _cited_text(scope: str, evidence: Evidence) -> str:
    return "\n".join(proof.text for proof in proofs(scope, evidence) if proof.reference)


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
