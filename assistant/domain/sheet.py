"""The project sheet (*fiche projet*): every field carries where it came from."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.calculators.financing.result import PlanResult
from assistant.calculators.footprint.result import FootprintResult
from assistant.calculators.greenbudget.result import GreenBudgetResult
from assistant.domain.document import Passage
from assistant.domain.model import Frozen
from assistant.domain.territory import Beneficiary, Territory


class Origin(StrEnum):
    """Where a statement comes from."""

    USER = "user"
    DOCUMENT = "document"
    CALCULATION = "calculation"
    ASSUMPTION = "assumption"


class Provenance(Frozen):
    """The proof behind a statement.

    ``reference`` is a passage id (document) or a calculation id (calculation); ``quote`` the user's words or the
    passage's sentence. An assumption gives its reason in ``quote``.
    """

    origin: Origin
    reference: str | None = None
    quote: str | None = None


class Statement(Frozen):
    """A sentence of the sheet and its proofs, one at least."""

    text: str
    provenance: tuple[Provenance, ...] = Field(min_length=1)


class Phase(StrEnum):
    """Phase of the project: idea, study, decision, works, delivered, evaluated."""

    IDEA = "idée"
    STUDY = "étude"
    DECISION = "décision"
    WORKS = "travaux"
    DELIVERED = "livré"
    EVALUATED = "évalué"


class CostLine(Frozen):
    """A line of cost, in euros excluding tax (*hors taxes*); ``is_tax_unsaid`` when that is still to be confirmed."""

    label: str
    amount_excl_tax: Decimal = Field(ge=0)
    is_tax_unsaid: bool = False
    provenance: tuple[Provenance, ...] = Field(min_length=1)


class Action(Frozen):
    """A step of the calendar; ``period`` is words («2e trimestre 2027»), empty when not decided."""

    label: str
    period: str = ""
    provenance: tuple[Provenance, ...] = Field(min_length=1)


class Indicator(Frozen):
    """What will be measured: reference value, target and unit, as text with their source."""

    name: str
    unit: str
    baseline: str = ""
    target: str = ""
    provenance: tuple[Provenance, ...] = Field(min_length=1)


class MatchedAid(Frozen):
    """An aid that may fit: ``reasons`` say why, criterion by criterion, ``doubts`` what is still to be verified.

    ``rate`` is the rate in words with its condition; ``rate_max`` in percent. ``fits`` when nothing is in doubt.
    ``unknown`` are the criteria of which the record or the project does not tell whether they are met.
    """

    aid_id: str
    slug: str
    name: str
    financers: tuple[str, ...]
    rate_max: Decimal | None
    deadline: date | None
    reasons: tuple[str, ...]
    rate: str = ""
    fits: bool = False
    url: str | None = None
    doubts: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    provenance: tuple[Provenance, ...] = Field(min_length=1)


class KeptText(Frozen):
    """A field whose text a person chose, and the ``drafted`` sentences in place of which it stands."""

    field: str
    drafted: tuple[str, ...]
    statements: tuple[Statement, ...]


class HandField(Frozen):
    """A field that a person wrote or confirmed, and the lines that were ``drafted`` there before.

    For an estimate kept from its page, ``field`` is «footprint:» and its activity, ``drafted`` the calculation before.
    """

    field: str
    drafted: tuple[str, ...]


class ProjectSheet(Frozen):
    """The whole sheet. Empty fields are shown as «à compléter», never invented.

    ``sources`` are the passages that the provenances refer to, frozen with the sheet so that it stays readable
    when the index changes.
    """

    project_id: str
    version: int = Field(ge=1)
    title: Statement
    phase: Phase = Phase.IDEA
    owner: Statement | None = None
    beneficiary: Beneficiary | None = None
    partners: tuple[Statement, ...] = ()
    territory: Territory | None = None
    population: int | None = Field(default=None, ge=0)
    context: tuple[Statement, ...] = ()
    objectives: tuple[Statement, ...] = ()
    description: tuple[Statement, ...] = ()
    obligations: tuple[Statement, ...] = ()
    actions: tuple[Action, ...] = ()
    costs: tuple[CostLine, ...] = ()
    financing_rules: tuple[Statement, ...] = ()
    funding: tuple[MatchedAid, ...] = ()
    financing_plan: PlanResult | None = None
    green_budget: GreenBudgetResult | None = None
    comparables: tuple[Statement, ...] = ()
    footprint: tuple[FootprintResult, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    risks: tuple[Statement, ...] = ()
    open_questions: tuple[Statement, ...] = ()
    sources: tuple[Passage, ...] = ()
    kept_texts: tuple[KeptText, ...] = ()
    by_hand: tuple[HandField, ...] = ()
    created_at: datetime
    updated_at: datetime

    @property
    def total_cost_excl_tax(self) -> Decimal:
        """Sum of the cost lines, in euros excluding tax."""
        return sum((line.amount_excl_tax for line in self.costs), Decimal(0))
