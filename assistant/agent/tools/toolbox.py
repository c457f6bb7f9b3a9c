"""Every tool, over one set of services."""

from datetime import date

from langchain_core.tools import BaseTool

from assistant.agent.drafting import DraftingDesk
from assistant.agent.sheets import SheetWriter, save_sheet_tool
from assistant.agent.tools.building import build_tool
from assistant.agent.tools.drafting import drafting_tools
from assistant.agent.tools.finding import SearchArguments
from assistant.agent.tools.footprint import EstimateArguments, FootprintTools
from assistant.agent.tools.funding import FundingArguments, FundingTools
from assistant.agent.tools.greenbudget import build_green_budget_tool
from assistant.agent.tools.plans import build_plan_tool
from assistant.agent.tools.projects import ProjectArguments, ProjectTools
from assistant.agent.tools.regulations import RegulationTools
from assistant.services import Services

TOOL_LABELS = {
    "search_regulations": "Je cherche ce que la réglementation exige…",
    "search_funding": "Je cherche les aides…",
    "search_projects": "Je cherche des opérations comparables…",
    "estimate_footprint": "Je calcule l'empreinte…",
    "build_financing_plan": "Je contrôle le plan de financement…",
    "rate_green_budget": "Je cote les dépenses pour le budget vert…",
    "check_completeness": "Je compare la fiche à ce que le dossier demande…",
    "rewrite_sheet_field": "Je propose d'autres formulations…",
    "keep_variant": "J'enregistre la formulation choisie…",
    "save_project_sheet": "J'enregistre la fiche projet…",
}


class Toolbox:
    """The tools over one set of services; ``on`` is the date of the answers."""

    def __init__(self, services: Services, *, writer: SheetWriter, desk: DraftingDesk, on: date) -> None:
        knowledge, store = services.knowledge, services.store
        self._regulations = RegulationTools(knowledge=knowledge, store=store, on=on)
        self._funding = FundingTools(knowledge=knowledge, store=store, territories=services.territories, on=on)
        self._projects = ProjectTools(
            knowledge=knowledge,
            store=store,
            territories=services.territories,
            comparables=services.comparables,
            on=on,
        )
        self._footprint = FootprintTools(services.factors)
        self._plan_tool = build_plan_tool(services.plans, on)
        self._green_budget_tool = build_green_budget_tool(on)
        self._drafting_tools = drafting_tools(desk)
        self._writer = writer

    def tools(self) -> list[BaseTool]:
        """The tools as LangChain takes them."""
        return [
            build_tool(
                self._regulations.search_regulations,
                SearchArguments,
                "Cherche ce que les textes exigent d'une collectivité.",
            ),
            build_tool(
                self._funding.search_funding,
                FundingArguments,
                "Cherche les aides et dit pourquoi chacune convient ou non.",
            ),
            build_tool(
                self._projects.search_projects,
                ProjectArguments,
                "Cherche des opérations passées semblables : coûts, subventions, taux, médianes.",
            ),
            build_tool(self._footprint.estimate_footprint, EstimateArguments, "Calcule l'empreinte d'une activité."),
            self._plan_tool,
            self._green_budget_tool,
            *self._drafting_tools,
            save_sheet_tool(self._writer),
        ]
