"""The footprint of an answer and of a conversation, criterion by criterion, and the sentence that tells it."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.footprint.rounding import show, show_number
from assistant.domain import Frozen

THOUSAND = Decimal(1000)
FEW_DIGITS = 2


class Span(Frozen):
    """A value between two bounds, which are the same when it is not a range."""

    low: Decimal
    high: Decimal
    unit: str

    def shown(self, unit: str, factor: Decimal) -> str:
        """The value for the reader, in a smaller unit."""
        low, high = factor * self.low, factor * self.high
        last = show(high, unit, FEW_DIGITS)
        return last if low == high else f"{show_number(low, FEW_DIGITS)} à {last}"


class Criteria(Frozen):
    """The criteria side by side: kWh, kgCO2e, kgSbeq, MJ and L; None is not estimated."""

    energy: Span | None = None
    climate: Span | None = None
    resources: Span | None = None
    primary_energy: Span | None = None
    water: Span | None = None

    @property
    def figures(self) -> str:
        """The two criteria that the sentence gives: «0,52 Wh, 0,027 gCO2e»."""
        shown = ((self.energy, "Wh"), (self.climate, "gCO2e"))
        return ", ".join(span.shown(unit, THOUSAND) for span, unit in shown if span)


class AnswerFootprint(Criteria):
    """The footprint of one answer; ``how`` says in French how it was estimated, or why it was not."""

    model: str | None
    output_tokens: int | None = None
    how: str

    @property
    def is_estimated(self) -> bool:
        """Whether there is a figure."""
        return self.climate is not None

    @property
    def sentence(self) -> str:
        """The footprint in one line."""
        return f"Empreinte de cette réponse : {self.figures or 'non estimée'} ({self.how})."


class ConversationFootprint(Criteria):
    """The sum over the answers of a conversation; those not estimated are counted apart."""

    answers: int
    not_estimated: int

    @property
    def sentence(self) -> str:
        """The sum in one line."""
        plural = "s" if self.answers > 1 else ""
        missing = f", dont {self.not_estimated} non estimée{'s' if self.not_estimated > 1 else ''}"
        counted = f"{self.answers} réponse{plural}{missing if self.not_estimated else ''}"
        return f"Depuis le début du projet : {self.figures or 'non estimée'} ({counted})."


class Usage(Frozen):
    """What Jalon has been used for: conversations, and the sum over all their answers."""

    conversations: int
    footprint: ConversationFootprint


class ToldFootprint(Frozen):
    """What an answer cost and what its conversation has cost so far, with both in French."""

    answer: AnswerFootprint
    conversation: ConversationFootprint
    told: tuple[str, ...]

    @classmethod
    def of(cls, footprints: Sequence[AnswerFootprint]) -> "ToldFootprint":
        """Those of the last answer of a conversation, whose footprints are given oldest first."""
        last, so_far = footprints[-1], summed(footprints)
        return cls(answer=last, conversation=so_far, told=(last.sentence, so_far.sentence))


def summed(footprints: Sequence[AnswerFootprint]) -> ConversationFootprint:
    """The sum of the answers estimated."""
    known = [one for one in footprints if one.is_estimated]
    return ConversationFootprint(
        answers=len(footprints),
        not_estimated=len(footprints) - len(known),
        **{name: _sum([span for one in known if (span := getattr(one, name))]) for name in Criteria.model_fields},
    )


def _sum(spans: Sequence[Span]) -> Span | None:
    if not spans:
        return None
    low, high = (sum((getattr(span, bound) for span in spans), Decimal(0)) for bound in ("low", "high"))
    return Span(low=low, high=high, unit=spans[0].unit)
