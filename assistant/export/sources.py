"""The annex of sources: where each cited passage stands, with the sentences that are quoted from it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from assistant.domain.document import Passage
from assistant.domain.sheet import Action, CostLine, Indicator, MatchedAid, Origin, ProjectSheet, Provenance
from assistant.export.page import SourceView

LONGEST = 240  # characters of a passage of which nothing is quoted
ELISION = " […]"
QUOTED = re.compile(r"«\s*(.+?)\s*»", re.DOTALL)


def sources_of(sheet: ProjectSheet) -> tuple[SourceView, ...]:
    """The passages of a sheet, numbered from 1 in its order, as every citation names them."""
    quotes = _quotes(sheet)
    return tuple(
        SourceView(
            number=number,
            title=passage.title,
            place=", ".join(
                part
                for part in (passage.heading, f"page {passage.page}" if passage.page else "", passage.source)
                if part
            ),
            url=passage.url or "",
            text="\n".join(quotes[passage.passage_id]) or _beginning(passage),
        )
        for number, passage in enumerate(sheet.sources, start=1)
    )


def _quotes(sheet: ProjectSheet) -> Mapping[str, list[str]]:
    """The sentences that the sheet quotes from each passage, by its id, once each."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for text, proofs in _told(sheet):
        cited = [one for one in proofs if one.origin is Origin.DOCUMENT and one.reference]
        written = QUOTED.findall(text) if len({one.reference for one in cited}) == 1 else []
        for proof in cited:
            for quote in [proof.quote] if proof.quote else written:
                line = f"« {_readable(quote)} »"
                if line not in found[str(proof.reference)]:
                    found[str(proof.reference)].append(line)
    return found


def _told(sheet: ProjectSheet) -> Iterator[tuple[str, Iterable[Provenance]]]:
    """What the sheet says in sentences, with its proofs."""
    parts = (sheet.context, sheet.objectives, sheet.description, sheet.obligations, sheet.financing_rules)
    for statements in (*parts, sheet.partners, sheet.comparables, sheet.risks, sheet.open_questions):
        yield from ((one.text, one.provenance) for one in statements)
    others: tuple[CostLine | Action | Indicator | MatchedAid, ...]
    others = (*sheet.costs, *sheet.actions, *sheet.indicators, *sheet.funding)
    yield from (("", one.provenance) for one in others)


def _beginning(passage: Passage) -> str:
    text = " ".join(_readable(passage.text).split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + ELISION


def _readable(text: str) -> str:
    """A passage for paper: a table as its rows («Coût hors taxes · 400 003 €»), without signs of Markdown."""
    lines = (line.replace("**", "") for line in text.split("\n"))
    return "\n".join(_row(line) if "|" in line else line for line in lines if not _is_rule(line))


def _row(line: str) -> str:
    return " · ".join(cell.strip() for cell in line.strip().strip("|").split("|") if cell.strip())


def _is_rule(line: str) -> bool:
    return line.lstrip().startswith("|") and not line.strip("|:- ")
