"""What may prove a line: the texts of the passages and calculations that it cites, and the user's words."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from assistant.agent.answer import FigureOrigin
from assistant.agent.evidence import MARKER, Evidence, Refusal
from assistant.calculators.financing import PlanResult
from assistant.calculators.footprint import FootprintResult
from assistant.comparables import answer_lines
from assistant.domain import Frozen, Passage
from assistant.drafting import Completeness, ItemState
from assistant.export.greenbudget.words import budget_sentences
from assistant.export.plan.words import check_sentence, plan_sentences
from assistant.export.scenarios import scenario_sentences
from assistant.language import NumberMention, read_bare_amounts, read_numbers
from assistant.language.display import format_date, format_euros, format_quantity


class Proof(Frozen):
    """A text that proves: where it comes from, its passage or calculation id. The numbers of ``without`` are not its
    own: what a model gave to a call proves nothing."""

    origin: FigureOrigin
    reference: str | None
    text: str
    without: str = ""


class Proofs:
    """What one evidence proves, each text made once: the lines of an answer cite the same passages and calculations."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._made: dict[str, tuple[Proof, ...]] = {}

    def of(self, scope: str) -> list[Proof]:
        """The proofs of a line: what the markers of its scope cite, then what needs no marker."""
        cited = (self._cited(match) for match in MARKER.finditer(scope))
        return [*(proof for proofs in cited for proof in proofs), *self.unmarked]

    @cached_property
    def unmarked(self) -> tuple[Proof, ...]:
        """What proves without being cited: the user's words, the day, and what a tool says in refusing a call."""
        return tuple(_unmarked(self.evidence))

    @cached_property
    def everything(self) -> tuple[str, ...]:
        """All the texts of a conversation that may be spoken of: passages, aids, calculations, the user's words."""
        evidence = self.evidence
        aids = (" ".join((one.aid.name, *one.aid.financers, *one.aid.programs)) for one in evidence.aids.values())
        computed = (proof.text for name in evidence.calculations for proof in _cited("c", name, evidence))
        passages = map(passage_text, evidence.passages.values())
        return (*passages, *aids, evidence.sheet_title, *computed, *(proof.text for proof in self.unmarked))

    @cached_property
    def references(self) -> frozenset[str]:
        """The ids of the passages and calculations that a marker may name."""
        return frozenset(self.evidence.passages) | frozenset(self.evidence.calculations)

    def _cited(self, match: re.Match[str]) -> tuple[Proof, ...]:
        if match[0] not in self._made:
            self._made[match[0]] = tuple(_cited(match["kind"] or "", match["reference"] or "", self.evidence))
        return self._made[match[0]]


def _unmarked(evidence: Evidence) -> Iterator[Proof]:
    for words in evidence.user_words:
        yield Proof(origin=FigureOrigin.USER, reference=None, text=words)
        for amount in read_bare_amounts(words):  # «40k HT» is 40 000 €
            yield Proof(origin=FigureOrigin.USER, reference=None, text=format_euros(amount.value))
    if evidence.on:
        yield Proof(origin=FigureOrigin.DAY, reference=None, text=format_date(evidence.on))
    for refusal in evidence.refusals:
        yield _refused(refusal)


def passage_text(passage: Passage) -> str:
    """All that a passage says: its text, and its title, headings, page and dates."""
    parts = [passage.title, *passage.heading_path, passage.text]
    parts += [day.strftime("%d/%m/%Y") for day in (passage.valid_from, passage.valid_to, passage.verified_on) if day]
    if passage.page:
        parts.append(f"page {passage.page}")
    return "\n".join(parts)


@lru_cache(maxsize=4096)
def numbers_of(text: str) -> tuple[NumberMention, ...]:
    """The numbers of a text, kept: the same passages prove line after line."""
    return tuple(read_numbers(text))


def calculation_text(calculation_id: str, evidence: Evidence) -> str:
    """All that a calculation of a conversation says, a line a sentence; empty when there is none."""
    return "\n".join(proof.text for proof in _cited("c", calculation_id, evidence))


def _cited(kind: str, reference: str, evidence: Evidence) -> Iterator[Proof]:
    if kind == "p" and reference in evidence.passages:
        yield Proof(origin=FigureOrigin.PASSAGE, reference=reference, text=passage_text(evidence.passages[reference]))
        if reference in evidence.verdicts:
            yield _calculated(reference, evidence.verdicts[reference])
    elif reference in evidence.footprints:
        yield _calculated(reference, _footprint_text(evidence.footprints[reference]))
    elif reference in evidence.financing_plans:
        yield _calculated(reference, _plan_text(evidence.financing_plans[reference]))
    elif reference in evidence.green_budgets:
        yield _calculated(reference, "\n".join(budget_sentences(evidence.green_budgets[reference])))
    elif reference in evidence.checklists:
        yield _calculated(reference, _checklist_text(evidence.checklists[reference]))
    elif reference in evidence.scenarios:
        yield _calculated(reference, "\n".join(scenario_sentences(evidence.scenarios[reference])))
    elif reference in evidence.comparables:
        yield _calculated(reference, "\n".join(answer_lines(evidence.comparables[reference])))


def _calculated(reference: str, text: str) -> Proof:
    return Proof(origin=FigureOrigin.CALCULATION, reference=reference, text=text)


def _refused(refusal: Refusal) -> Proof:
    """What a tool says in refusing a call («au plus 2 000 W»), but for the numbers that the model gave it."""
    return Proof(origin=FigureOrigin.CALCULATION, reference=None, text=refusal.message, without=refusal.arguments)


def _checklist_text(found: Completeness) -> str:
    counts = [f"{len(found.of_state(state))} {state.value}" for state in ItemState]
    asked = [one.what for need in found.next_questions for one in need.unlocks]
    told = [f"{one.item.label} {one.proof}" for one in found.items]
    questions = [need.question for need in found.next_questions]
    return "\n".join([found.label, f"{found.score_percent} %", *counts, *told, *asked, *questions])


def _plan_text(result: PlanResult) -> str:
    rules = [f"{check.title} {check_sentence(check)}" for check in result.checks]
    costs = [f"{item.label} : {format_euros(item.amount_excl_tax)} HT" for item in result.plan.costs]
    return "\n".join([*costs, *plan_sentences(result), *rules])


def _footprint_text(result: FootprintResult) -> str:
    parts = [result.title, result.reference_scenario, *result.warnings]
    for figure in result.figures:
        parts += [f"{figure.label} {figure.display}", figure.display_interval or ""]
        parts.append(format_quantity(figure.value, figure.unit))
    parts += [value.sentence for value in result.inputs]
    parts += [f"{step.expression} = {step.display}" for step in result.steps]
    parts += [f"{factor.label} {format_quantity(factor.value, factor.unit)} {factor.year}" for factor in result.factors]
    return "\n".join(parts).replace("véh.km", "km")  # a distance, told as such
