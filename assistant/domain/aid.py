"""An aid (*aide*): what a financer offers, in the model of the Aides-territoires API."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field, JsonValue

from assistant.domain.model import Frozen
from assistant.domain.territory import Beneficiary


class Recurrence(StrEnum):
    """How an aid comes back: once, all the time, or periodically."""

    ONE_OFF = "oneoff"
    ONGOING = "ongoing"
    RECURRING = "recurring"


class HelpKind(StrEnum):
    """Kind of help (*nature de l'aide*), as the Aides-territoires API names it."""

    GRANT = "grant"
    LOAN = "loan"
    RECOVERABLE_ADVANCE = "recoverable-advance"
    ENERGY_CERTIFICATES = "cee"
    OTHER = "other"
    TECHNICAL_ENGINEERING = "technical-engineering"
    FINANCIAL_ENGINEERING = "financial-engineering"
    LEGAL_ENGINEERING = "legal-engineering"


class Operation(StrEnum):
    """What is to be paid (*nature de l'opération*): a study, works, a purchase or engineering."""

    STUDY = "study"
    WORKS = "works"
    PURCHASE = "purchase"
    ENGINEERING = "engineering"


class Aid(Frozen):
    """An aid as imported, without loss: what has no field of its own stays in ``extra``.

    ``aid_id`` and ``slug`` are the source's own (the slug stands for an absent id). Texts are plain text. Rates
    are in percent of the eligible expense, amounts in euros. ``audiences`` are the recognised beneficiaries;
    labels that are not recognised stay in ``unknown_audiences``. ``None`` means that the source does not say.
    """

    aid_id: str
    slug: str
    name: str
    short_title: str = ""
    url: str | None = None
    origin_url: str | None = None
    application_url: str | None = None
    description: str = ""
    eligibility: str = ""
    contact: str = ""
    financers: tuple[str, ...] = ()
    instructors: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    perimeter: str | None = None
    perimeter_scale: str | None = None
    audiences: tuple[Beneficiary, ...] = ()
    unknown_audiences: tuple[str, ...] = ()
    aid_types: tuple[str, ...] = ()
    mobilization_steps: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    is_call_for_project: bool = False
    recurrence: Recurrence | None = None
    start_date: date | None = None
    predeposit_date: date | None = None
    submission_deadline: date | None = None
    rate_min: Decimal | None = None
    rate_max: Decimal | None = None
    rate_comment: str = ""
    loan_amount: Decimal | None = None
    recoverable_advance_amount: Decimal | None = None
    project_examples: str = ""
    date_created: date | None = None
    date_updated: date | None = None
    verified_on: date | None = None
    extra: dict[str, JsonValue] = Field(default_factory=dict)
