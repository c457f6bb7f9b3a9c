"""The expense lines of a project or of a budget, as their author gives them. Money is euros to the cent."""

from decimal import Decimal
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from assistant.calculators.greenbudget.codes import AmountBasis, EntityKind, Instruction
from assistant.domain.model import Frozen

Label = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Money = Annotated[Decimal, Field(ge=0, le=100_000_000_000, decimal_places=2)]
EXAMPLE = (
    '{"entity": {"kind": "commune", "population": 5200}, "year": 2025, '
    '"lines": [{"label": "Isolation de l\'école", "account": "21312", "amount": 120000}]}'
)


class Entity(Frozen):
    """The authority whose budget it is; ``population`` decides whether it must produce the annex."""

    kind: EntityKind = EntityKind.COMMUNE
    name: Label = ""
    population: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    instruction: Instruction = Instruction.M57


class ExpenseLine(Frozen):
    """An expense of investment: its label, its M57 account when it is known, what it is in more words, its amount."""

    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    account: Annotated[str, StringConstraints(strip_whitespace=True, max_length=12)] = ""
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    amount: Money


class GreenBudgetInput(Frozen):
    """The lines of one year (*exercice*) of an authority, with the basis of their amounts."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "entity": {"kind": "commune", "population": 5200},
                    "year": 2025,
                    "lines": [{"label": "Isolation de l'école", "account": "21312", "amount": 120000}],
                }
            ]
        }
    )

    title: Label = ""
    entity: Entity = Entity()
    year: Annotated[int, Field(le=2100)]
    basis: AmountBasis = AmountBasis.EXCLUDING_TAX
    lines: Annotated[tuple[ExpenseLine, ...], Field(min_length=1, max_length=500)]
