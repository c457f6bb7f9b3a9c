"""What a financing plan is made of, as its author gives it. Money is euros to the cent, rates are percent."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from assistant.calculators.financing.codes import (
    Basis,
    CostNature,
    FctvaKind,
    FctvaRegime,
    GrantStatus,
    OwnerKind,
)
from assistant.domain.model import Frozen

Identifier = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][\w.-]*$")]
Label = Annotated[str, Field(max_length=200)]
Money = Annotated[Decimal, Field(ge=0, le=100_000_000_000, decimal_places=2)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
Year = Annotated[int, Field(ge=2000, le=2100)]


class Owner(Frozen):
    """Who carries the project (*maître d'ouvrage*).

    ``territory`` is an INSEE or SIREN code, ``department`` that of the owner's département when the code does not begin
    with it (SIREN). ``financial_potential_ratio`` is the owner's potential per inhabitant over the average of its
    stratum; ``largest_commune`` and ``density`` (inhabitants a km²) describe an EPCI.
    """

    kind: OwnerKind
    name: Label = ""
    territory: Annotated[str, Field(pattern=r"^(\d[\dAB]\d{3}|\d{9}|\d[\dAB]\d?|R\d{2})$")] | None = None
    department: Annotated[str, Field(pattern=r"^\d[\dAB]\d?$")] | None = None
    population: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    financial_potential_ratio: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    largest_commune: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    density: Annotated[Decimal, Field(ge=0, le=100_000)] | None = None
    fctva_regime: FctvaRegime | None = None


class Calendar(Frozen):
    """Dates of the project: first legal act (quote or contract signed), start and end of the works."""

    first_commitment: date | None = None
    works_start: date | None = None
    works_end: date | None = None

    @property
    def execution_start(self) -> date | None:
        """When the operation is begun (*commencement d'exécution*): the first of the act and of the works."""
        return min((day for day in (self.first_commitment, self.works_start) if day), default=None)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        start = self.execution_start
        if start and self.works_end and self.works_end < start:
            raise ValueError("works_end: la fin des travaux précède leur commencement")
        return self


class Derogation(Frozen):
    """A derogation of the rules' data, by id; ``own_share_percent`` is the share that the préfet has set, if any."""

    id: Identifier
    obtained: bool = False
    own_share_percent: Percent | None = None


class Operation(Frozen):
    """What the rules need to know of the project itself; ``None`` when it is not said.

    ``has_lead_authority`` is true for a domain with a lead authority (*compétence à chef de file*);
    ``energy_saving_percent`` is the fall of final energy of a renovation.
    """

    is_investment: bool = True
    has_lead_authority: bool = False
    energy_saving_percent: Annotated[Decimal, Field(ge=-1000, le=100)] | None = None
    is_existing_building: bool | None = None
    derogations: tuple[Derogation, ...] = ()


class PaidShare(Frozen):
    """The share of an expense that is paid in a year."""

    year: Year
    percent: Percent


class CostItem(Frozen):
    """A line of cost, excluding tax; ``payments`` say when it is paid (default: spread over the works by day)."""

    id: Identifier
    label: Label = ""
    amount_excl_tax: Annotated[Money, Field(gt=0)]
    vat_rate: Percent = Decimal(20)
    nature: CostNature = CostNature.INVESTMENT
    fctva: FctvaKind = FctvaKind.STANDARD
    payments: tuple[PaidShare, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.payments and sum(share.percent for share in self.payments) != 100:
            raise ValueError("payments: les parts annuelles ne font pas 100 %")
        return self


class Grant(Frozen):
    """An aid that is not paid back.

    The expense base (*assiette*) is the sum of ``lines`` (every line when empty) excluding tax, unless
    ``base_includes_tax``, at most ``base_ceiling``. The grant is an ``amount`` or a ``rate_percent`` of its base;
    without either it is a candidate that only the optimiser fills. ``max_rate_percent``, ``ceiling`` and ``floor`` are
    the financer's. ``aid`` is the slug of the record that gives them, ``terms_from`` says so; the record may also give
    the scheme, which is otherwise needed.
    """

    id: Identifier
    scheme: Annotated[str, Field(max_length=60)] = ""
    label: Label = ""
    lines: tuple[Identifier, ...] = ()
    base_ceiling: Money | None = None
    base_includes_tax: bool = False
    rate_percent: Percent | None = None
    amount: Money | None = None
    max_rate_percent: Percent | None = None
    ceiling: Money | None = None
    floor: Money | None = None
    status: GrantStatus = GrantStatus.PLANNED
    requested_on: date | None = None
    complete_on: date | None = None
    granted_on: date | None = None
    deadline: date | None = None
    aid: str | None = None
    terms_from: str = ""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if not self.scheme and not self.aid:
            raise ValueError("scheme: donnez le dispositif (ou la fiche de l'aide)")
        if self.amount is not None and self.rate_percent is not None:
            raise ValueError("amount: donnez un montant ou un taux, pas les deux")
        if self.ceiling is not None and self.floor is not None and self.floor > self.ceiling:
            raise ValueError("floor: le plancher dépasse le plafond")
        if self.requested_on and self.complete_on and self.complete_on < self.requested_on:
            raise ValueError("complete_on: le dossier est complet avant d'être déposé")
        if self.requested_on and self.granted_on and self.granted_on < self.requested_on:
            raise ValueError("granted_on: l'aide est accordée avant d'être demandée")
        return self


class Loan(Frozen):
    """A loan (*emprunt*, repayable advance): constant annual payments, the first one the year after it is drawn."""

    id: Identifier
    label: Label = ""
    amount: Annotated[Money, Field(gt=0)]
    rate_percent: Percent = Decimal(0)
    years: Annotated[int, Field(ge=1, le=60)]
    drawn_in: Year | None = None


class PlanInput(Frozen):
    """A whole plan. ``own_funds`` (*autofinancement*) None means: what the other sources leave.

    In a plan including tax, ``fctva`` is the FCTVA written as a resource (None: as computed); a plan excluding tax
    writes none. ``on`` is the day on which the plan is judged.
    """

    title: Label = ""
    owner: Owner
    basis: Basis = Basis.EXCLUDING_TAX
    on: date
    calendar: Calendar = Calendar()
    operation: Operation = Operation()
    costs: Annotated[tuple[CostItem, ...], Field(min_length=1, max_length=200)]
    grants: Annotated[tuple[Grant, ...], Field(max_length=60)] = ()
    loans: Annotated[tuple[Loan, ...], Field(max_length=20)] = ()
    own_funds: Money | None = None
    fctva: Money | None = None
