"""Check that the words between quotation marks stand where they are said to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.agent.answer import FigureOrigin
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.proofs import Proof
from assistant.knowledge.citations.folding import fold_characters

QUOTATION = re.compile(r"«\s*(?P<french>[^«»]+?)\s*»|“(?P<english>[^“”]+)”|\"(?P<straight>[^\"]+)\"")
CUT = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.")
CELL = re.compile(r"\s*\|\s*|\s+:\s+")  # «Seuil : 1 500 m² | Échéance : 2028», a row told with its headings
FEWEST_WORDS = 4  # fewer are a term or a name, not a quotation
NOT_IN_CITED = "ces mots ne sont pas dans le passage cité"
NOWHERE = "ces mots entre guillemets ne sont ni dans un passage trouvé, ni dans vos messages"


def check_quotations(line: str, proofs: Sequence[Proof], everything: Sequence[str]) -> Iterator[Finding]:
    """The quotations of a line that are not, cut or whole, in what it cites, nor in the user's words.

    Letters and digits are compared, in their order: neither accents, case, spaces nor signs change a quotation. The
    cells of a row stand apart from their headings. A line that cites nothing may quote whatever the conversation holds.
    """
    has_passage = any(proof.origin is FigureOrigin.PASSAGE for proof in proofs)
    texts = [proof.text for proof in proofs] if has_passage else [*(proof.text for proof in proofs), *everything]
    for match in QUOTATION.finditer(line):
        quoted = next(filter(None, match.groups()))
        if len(quoted.split()) >= FEWEST_WORDS and not any(_holds(text, quoted) for text in texts):
            yield Finding(match.start(), match.end(), match[0], NOT_IN_CITED if has_passage else NOWHERE)


def _holds(text: str, quoted: str) -> bool:
    characters, place = _folded(text), 0
    if "|" in quoted:
        return all(_folded(cell) in characters for cell in CELL.split(quoted))
    for piece in filter(None, map(_folded, CUT.split(quoted))):
        place = characters.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    return True


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold_characters(text).characters
