"""Check one line of an answer: its links, figures, references, quotations, names of aids and markers."""

from collections.abc import Iterator
from typing import NamedTuple

from assistant.agent.answer import AnswerFigure, Unverified
from assistant.agent.evidence import MARKER, Evidence
from assistant.agent.grounding.aid_names import check_aid_names
from assistant.agent.grounding.figures import trace_figures
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.links import known_addresses, without_unknown_links
from assistant.agent.grounding.proofs import Proofs
from assistant.agent.grounding.quotations import check_quotations
from assistant.agent.grounding.references import check_references

UNKNOWN_CITATION = "la citation ne renvoie à aucun passage ou calcul trouvé dans cette conversation"


class CheckedLine(NamedTuple):
    """A line without the links that were ``removed``, its figures that are traced, and what is not, in its order."""

    text: str
    figures: list[AnswerFigure]
    untraced: list[Finding]
    removed: list[Finding]

    @property
    def unverified(self) -> tuple[Unverified, ...]:
        """All that could not be traced."""
        return tuple(Unverified(text=one.text, reason=one.reason) for one in (*self.untraced, *self.removed))


class LineCheck:
    """Checks lines against one evidence."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._proofs = Proofs(evidence)
        self._addresses = known_addresses(evidence)

    def line(self, line: str, scope: str, items: int) -> CheckedLine:
        """A line, checked: ``scope`` holds the markers that answer for it, ``items`` counts the list under it."""
        cited = self._proofs.of(scope)
        cited_text = "\n".join(proof.text for proof in cited if proof.reference)
        text, removed = without_unknown_links(line, self._addresses, cited_text)
        readable = MARKER.sub(lambda match: " " * len(match[0]), text)
        figures, untraced = trace_figures(readable, cited, self.evidence, items)
        untraced += [
            *check_references(readable, cited),
            *check_quotations(readable, cited, self._proofs.everything),
            *check_aid_names(readable, self._proofs.everything),
            *self._unknown_markers(text),
        ]
        return CheckedLine(text, figures, sorted(untraced), removed)

    def _unknown_markers(self, line: str) -> Iterator[Finding]:
        for match in MARKER.finditer(line):
            if match["kind"] and match["reference"] not in self._proofs.references:
                yield Finding(match.start(), match.end(), match[0], UNKNOWN_CITATION)
