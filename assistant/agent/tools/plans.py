"""Build a financing plan: amounts come from the user or from an aid's record, never from the model."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent.evidence import Evidence, ToolEvidence, aid_markers
from assistant.agent.tools.building import ToolResult, artifact, build_tool, cited_lines
from assistant.agent.tools.tracing import check_traced
from assistant.calculators.financing import GrantStatus, OwnerKind
from assistant.export.plan.words import plan_sentences
from assistant.plans import Plans

Amount = Decimal | None
PLAN_EXAMPLE = {
    "plan": {
        "owner": "commune",
        "population": 1200,
        "costs": [{"label": "Travaux", "amount_excl_tax": 300000}],
        "aids": [{"scheme": "region", "rate_percent": 20}],
    }
}


class PlanCost(BaseModel):
    """A line of cost of the plan."""

    label: str = Field(description="Dépense, par exemple « Travaux d'isolation »")
    amount_excl_tax: Decimal = Field(description="Montant hors taxes en euros, dit par l'utilisateur")
    vat_rate: Decimal = Field(default=Decimal(20), description="Taux de TVA en pourcent")


class PlanAid(BaseModel):
    """An aid of the plan: the slug of a record found before, or a scheme with what the user said."""

    slug: str | None = Field(default=None, description="Slug d'une aide trouvée par search_funding")
    scheme: str | None = Field(default=None, description="Dispositif : detr, dsil, fonds_vert, region, department…")
    rate_percent: Amount = Field(default=None, description="Taux en pourcent, dit par l'utilisateur")
    amount: Amount = Field(default=None, description="Montant en euros, dit par l'utilisateur")
    max_rate_percent: Amount = Field(default=None, description="Taux maximal en pourcent, dit par l'utilisateur")
    ceiling: Amount = Field(default=None, description="Plafond de l'aide en euros, dit par l'utilisateur")
    status: GrantStatus = Field(default=GrantStatus.PLANNED, description="envisagée, demandée, accordée ou refusée")


class PlanDraft(BaseModel):
    """Arguments of the financing plan."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", description="Nom du projet")
    owner: OwnerKind = Field(description="Maître d'ouvrage, par exemple « commune »")
    territory: str | None = Field(default=None, description="Code INSEE de la commune ou du département")
    population: int | None = Field(default=None, description="Population, dite par l'utilisateur")
    costs: list[PlanCost] = Field(description="Dépenses hors taxes, dites par l'utilisateur")
    aids: list[PlanAid] = Field(default_factory=list, description="Aides envisagées ou obtenues")
    first_commitment: date | None = Field(default=None, description="Date du premier devis ou marché signé")
    works_start: date | None = Field(default=None, description="Début des travaux")
    works_end: date | None = Field(default=None, description="Fin des travaux")
    optimise: bool = Field(
        default=False, description="Vrai pour chercher la plus petite part légale du maître d'ouvrage"
    )


class PlanArguments(BaseModel):
    """Arguments of the financing plan, under one name."""

    plan: PlanDraft


def build_plan_tool(plans: Plans, on: date) -> BaseTool:
    """The tool ``build_financing_plan``: it reads the conversation's evidence from the state of the loop."""

    def build_financing_plan(plan: PlanDraft, runtime: ToolRuntime) -> ToolResult:
        evidence = Evidence.from_messages(runtime.state["messages"])
        check_traced(_figures(plan, evidence), evidence, refusal="Le plan n'est pas calculé")
        result = plans.build(_content(plan), on=on, optimise=plan.optimise)
        return cited_lines(plan_sentences(result), result.calculation_id), artifact(ToolEvidence(financing_plan=result))

    return build_tool(
        build_financing_plan,
        PlanArguments,
        "Contrôle un plan de financement, ou propose le meilleur légal ; les montants sont ceux de l'utilisateur.",
        example=PLAN_EXAMPLE,
    )


def _figures(plan: PlanDraft, evidence: Evidence) -> Iterator[str]:
    """Every figure of a draft as a marked text, to be traced."""
    if plan.population is not None:
        yield f"{plan.population} habitants [u]"
    for cost in plan.costs:
        yield f"{cost.amount_excl_tax.normalize():f} € [u]"
    for aid in plan.aids:
        found = evidence.aids.get(aid.slug or "")
        markers = aid_markers(found) if found else ""
        for value, unit in (
            (aid.rate_percent, "%"), (aid.max_rate_percent, "%"), (aid.amount, "€"), (aid.ceiling, "€"),
        ):  # fmt: skip
            if value is not None:
                yield f"{value.normalize():f} {unit} [u]{markers}"


def _content(plan: PlanDraft) -> dict[str, Any]:
    said = plan.model_dump(mode="json", exclude_none=True)
    owner = {"kind": said["owner"]} | {name: said[name] for name in ("territory", "population") if name in said}
    days = ("first_commitment", "works_start", "works_end")
    costs = [{"id": f"depense-{place}", **cost} for place, cost in enumerate(said["costs"], start=1)]
    grants = [
        {"id": f"aide-{place}", **{("aid" if name == "slug" else name): value for name, value in aid.items()}}
        for place, aid in enumerate(said["aids"], start=1)
    ]
    calendar = {name: said[name] for name in days if name in said}
    return {"title": said["title"], "owner": owner, "costs": costs, "grants": grants, "calendar": calendar}
