"""What a model writes of a project sheet, before any of it is checked."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import Beneficiary


class DraftCost(BaseModel):
    """A cost line; ``amount`` in euros excluding tax, and said by the user, ``is_tax_unsaid`` when the tax was not."""

    label: str
    amount: Decimal = Field(ge=0)
    is_tax_unsaid: bool = False


class DraftIndicator(BaseModel):
    """An indicator to follow, without value when none is known."""

    name: str
    unit: str
    baseline: str = ""
    target: str = ""


class SheetDraft(BaseModel):
    """What the model writes. Each text carries its markers; ``funding`` are slugs, ``calculations`` and
    ``financing_plan`` ids already met."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=3, max_length=200)
    owner: str = ""
    beneficiary: Beneficiary | None = None
    territory: str | None = None
    population: int | None = Field(default=None, ge=0)
    partners: list[str] = Field(default_factory=list)
    context: list[str] = Field(default_factory=list)
    objectives: list[str] = Field(default_factory=list)
    description: list[str] = Field(default_factory=list)
    obligations: list[str] = Field(default_factory=list)
    actions: list[str] = Field(default_factory=list)
    costs: list[DraftCost] = Field(default_factory=list)
    financing_rules: list[str] = Field(default_factory=list)
    funding: list[str] = Field(default_factory=list)
    comparables: list[str] = Field(default_factory=list)
    calculations: list[str] = Field(default_factory=list)
    financing_plan: str | None = None
    indicators: list[DraftIndicator] = Field(default_factory=list)
    risks: list[str] = Field(default_factory=list)
    open_questions: list[str] = Field(default_factory=list)


class SheetChanges(SheetDraft):
    """The fields of the current sheet to replace; those that are absent stay as they are."""

    title: str = Field(default="", max_length=200)
