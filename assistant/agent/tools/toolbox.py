"""Every tool, over one set of services."""

from datetime import date

from langchain_core.tools import BaseTool

from assistant.agent.drafting import DraftingDesk
from assistant.agent.sheets import SheetWriter
from assistant.agent.tools.building import build_tool
from assistant.agent.tools.drafting import drafting_tools
from assistant.agent.tools.eligibility import EligibilityArguments, EligibilityTools
from assistant.agent.tools.finding import SearchArguments
from assistant.agent.tools.footprint import LIGHTING, EstimateArguments, FootprintTools
from assistant.agent.tools.funding import FundingArguments, FundingTools
from assistant.agent.tools.greenbudget import build_green_budget_tool
from assistant.agent.tools.passages import PassageArguments, PassageTools
from assistant.agent.tools.plans import build_plan_tool
from assistant.agent.tools.projects import ProjectArguments, ProjectTools
from assistant.agent.tools.regulations import RegulationTools
from assistant.agent.tools.scenarios import build_scenarios_tool
from assistant.agent.tools.sheets import SheetTools
from assistant.services import Services


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
        self._passages = PassageTools(store)
        self._eligibility = EligibilityTools(knowledge=knowledge, store=store, territories=services.territories, on=on)
        self._runtime_tools = (
            build_scenarios_tool(services.factors, on),
            build_plan_tool(services.plans, on),
            build_green_budget_tool(on),
            *drafting_tools(desk),
        )
        self.sheets = SheetTools(writer)

    def tools(self) -> list[BaseTool]:
        """The tools as LangChain takes them."""
        return [*self._searches(), *self._runtime_tools, *self.sheets.tools()]

    def _searches(self) -> list[BaseTool]:
        return [
            build_tool(
                self._regulations.search_regulations,
                SearchArguments,
                "Cherche ce que les textes exigent d'une collectivité, et dans les pièces jointes au projet.",
                example={"query": "extinction nocturne de l'éclairage public"},
            ),
            build_tool(
                self._funding.search_funding,
                FundingArguments,
                "Cherche les aides et dit pourquoi chacune convient ou non.",
                example={
                    "query": "rénovation de l'éclairage public",
                    "territory": "Dordogne",
                    "beneficiary": "commune",
                },
            ),
            build_tool(
                self._eligibility.explain_eligibility,
                EligibilityArguments,
                "Examine une aide, par son slug, pour un porteur : chaque critère rempli, non rempli ou inconnu, et la "
                "phrase qui le dit.",
                example={"slug": "fonds-vert-eclairage-public", "beneficiary": "commune", "population": 900},
            ),
            build_tool(
                self._projects.search_projects,
                ProjectArguments,
                "Cherche des opérations passées semblables : coûts, subventions, taux, médianes.",
                example={"query": "rénovation énergétique de l'école", "cost": 450000, "beneficiary": "commune"},
            ),
            build_tool(
                self._footprint.estimate_footprint,
                EstimateArguments,
                "Calcule l'empreinte d'une activité à partir des données de l'utilisateur.",
                example={"activity": "public_lighting", "inputs": LIGHTING},
            ),
            build_tool(
                self._passages.read_passage,
                PassageArguments,
                "Relit un passage par son repère, avec le texte qui le précède et le suit.",
                example={"passage_id": "3f2a9c41"},
            ),
        ]
