"""Tools of drafting: how complete the sheet is for a file, a field said otherwise, the variant that is chosen kept."""

from typing import Annotated, Any

from langchain.tools import ToolRuntime
from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool
from pydantic import BaseModel, Field

from assistant.agent.drafting import DraftingDesk
from assistant.agent.drafting.words import completeness_lines, rewriting_lines
from assistant.agent.evidence import ToolEvidence, tool_evidence
from assistant.agent.tools.building import ToolResult, artifact, build_tool
from assistant.drafting import Rewriting
from assistant.errors import InputError

KEPT = "Le champ « {field} » est enregistré dans une nouvelle version de la fiche."
NOTHING_PROPOSED = (
    "Aucune variante n'a été proposée dans cette conversation : demandez d'abord « raccourcis l'objectif »."
)


class CompletenessArguments(BaseModel):
    """Arguments of the check of a file."""

    target: str = Field(description="Dossier : detr, fonds_vert, crte ou deliberation")


class RewritingArguments(BaseModel):
    """Arguments of a rewriting."""

    field: str = Field(description="Champ : context, objectives, description, obligations, comparables ou risks")
    style: str = Field(description="Style : shorter (plus court), elected (pour les élus), form (préfecture)")


class VariantArguments(BaseModel):
    """Arguments of the choice of a variant."""

    number: Annotated[int, Field(ge=1, description="Numéro de la variante que l'utilisateur a choisie")]


class DraftingTools:
    """The tools over one desk; the project is that of the conversation."""

    def __init__(self, desk: DraftingDesk) -> None:
        self._desk = desk

    def check_completeness(self, target: str, runtime: ToolRuntime) -> ToolResult:
        """What is there, what misses and what to ask next, for a file."""
        found = self._desk.completeness(_project(runtime), target)
        return "\n".join(completeness_lines(found)), artifact(ToolEvidence(completeness=found))

    def rewrite_sheet_field(self, field: str, style: str, runtime: ToolRuntime) -> ToolResult:
        """Variants of a field, without any new fact; nothing is saved."""
        found = self._desk.rewriting(_project(runtime), field, style)
        sources = self._desk.sources(_project(runtime), found)
        return "\n".join(rewriting_lines(found)), artifact(ToolEvidence(rewriting=found, passages=sources))

    def keep_variant(self, number: int, runtime: ToolRuntime) -> ToolResult:
        """Save the variant that the user has chosen, as a new version."""
        proposed = _last_proposed(runtime.state["messages"])
        if proposed is None:
            raise InputError(NOTHING_PROPOSED)
        sheet = self._desk.keep(_project(runtime), proposed, number)
        saved = ToolEvidence(saved_project_id=sheet.project_id, saved_title=sheet.title.text)
        return KEPT.format(field=proposed.field_label), artifact(saved)


def drafting_tools(desk: DraftingDesk) -> list[BaseTool]:
    """The three tools."""
    tools = DraftingTools(desk)
    return [
        build_tool(
            tools.check_completeness,
            CompletenessArguments,
            "Dit ce qui est là, ce qui manque et quoi demander ensuite, pour un dossier.",
            example={"target": "detr"},
        ),
        build_tool(
            tools.rewrite_sheet_field,
            RewritingArguments,
            "Propose des variantes d'un champ de la fiche, sans fait nouveau ; rien n'est enregistré.",
            example={"field": "objectives", "style": "elected"},
        ),
        build_tool(
            tools.keep_variant,
            VariantArguments,
            "Enregistre la variante que l'utilisateur a choisie, dans une nouvelle version de la fiche.",
            example={"number": 1},
        ),
    ]


def _last_proposed(messages: list[Any]) -> Rewriting | None:
    """The variants proposed last in the conversation."""
    found = (tool_evidence(one).rewriting for one in reversed(messages) if isinstance(one, ToolMessage))
    return next((one for one in found if one), None)


def _project(runtime: ToolRuntime) -> str:
    return str(runtime.config["configurable"]["thread_id"])
