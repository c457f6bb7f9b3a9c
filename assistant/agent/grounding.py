"""Grounding: every figure and citation of a text is traced to its proof, or said to be untraced.

Deterministic, after the model and before the user, the same for both models. A number is traced when it stands in
the user's words, or in a passage or a calculation cited on the same line. What fails is marked «non vérifié».
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.agent.answer import AnswerFigure, Citation, FigureOrigin, Unverified
from assistant.agent.evidence import MARKER, Evidence, Refusal
from assistant.calculators.financing import PlanResult
from assistant.calculators.footprint import FootprintResult
from assistant.calculators.greenbudget import GreenBudgetResult
from assistant.comparables import ComparablesAnswer, answer_lines
from assistant.domain import Frozen, Passage
from assistant.export.greenbudget.words import budget_sentences
from assistant.export.plan.words import plan_sentences
from assistant.language import NumberKind, NumberMention, read_numbers
from assistant.language.display import format_quantity
from assistant.language.units import same_quantity

UNVERIFIED_MARK = " (non vérifié)"
UNKNOWN_CITATION = "la citation ne renvoie à aucun passage trouvé dans cette conversation"
UNTRACED_NUMBER = "ce chiffre n'est ni dans la question, ni dans un passage cité, ni dans un calcul"


class GroundedText(Frozen):
    """A text whose markers have become notes, with its citations, its traced figures and what could not be traced."""

    text: str
    citations: tuple[Citation, ...]
    figures: tuple[AnswerFigure, ...]
    unverified: tuple[Unverified, ...]


class Grounder:
    """Grounds the paragraphs of one answer, numbering its notes as they come."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._numbers: dict[str, int] = {}

    def ground(self, text: str) -> GroundedText:
        """Ground one paragraph, line by line (a list item or a table row answers for its own figures)."""
        lines = [self._line(line) for line in text.split("\n")]
        return GroundedText(
            text="\n".join(line.text for line in lines),
            citations=tuple(citation for line in lines for citation in line.citations),
            figures=tuple(figure for line in lines for figure in line.figures),
            unverified=tuple(problem for line in lines for problem in line.unverified),
        )

    def _line(self, line: str) -> GroundedText:
        figures, untraced = _trace(line, self.evidence)
        marked = _mark(line, [mention for mention, _ in untraced])
        citations: list[Citation] = []
        unknown: list[Unverified] = []

        def note(match: re.Match[str]) -> str:
            reference = match["reference"]
            if match["kind"] != "p":
                return ""
            passage = self.evidence.passages.get(reference)
            if passage is None:
                unknown.append(Unverified(text=match[0], reason=UNKNOWN_CITATION))
                return UNVERIFIED_MARK
            if reference not in self._numbers:
                self._numbers[reference] = len(self._numbers) + 1
                citations.append(_citation(passage, self._numbers[reference]))
            return f"[{self._numbers[reference]}]"

        return GroundedText(
            text=MARKER.sub(note, marked).rstrip(),
            citations=tuple(citations),
            figures=tuple(figures),
            unverified=tuple(Unverified(text=m.text, reason=reason) for m, reason in untraced) + tuple(unknown),
        )


def untraced_numbers(marked: str, evidence: Evidence) -> list[Unverified]:
    """The figures of a marked text that no proof supports."""
    return [
        Unverified(text=mention.text, reason=reason)
        for line in marked.split("\n")
        for mention, reason in _trace(line, evidence)[1]
    ]


Untraced = list[tuple[NumberMention, str]]


def _trace(line: str, evidence: Evidence) -> tuple[list[AnswerFigure], Untraced]:
    readable = MARKER.sub(lambda match: " " * len(match[0]), line)
    proofs = list(_proofs(line, evidence))
    figures: list[AnswerFigure] = []
    untraced: Untraced = []
    for mention in read_numbers(readable):
        if _is_list_number(readable, mention):
            continue
        found = next((proof for proof in proofs if proof.supports(mention)), None)
        if found is None:
            untraced.append((mention, UNTRACED_NUMBER))
            continue
        figures.append(
            AnswerFigure(
                text=mention.text.strip(),
                value=f"{mention.value.normalize():f}",
                unit=mention.unit,
                origin=found.origin,
                reference=found.reference,
            )
        )
    return figures, untraced


def _is_list_number(line: str, mention: NumberMention) -> bool:
    return not line[: mention.start].strip() and line[mention.end : mention.end + 2] in {". ", ") "}


class _Proof:
    """The numbers of one source. A calculation may be shown rounded; words and passages are matched exactly."""

    def __init__(self, origin: FigureOrigin, reference: str | None, numbers: Sequence[NumberMention]) -> None:
        self.origin = origin
        self.reference = reference
        self._numbers = numbers

    def supports(self, mention: NumberMention) -> bool:
        rounded = self.origin is FigureOrigin.CALCULATION
        return any(_same(mention, number, rounded=rounded) for number in self._numbers)


def _proofs(line: str, evidence: Evidence) -> Iterable[_Proof]:
    for match in MARKER.finditer(line):
        reference = match["reference"] or ""
        if match["kind"] == "p" and reference in evidence.passages:
            numbers = _passage_numbers(evidence.passages[reference])
            yield _Proof(FigureOrigin.PASSAGE, reference, numbers)
            if reference in evidence.countdowns:
                yield _Proof(FigureOrigin.CALCULATION, reference, _read(evidence.countdowns[reference]))
        elif reference in evidence.footprints:
            yield _Proof(FigureOrigin.CALCULATION, reference, _footprint_numbers(evidence.footprints[reference]))
        elif reference in evidence.financing_plans:
            yield _Proof(FigureOrigin.CALCULATION, reference, _plan_numbers(evidence.financing_plans[reference]))
        elif reference in evidence.green_budgets:
            yield _Proof(FigureOrigin.CALCULATION, reference, _budget_numbers(evidence.green_budgets[reference]))
        elif reference in evidence.comparables:
            yield _Proof(FigureOrigin.CALCULATION, reference, _comparables_numbers(evidence.comparables[reference]))
    for words in evidence.user_words:
        yield _Proof(FigureOrigin.USER, None, _read(words))
    for refusal in evidence.refusals:
        yield _Proof(FigureOrigin.CALCULATION, None, _bounds(refusal))


def _bounds(refusal: Refusal) -> tuple[NumberMention, ...]:
    """The numbers that a tool gives for refusing a call («au plus 2 000 W»), but for those that the model gave it."""
    given = _read(refusal.arguments)
    return tuple(
        number for number in _read(refusal.message) if not any(_same(number, one, rounded=True) for one in given)
    )


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[NumberMention, ...]:
    return tuple(read_numbers(text))


def _passage_numbers(passage: Passage) -> tuple[NumberMention, ...]:
    parts = [passage.title, *passage.heading_path, passage.text]
    parts += [day.strftime("%d/%m/%Y") for day in (passage.valid_from, passage.valid_to) if day]
    if passage.page:
        parts.append(f"page {passage.page}")
    if passage.verified_on:
        parts.append(passage.verified_on.strftime("%d/%m/%Y"))
    return _read("\n".join(parts))


def _footprint_numbers(result: FootprintResult) -> tuple[NumberMention, ...]:
    parts = [result.title, result.reference_scenario, *result.warnings]
    for figure in result.figures:
        parts += [f"{figure.label} {figure.display}", figure.display_interval or ""]
        parts.append(format_quantity(figure.value, figure.unit))
    parts += [value.sentence for value in result.inputs]
    parts += [f"{step.expression} = {step.display}" for step in result.steps]
    parts += [f"{factor.label} {format_quantity(factor.value, factor.unit)} {factor.year}" for factor in result.factors]
    return _read("\n".join(parts))


def _plan_numbers(result: PlanResult) -> tuple[NumberMention, ...]:
    return _read("\n".join(plan_sentences(result)))


def _budget_numbers(result: GreenBudgetResult) -> tuple[NumberMention, ...]:
    return _read("\n".join(budget_sentences(result)))


def _comparables_numbers(answer: ComparablesAnswer) -> tuple[NumberMention, ...]:
    return _read("\n".join(answer_lines(answer)))


def _same(shown: NumberMention, known: NumberMention, *, rounded: bool) -> bool:
    if shown.key or known.key:
        is_year_of = shown.kind is NumberKind.YEAR and known.kind is NumberKind.DATE
        return known.key.startswith(f"{shown.value}-") if is_year_of else shown.key == known.key
    difference = same_quantity(shown.value, shown.unit, known.value, known.unit)
    if difference is None:
        return False
    return abs(difference) <= (_half_last_digit(shown) if rounded else 0)


def _half_last_digit(mention: NumberMention) -> Decimal:
    """Half a unit of the last digit shown: «12,4» stands for 12.35 to 12.45."""
    _, _, decimals = mention.text.partition(",")
    shown = sum(1 for character in decimals if character.isdigit())
    return Decimal(5).scaleb(-shown - 1)


def _mark(line: str, untraced: Sequence[NumberMention]) -> str:
    for mention in sorted(untraced, key=lambda mention: mention.end, reverse=True):
        line = line[: mention.end] + UNVERIFIED_MARK + line[mention.end :]
    return line


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
