"""Numbers that count what the answer itself shows: «voici trois aides», «deux conditions :»."""

import re

from assistant.agent.evidence import Evidence
from assistant.language import NumberKind, NumberMention
from assistant.language.text import fold

SHOWN = re.compile(
    r"[ \u00a0\u202f](?:autres?\s|grandes?\s|principa(?:les|ux)\s|premi[eè]r(?:e|es|s)?\s)?(?P<noun>[^\W\d_]+)"
)
PARTS = frozenset(
    {
        "actions", "axes", "cas", "choix", "conditions", "criteres", "elements", "etapes", "exemples", "informations",
        "leviers", "options", "pistes", "points", "precisions", "propositions", "questions", "raisons", "remarques",
        "scenarios", "solutions", "sujets", "temps", "volets",
    }
)  # fmt: skip
FOUND = frozenset({"aides", "dispositifs", "documents", "financements", "passages", "sources", "subventions", "textes"})
MOST = 20


def counts_what_is_shown(line: str, mention: NumberMention, evidence: Evidence, items: int) -> bool:
    """Whether a number counts the items of the list below it, or, for what the tools find, some of what they found."""
    after = SHOWN.match(line, mention.end)
    if mention.kind is not NumberKind.PLAIN or mention.value > MOST or after is None:
        return False
    noun = fold(after["noun"])
    if noun in FOUND:
        found = max(len(evidence.aids), len(evidence.passages))
        return mention.value == items or mention.value <= found
    return noun in PARTS and mention.value == items
