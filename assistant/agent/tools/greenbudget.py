"""Rate a project for the green budget: labels and amounts are the user's, ratings are those of the rules."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent.evidence import Evidence, ToolEvidence
from assistant.agent.tools.building import ToolResult, artifact, build_tool, cited_lines
from assistant.agent.tools.tracing import check_traced
from assistant.calculators.greenbudget import EXAMPLE, EntityKind, GreenBudgetInput, rate_budget
from assistant.export.greenbudget.words import budget_sentences
from assistant.validation import validated

GREEN_EXAMPLE = {"budget": {"lines": [{"label": "Isolation de l'école", "account": "21312", "amount": 120000}]}}


class GreenLine(BaseModel):
    """A line of expense to rate."""

    label: str = Field(description="Dépense, par exemple « Isolation de l'école »")
    account: str = Field(default="", description="Compte M57 dit par l'utilisateur, par exemple « 21312 »")
    description: str = Field(default="", description="Ce que l'utilisateur en dit de plus")
    amount: Decimal = Field(description="Montant en euros, dit par l'utilisateur")


class GreenDraft(BaseModel):
    """Arguments of the green budget."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", description="Nom du projet ou du budget")
    kind: EntityKind = Field(default=EntityKind.COMMUNE, description="Collectivité, par exemple « commune »")
    population: int | None = Field(default=None, description="Population, dite par l'utilisateur")
    year: int | None = Field(default=None, description="Exercice dit par l'utilisateur, par exemple 2025")
    lines: list[GreenLine] = Field(description="Dépenses d'investissement à coter")


class GreenArguments(BaseModel):
    """Arguments of the green budget, under one name."""

    budget: GreenDraft


def build_green_budget_tool(on: date) -> BaseTool:
    """The tool ``rate_green_budget``: it reads the conversation's evidence from the state of the loop."""

    def rate_green_budget(budget: GreenDraft, runtime: ToolRuntime) -> ToolResult:
        evidence = Evidence.from_messages(runtime.state["messages"])
        check_traced(_figures(budget), evidence, refusal="Le budget vert n'est pas coté")
        result = rate_budget(validated(GreenBudgetInput, _content(budget, on), example=EXAMPLE))
        return cited_lines(budget_sentences(result), result.calculation_id), artifact(ToolEvidence(green_budget=result))

    return build_tool(
        rate_green_budget,
        GreenArguments,
        "Cote des dépenses pour le budget vert, axe par axe, avec la règle ; à confirmer par une personne.",
        example=GREEN_EXAMPLE,
    )


def _figures(budget: GreenDraft) -> Iterator[str]:
    """Every figure of a draft as a marked text, to be traced."""
    if budget.population is not None:
        yield f"{budget.population} habitants [u]"
    if budget.year is not None:
        yield f"{budget.year} [u]"
    for line in budget.lines:
        yield f"{line.amount.normalize():f} € [u]"
        if line.account:
            yield f"{line.account} [u]"


def _content(budget: GreenDraft, on: date) -> dict[str, Any]:
    said = budget.model_dump(mode="json", exclude_none=True)
    entity = {"kind": said["kind"]} | ({"population": said["population"]} if "population" in said else {})
    return {"title": said["title"], "entity": entity, "year": budget.year or on.year, "lines": said["lines"]}
