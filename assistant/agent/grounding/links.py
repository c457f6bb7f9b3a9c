"""Take out of an answer the pictures and the links that lead where nothing that was found leads.

A model that obeys a poisoned document would send what was said to an address of its choice.
"""

import re
from collections.abc import Collection

from assistant.agent.evidence import Evidence
from assistant.agent.grounding.finding import Finding

LINK = re.compile(r"(?P<picture>!)?\[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()]*\))?[^()]*)\)")
ADDRESS = re.compile(
    r"(?:(?:https?|ftp|data|javascript|file|mailto|hxxps?):|www\.|[\w.+-]+@(?=[\w-]+\.))[^\s<>()\[\]«»\"]+",
    re.IGNORECASE,
)
OWN_PAGE = re.compile(r"/(?:[\w-]+/?)*")  # of this server, without a query: it can carry nothing away
# What a reader that takes Markdown for HTML would run, fetch or send.
ELEMENT = re.compile(
    r"</?\s*(?:a|img|image|iframe|script|style|link|form|input|button|object|embed|svg|video|audio|base|meta)\b[^>]*>?",
    re.IGNORECASE,
)
TRAILING = ".,;:!?"
PICTURE_REMOVED = "une image extérieure a été retirée"
ELEMENT_REMOVED = "un élément de page a été retiré"
UNKNOWN_LINK = "ce lien ne vient d'aucun document trouvé : il a été retiré"


def without_unknown_links(line: str, known: Collection[str], cited: str) -> tuple[str, list[Finding]]:
    """A line with the label alone of links that lead neither to ``known`` addresses nor to one of the text ``cited``,
    and what was taken out."""
    removed: list[tuple[str, str]] = []

    def is_known(target: str) -> bool:
        is_quoted = target in cited and "?" not in target
        return target in known or is_quoted or OWN_PAGE.fullmatch(target) is not None

    def keep_label(match: re.Match[str]) -> str:
        if match["picture"]:
            removed.append((match["label"], PICTURE_REMOVED))
            return match["label"]
        if is_known(match["target"].strip("<> ")):
            return match[0]
        removed.append((match["label"], UNKNOWN_LINK))
        return match["label"]

    def keep_known(match: re.Match[str]) -> str:
        target = match[0].rstrip(TRAILING)
        if is_known(target):
            return match[0]
        removed.append(("", UNKNOWN_LINK))
        return "(lien retiré)" + match[0][len(target) :]

    def drop(match: re.Match[str]) -> str:
        removed.append(("", ELEMENT_REMOVED))
        return ""

    kept = ADDRESS.sub(keep_known, LINK.sub(keep_label, ELEMENT.sub(drop, line)))
    return kept, [Finding(len(kept), len(kept), text or "lien", reason) for text, reason in removed]


def known_addresses(evidence: Evidence) -> frozenset[str]:
    """The addresses of the passages and aids found, and those that the user gave."""
    addresses = {match[0].rstrip(TRAILING) for words in evidence.user_words for match in ADDRESS.finditer(words)}
    for passage in evidence.passages.values():
        addresses |= {passage.url or "", passage.source}
    for found in evidence.aids.values():
        addresses |= {found.aid.url or "", found.aid.origin_url or "", found.aid.application_url or ""}
    return frozenset(addresses - {""})
