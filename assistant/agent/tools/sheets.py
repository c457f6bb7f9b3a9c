"""Read, save and update the project sheet of the conversation: no tool reaches the sheet of another project."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from langchain.tools import ToolRuntime
from langchain_core.messages import BaseMessage
from langchain_core.tools import BaseTool
from pydantic import BaseModel, Field, ValidationError

from assistant.agent.drafts import SheetChanges, SheetDraft
from assistant.agent.evidence import Evidence, ToolEvidence
from assistant.agent.sheets import SheetWriter
from assistant.agent.tools.building import ToolResult, artifact, build_tool
from assistant.agent.tools.untrusted import as_data
from assistant.domain import Frozen
from assistant.domain.sheet import ProjectSheet
from assistant.errors import JalonError
from assistant.export import export_sheet
from assistant.language.display import format_euros

SAVE, UPDATE = "save_project_sheet", "update_sheet"
WRITES = frozenset({SAVE, UPDATE})
LABELS: Mapping[str, str] = {
    "title": "Titre", "owner": "Maître d'ouvrage", "beneficiary": "Porteur", "territory": "Territoire",
    "population": "Population", "partners": "Partenaires", "context": "Contexte", "objectives": "Objectifs",
    "description": "Description", "obligations": "Obligations", "actions": "Étapes", "costs": "Dépenses",
    "financing_rules": "Règles de financement", "funding": "Aides", "comparables": "Opérations comparables",
    "calculations": "Calculs", "financing_plan": "Plan de financement", "indicators": "Indicateurs",
    "risks": "Risques", "open_questions": "Questions ouvertes",
}  # fmt: skip
SAVING = "Je propose d'enregistrer cette fiche projet. Rien n'est encore écrit."
UPDATING = "Je propose de remplacer ces champs de la fiche projet, sans toucher aux autres. Rien n'est encore écrit."
CONFIRM = "Confirmez-vous ? Répondez oui ou non."
DRAFT_EXAMPLE = {"draft": {"title": "Rénovation de l'école [u]", "objectives": ["Réduire la consommation [h]"]}}
CHANGES_EXAMPLE = {
    "changes": {"objectives": ["Éteindre la nuit [u]"], "costs": [{"label": "Travaux", "amount": 90000}]}
}


class SaveArguments(BaseModel):
    """Arguments of the saving of a sheet."""

    draft: SheetDraft


class UpdateArguments(BaseModel):
    """Arguments of the update of a sheet."""

    changes: SheetChanges


class ReadSheetArguments(BaseModel):
    """Arguments of the reading of the sheet, which is always that of the conversation."""

    version: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Version à relire, la dernière sans elle"
    )


class Proposal(Frozen):
    """What a call would write, told to the user with its markers, and the version of the sheet that it would make."""

    question: str
    version: int


class SheetTools:
    """The tools over the sheet of the conversation that calls them."""

    def __init__(self, writer: SheetWriter) -> None:
        self._writer = writer

    def tools(self) -> list[BaseTool]:
        """The tools as LangChain takes them."""
        return [
            build_tool(self.read_sheet, ReadSheetArguments, "Relit la fiche de ce projet.", example={"version": 1}),
            build_tool(
                self.update_sheet,
                UpdateArguments,
                "Remplace un ou plusieurs champs de la fiche de ce projet, garde les autres ; l'utilisateur confirme. "
                "Chaque texte porte ses repères.",
                example=CHANGES_EXAMPLE,
            ),
            build_tool(
                self.save_project_sheet,
                SaveArguments,
                "Enregistre la fiche de ce projet ; l'utilisateur confirme. Chaque texte y porte ses repères.",
                example=DRAFT_EXAMPLE,
            ),
        ]

    def read_sheet(self, runtime: ToolRuntime, version: int | None = None) -> ToolResult:
        """A version of the sheet of the conversation, the last one by default."""
        sheet = self._writer.current(_project_of(runtime), version=version)
        text = export_sheet(sheet, "md").decode()
        return as_data("", f"Fiche du projet, version {sheet.version}", text), artifact(_sheet_evidence(sheet))

    def save_project_sheet(self, draft: SheetDraft, runtime: ToolRuntime) -> ToolResult:
        """Save a whole sheet as the next version."""
        return _saved(self._writer.save(draft, evidence=_evidence(runtime), project_id=_project_of(runtime)))

    def update_sheet(self, changes: SheetChanges, runtime: ToolRuntime) -> ToolResult:
        """Replace some fields of the current sheet."""
        return _saved(self._writer.update(changes, evidence=_evidence(runtime), project_id=_project_of(runtime)))

    def proposal(
        self, name: str, arguments: Mapping[str, Any], messages: list[BaseMessage], project_id: str
    ) -> Proposal:
        """What a call would write; raises what the call itself would raise."""
        evidence = Evidence.from_messages(messages)
        if name == UPDATE:
            changes = UpdateArguments.model_validate(arguments).changes
            sheet = self._writer.updated(changes, evidence=evidence, project_id=project_id)
            return Proposal(question=_told(UPDATING, changes, evidence), version=sheet.version)
        draft = SaveArguments.model_validate(arguments).draft
        sheet = self._writer.prepared(draft, evidence=evidence, project_id=project_id)
        return Proposal(question=_told(SAVING, draft, evidence), version=sheet.version)


REFUSED = (JalonError, ValidationError)  # what a call that cannot be carried out raises


def _told(opening: str, draft: SheetDraft, evidence: Evidence) -> str:
    return f"{opening}\n\n" + "\n".join(_lines(draft, evidence)) + f"\n\n{CONFIRM}"


def _lines(draft: SheetDraft, evidence: Evidence) -> Iterator[str]:
    """Every field of a draft, one line a text: nothing that would be written is left out."""
    for name in (name for name in LABELS if name in draft.model_fields_set):
        value = getattr(draft, name)
        values = value if isinstance(value, list) else [value]
        for one in values or ["(vide)"]:
            yield f"- {LABELS[name]} : {_words(name, one, evidence)}"


def _words(name: str, value: Any, evidence: Evidence) -> str:
    match name:
        case "costs":
            return f"{value.label}, {format_euros(value.amount)} [u]"
        case "indicators":
            return " ".join(filter(None, (value.name, value.unit, value.baseline, value.target)))
        case "funding":
            return evidence.aids[value].aid.name if value in evidence.aids else str(value)
        case "calculations":
            return evidence.footprints[value].title if value in evidence.footprints else str(value)
        case "financing_plan":
            return f"celui qui vient d'être calculé [c:{value}]" if value else "(vide)"
        case "population":
            return f"{value} habitants [u]"
    return " ".join(str(value).split()) or "(vide)"


def _saved(sheet: ProjectSheet) -> ToolResult:
    text = f"Fiche {sheet.project_id} enregistrée, version {sheet.version}."
    return text, artifact(ToolEvidence(saved_project_id=sheet.project_id, saved_title=sheet.title.text))


def _sheet_evidence(sheet: ProjectSheet) -> ToolEvidence:
    """What a sheet that is read again may prove: the passages kept with it, and what a person has said in it."""
    return ToolEvidence(passages=sheet.sources, saved_title=sheet.title.text, sheet=sheet)


def _evidence(runtime: ToolRuntime) -> Evidence:
    return Evidence.from_messages(runtime.state["messages"])


def _project_of(runtime: ToolRuntime) -> str:
    return str(runtime.config["configurable"]["thread_id"])
