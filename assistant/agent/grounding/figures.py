"""Trace the numbers, dates and legal references of a line."""

import re
from collections.abc import Iterator, Sequence

from assistant.agent.answer import AnswerFigure
from assistant.agent.evidence import Evidence
from assistant.agent.grounding.counts import counts_what_is_cited, counts_what_is_shown
from assistant.agent.grounding.finding import Finding
from assistant.agent.grounding.proofs import Proof
from assistant.agent.grounding.sameness import is_list_number, supports
from assistant.language import NumberMention, read_numbers
from assistant.territories import shipped_territories

UNTRACED_NUMBER = "ce chiffre n'est ni dans la question, ni dans un passage cité, ni dans un calcul"
BRACKETED_CODE = re.compile(r"(?P<code>\d[\dAB]\d?)\)")
RANGE = re.compile(r"\s*(?:à|et|ou|contre)\s*")
SCALE = re.compile(r"\b(?:millions?|milliards?)\b", re.IGNORECASE)


def trace_figures(
    line: str, proofs: Sequence[Proof], evidence: Evidence, items: int
) -> tuple[list[AnswerFigure], list[Finding]]:
    """The figures of a line that a proof supports, and those that none does.

    ``line`` has no marker; ``items`` is the number of items in the list that it stands above.
    """
    figures: list[AnswerFigure] = []
    untraced: list[Finding] = []
    mentions = read_numbers(line)
    for mention in mentions:
        if is_list_number(line, mention.start, mention.end) or _is_territory_code(line, mention):
            continue
        if counts_what_is_shown(line, mention, evidence, items) or counts_what_is_cited(line, mention, proofs):
            continue
        found = _proof_of(mention, line, mentions, proofs)
        if found is None:
            untraced.append(Finding(mention.start, mention.end, mention.text, UNTRACED_NUMBER))
        else:
            figures.append(_figure(mention, found))
    return figures, untraced


def _proof_of(
    mention: NumberMention, line: str, mentions: Sequence[NumberMention], proofs: Sequence[Proof]
) -> Proof | None:
    readings = [mention, *_read_as_the_next(mention, line, mentions)]
    return next((proof for proof in proofs for one in readings if supports(proof, one, line)), None)


def _read_as_the_next(mention: NumberMention, line: str, mentions: Sequence[NumberMention]) -> Iterator[NumberMention]:
    """The first number of «de 360 à 301 millions» or «de 172,2 à 65,4 MWh», in the scale and unit of the second."""
    following = next((one for one in mentions if one.start >= mention.end), None)
    if mention.unit or mention.key or following is None or not RANGE.fullmatch(line, mention.end, following.start):
        return
    scale = SCALE.search(following.text)
    power = 0 if scale is None else 9 if scale[0].lower().startswith("milliard") else 6
    if power or following.unit:
        yield mention.model_copy(update={"value": mention.value.scaleb(power), "unit": following.unit})


def _figure(mention: NumberMention, proof: Proof) -> AnswerFigure:
    return AnswerFigure(
        text=mention.text.strip(),
        value=f"{mention.value.normalize():f}",
        unit=mention.unit,
        origin=proof.origin,
        reference=proof.reference,
    )


def _is_territory_code(line: str, mention: NumberMention) -> bool:
    """Whether a number is the official code of the territory named before it, «Seine-Saint-Denis (93)»: no figure."""
    match = BRACKETED_CODE.match(line, mention.start)
    return match is not None and any(
        territory.code == match["code"] and line[: mention.start].endswith(f"{territory.name} (")
        for territory in shipped_territories()
    )
