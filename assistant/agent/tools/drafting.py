"""Tools of drafting: how complete the sheet is for a file, a field said otherwise, the variant that is chosen kept."""

from collections.abc import Callable
from typing import Annotated, Any

from langchain.tools import ToolRuntime
from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool, StructuredTool, ToolException

from assistant.agent.drafting import DraftingDesk
from assistant.agent.drafting.words import completeness_lines, rewriting_lines
from assistant.agent.evidence import ToolEvidence, tool_evidence
from assistant.drafting import Completeness, Rewriting
from assistant.errors import JalonError

Result = tuple[str, dict[str, Any]]
KEPT = "Le champ « {field} » est enregistré dans une nouvelle version de la fiche."
NOTHING_PROPOSED = (
    "Aucune variante n'a été proposée dans cette conversation : demandez d'abord « raccourcis l'objectif »."
)


def drafting_tools(desk: DraftingDesk) -> list[BaseTool]:
    """The three tools; the project is that of the conversation."""

    def check_completeness(
        target: Annotated[str, "Dossier : detr, fonds_vert, crte ou deliberation"], runtime: ToolRuntime
    ) -> Result:
        """Dit ce qui est là, ce qui manque et quoi demander ensuite, pour un dossier (DETR/DSIL, Fonds vert, CRTE,
        note de délibération)."""
        found: Completeness = _told(lambda: desk.completeness(_project(runtime), target))
        return "\n".join(completeness_lines(found)), _artifact(ToolEvidence(completeness=found))

    def rewrite_sheet_field(
        field: Annotated[str, "Champ : context, objectives, description, obligations, comparables ou risks"],
        style: Annotated[str, "Style : shorter (plus court), elected (pour les élus), form (préfecture)"],
        runtime: ToolRuntime,
    ) -> Result:
        """Propose des variantes d'un champ de la fiche, sans fait nouveau ; rien n'est enregistré."""
        found: Rewriting = _told(lambda: desk.rewriting(_project(runtime), field, style))
        sources = desk.sources(_project(runtime), found)
        return "\n".join(rewriting_lines(found)), _artifact(ToolEvidence(rewriting=found, passages=sources))

    def keep_variant(
        number: Annotated[int, "Numéro de la variante proposée en dernier que l'utilisateur a choisie"],
        runtime: ToolRuntime,
    ) -> Result:
        """Enregistre la variante que l'utilisateur a choisie, dans une nouvelle version de la fiche."""
        proposed = _last_proposed(runtime.state["messages"])
        if proposed is None:
            raise ToolException(NOTHING_PROPOSED)
        sheet = _told(lambda: desk.keep(_project(runtime), proposed, number))
        saved = ToolEvidence(saved_project_id=sheet.project_id, saved_title=sheet.title.text)
        return KEPT.format(field=proposed.field_label), _artifact(saved)

    functions: tuple[Callable[..., Result], ...] = (check_completeness, rewrite_sheet_field, keep_variant)
    return [
        StructuredTool.from_function(func=one, response_format="content_and_artifact", handle_tool_error=True)
        for one in functions
    ]


def _last_proposed(messages: list[Any]) -> Rewriting | None:
    """The variants proposed last in the conversation."""
    found = (tool_evidence(one).rewriting for one in reversed(messages) if isinstance(one, ToolMessage))
    return next((one for one in found if one), None)


def _project(runtime: ToolRuntime) -> str:
    return str(runtime.config["configurable"]["thread_id"])


def _told(work: Callable[[], Any]) -> Any:
    """The result of some work; what is wrong with it goes back to the model in French."""
    try:
        return work()
    except JalonError as error:
        raise ToolException(str(error)) from error


def _artifact(evidence: ToolEvidence) -> dict[str, Any]:
    return evidence.model_dump(mode="json")
