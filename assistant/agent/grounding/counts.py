"""Numbers that count what the answer shows or cites: «voici trois aides», «deux conditions :», «quatre exceptions»."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.agent.answer import FigureOrigin
from assistant.agent.evidence import Evidence
from assistant.agent.grounding.proofs import Proof
from assistant.language import NumberKind, NumberMention
from assistant.language.text import fold

SHOWN = re.compile(
    r"[ \u00a0\u202f](?:autres?\s|grandes?\s|principa(?:les|ux)\s|premi[eè]r(?:e|es|s)?\s)?(?P<noun>[^\W\d_]+)"
)
PARTS = frozenset(
    {
        "actions", "axes", "cas", "categories", "choix", "conditions", "criteres", "elements", "etapes", "exceptions",
        "exemples", "familles", "informations", "leviers", "motifs", "obligations", "options", "parties", "pistes",
        "points", "precisions", "priorites", "propositions", "questions", "raisons", "regles", "remarques",
        "scenarios", "situations", "solutions", "sujets", "temps", "types", "voies", "volets",
    }
)  # fmt: skip
FOUND = frozenset({"aides", "dispositifs", "documents", "financements", "passages", "sources", "subventions", "textes"})
MOST = 20
ITEM = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s")
ROW = re.compile(r"^\s*\|")
RULE = re.compile(r"^[\s|:-]+$")  # the line under the headings of a Markdown table


def counts_what_is_shown(line: str, mention: NumberMention, evidence: Evidence, items: int) -> bool:
    """Whether a number counts the items of the list below it, or, for what the tools find, some of what they found."""
    noun = _noun(line, mention)
    if noun in FOUND:
        found = max(len(evidence.aids), len(evidence.passages))
        return mention.value == items or mention.value <= found
    return noun in PARTS and mention.value == items


def counts_what_is_cited(line: str, mention: NumberMention, proofs: Sequence[Proof]) -> bool:
    """Whether a number counts the items of a list, or the rows of a table, of a passage that the line cites."""
    return _noun(line, mention) in PARTS and any(
        mention.value in _sizes(proof.text) for proof in proofs if proof.origin is FigureOrigin.PASSAGE
    )


def _noun(line: str, mention: NumberMention) -> str:
    """The noun that a small number counts, folded; empty for another number."""
    after = SHOWN.match(line, mention.end)
    is_small = mention.kind is NumberKind.PLAIN and mention.value <= MOST
    return fold(after["noun"]) if after and is_small else ""


@lru_cache(maxsize=4096)
def _sizes(text: str) -> frozenset[int]:
    return frozenset(_list_sizes(text))


def _list_sizes(text: str) -> Iterator[int]:
    """The sizes of the lists and tables of a text, without the headings of a table; an empty line ends none."""
    lines = [line for line in text.split("\n") if line.strip() and not RULE.match(line)]
    for pattern, headings in ((ITEM, 0), (ROW, 1)):
        run = 0
        for line in [*lines, ""]:
            if pattern.match(line):
                run += 1
            elif run:
                yield run - headings
                run = 0
