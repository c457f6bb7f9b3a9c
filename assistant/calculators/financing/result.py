"""What the financing calculator answers: amounts, checks with their reference, yearly cash, dates, best plan."""

from datetime import date
from decimal import Decimal

from assistant.calculators.financing.codes import EventKind, GrantStatus, Severity, Verdict
from assistant.calculators.financing.inputs import PlanInput
from assistant.domain.model import Frozen


class Check(Frozen):
    """A rule applied to the plan, or to one of its sources (``subject``).

    ``because`` is a French sentence with the figures; ``measured`` and ``limit`` are those figures in ``unit``
    («€», «%», «jour») where the rule compares two.
    """

    rule: str
    verdict: Verdict
    because: str
    reference: str
    title: str
    severity: Severity
    link: str
    confidence: str
    verified_on: date | None
    subject: str | None = None
    measured: Decimal | None = None
    limit: Decimal | None = None
    unit: str = ""


class SourceAmount(Frozen):
    """A resource of the plan: ``kind`` is «grant», «loan», «own_funds» or «fctva»; shares are percent of the cost.

    ``terms`` say in French where its rate or amount comes from («d'après la fiche», «saisi»).
    """

    source_id: str
    kind: str
    label: str
    scheme: str | None = None
    is_public_aid: bool = False
    status: GrantStatus | None = None
    base: Decimal | None = None
    rate_percent: Decimal | None = None
    amount: Decimal
    share_percent: Decimal
    terms: str = ""


class Totals(Frozen):
    """Sums of the plan in euros. ``owner_share`` is the own contribution (*participation du maître d'ouvrage*):

    own funds and loans; ``public_financing`` is the base of the minimum contribution, ``public_aid`` its grants.
    """

    cost_excl_tax: Decimal
    vat: Decimal
    cost_incl_tax: Decimal
    to_finance: Decimal
    public_aid: Decimal
    private_aid: Decimal
    loans: Decimal
    own_funds: Decimal
    owner_share: Decimal
    public_financing: Decimal
    owner_share_percent: Decimal
    fctva: Decimal


class BindingRule(Frozen):
    """A limit that the best plan reaches: raising it by one euro lowers the own contribution by ``gain``."""

    rule: str
    because: str
    subject: str | None = None
    gain: Decimal


class Optimum(Frozen):
    """The legal plan with the least own contribution, with the limits that stop it; ``unused`` are aids left out."""

    owner_share: Decimal
    saved: Decimal | None
    binding: tuple[BindingRule, ...]
    unused: tuple[str, ...]


class CashYear(Frozen):
    """What is paid and received in a year, in euros; ``need`` is what the owner must find, negative when it gets back.

    ``cumulative_need`` adds the years up; ``annuities`` repay the loans.
    """

    year: int
    expenses_excl_tax: Decimal
    vat: Decimal
    grants: Decimal
    fctva: Decimal
    loans: Decimal
    annuities: Decimal
    need: Decimal
    cumulative_need: Decimal


class PlanEvent(Frozen):
    """A date of the plan, with the source or the rule that sets it."""

    event_id: str
    day: date
    kind: EventKind
    label: str
    detail: str = ""


class PlanResult(Frozen):
    """The plan with all that follows from it. ``calculation_id`` is derived from the inputs and the rules' data.

    ``is_legal`` when no check blocks. ``plan`` is the plan as judged: that of the optimiser when it was asked for.
    """

    calculation_id: str
    rules_version: str
    plan: PlanInput
    is_legal: bool
    totals: Totals
    sources: tuple[SourceAmount, ...]
    checks: tuple[Check, ...]
    cash: tuple[CashYear, ...]
    cash_notes: tuple[str, ...]
    events: tuple[PlanEvent, ...]
    optimum: Optimum | None = None
