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


class Step(StrEnum):
    """How far the project is (*état d'avancement*): thought about, carried out, or in use."""

    DESIGN = "preop"
    EXECUTION = "op"
    USE = "postop"


class Expense(StrEnum):
    """Expenses that an aid covers (*types de dépenses*): running costs or investments."""

    RUNNING = "supply"
    INVESTMENT = "investment"


class Actor(Frozen):
    """Who finances or examines an aid, as the source identifies them."""

    name: str
    actor_id: str | None = None
    logo: str | None = None


class Aid(Frozen):
    """An aid as imported, without loss: what has no field of its own stays in ``extra``.

    ``aid_id`` and ``slug`` are the source's own (the slug stands for an absent id). Texts are plain text. Rates
    are in percent of the eligible expense, amounts in euros. The fields named as in the API keep the labels of the
    source; what Jalon recognises in them is in ``audiences``, ``kinds``, ``steps`` and ``expenses``, and what it does
    not in ``unknown_audiences`` or the labels themselves. ``contradictions`` are sentences, in French, on what the
    record says against itself. ``None`` means that the source does not say.
    """

    aid_id: str
    slug: str
    name: str
    name_initial: str = ""
    short_title: str = ""
    url: str | None = None
    origin_url: str | None = None
    application_url: str | None = None
    description: str = ""
    eligibility: str = ""
    project_examples: str = ""
    project_references: tuple[str, ...] = ()
    contact: str = ""
    financers: tuple[str, ...] = ()
    financers_full: tuple[Actor, ...] = ()
    instructors: tuple[str, ...] = ()
    instructors_full: tuple[Actor, ...] = ()
    programs: tuple[str, ...] = ()
    perimeter: str | None = None
    perimeter_scale: str | None = None
    targeted_audiences: tuple[str, ...] = ()
    audiences: tuple[Beneficiary, ...] = ()
    unknown_audiences: tuple[str, ...] = ()
    aid_types: tuple[str, ...] = ()
    aid_type_groups: tuple[str, ...] = ()
    kinds: tuple[HelpKind, ...] = ()
    mobilization_steps: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    destinations: tuple[str, ...] = ()
    expenses: tuple[Expense, ...] = ()
    categories: tuple[str, ...] = ()
    is_call_for_project: bool = False
    is_charged: bool | None = None
    is_live: bool | None = None
    european_aid: str | None = None
    recurrence: Recurrence | None = None
    start_date: date | None = None
    predeposit_date: date | None = None
    submission_deadline: date | None = None
    rate_min: Decimal | None = None
    rate_max: Decimal | None = None
    rate_comment: str = ""
    loan_amount: Decimal | None = None
    recoverable_advance_amount: Decimal | None = None
    other_aid_comment: str = ""
    import_data_url: str | None = None
    import_data_mention: str = ""
    import_share_licence: str | None = None
    date_created: date | None = None
    date_updated: date | None = None
    verified_on: date | None = None
    contradictions: tuple[str, ...] = ()
    extra: dict[str, JsonValue] = Field(default_factory=dict)
