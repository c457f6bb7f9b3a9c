"""From a model's draft to a project sheet: markers become provenances, and every figure is checked on the way in."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from langchain.tools import ToolRuntime
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent.evidence import MARKER, Evidence, ToolEvidence
from assistant.agent.grounding import untraced
from assistant.calculators.financing import PlanResult
from assistant.domain import Beneficiary, Passage, Territory
from assistant.domain.sheet import (
    Action,
    CostLine,
    Indicator,
    MatchedAid,
    Origin,
    ProjectSheet,
    Provenance,
    Statement,
)
from assistant.drafting import with_kept
from assistant.errors import InputError
from assistant.funding import Verdict, rate_of
from assistant.projects import ProjectRepository
from assistant.territories import Territories

TO_CONFIRM = "Proposition de Jalon, à confirmer"


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


class SheetWriter:
    """Saves drafts as new versions of the conversation's project sheet.

    ``now`` gives the time of the version; the project id is that of the conversation.
    """

    def __init__(self, *, repository: ProjectRepository, territories: Territories, now: Callable[[], datetime]) -> None:
        self._repository = repository
        self._territories = territories
        self._now = now

    def save(self, draft: SheetDraft, *, evidence: Evidence, project_id: str) -> ProjectSheet:
        """Check the draft against the evidence, then save it as the next version.

        Raises InputError listing every figure or reference that cannot be traced; nothing is saved then.
        """
        builder = _SheetBuilder(draft, evidence)
        previous = self._repository.find(project_id)
        now = self._now()
        territory = self._territories.get(draft.territory) if draft.territory else None
        sheet = builder.build(
            project_id=project_id,
            territory=territory,
            version=previous.version + 1 if previous else 1,
            created_at=previous.created_at if previous else now,
            updated_at=now,
        )
        if previous:
            plan = sheet.financing_plan or previous.financing_plan
            sheet = sheet.model_copy(update={"financing_plan": plan, "green_budget": previous.green_budget})
            sheet = with_kept(sheet, previous)
        return self._repository.save(sheet)


class _SheetBuilder:
    """Turns one draft into a sheet, gathering what cannot be traced and the passages that are used."""

    def __init__(self, draft: SheetDraft, evidence: Evidence) -> None:
        self._draft = draft
        self._evidence = evidence
        self._problems: list[str] = []
        self._sources: dict[str, Passage] = {}

    def build(
        self, *, project_id: str, territory: Territory | None, version: int, created_at: datetime, updated_at: datetime
    ) -> ProjectSheet:
        draft = self._draft
        fields: dict[str, Any] = {
            name: tuple(self._statement(text) for text in getattr(draft, name))
            for name in (
                "partners", "context", "objectives", "description", "obligations", "financing_rules", "comparables",
                "risks", "open_questions",
            )
        }  # fmt: skip
        fields |= {
            "title": self._statement(draft.title),
            "owner": self._statement(draft.owner) if draft.owner else None,
            "actions": tuple(self._action(text) for text in draft.actions),
            "costs": tuple(self._cost(cost) for cost in draft.costs),
            "funding": tuple(self._aid(slug) for slug in draft.funding if self._known(slug, self._evidence.aids)),
            "footprint": tuple(
                self._evidence.footprints[calculation]
                for calculation in draft.calculations
                if self._known(calculation, self._evidence.footprints)
            ),
            "financing_plan": self._plan(draft.financing_plan) if draft.financing_plan else None,
            "indicators": tuple(self._indicator(indicator) for indicator in draft.indicators),
        }
        self._check_population()
        if self._problems:
            raise InputError("La fiche n'est pas enregistrée. " + " ".join(self._problems))
        return ProjectSheet(
            project_id=project_id, version=version, territory=territory, beneficiary=draft.beneficiary,
            population=draft.population, sources=tuple(self._sources.values()),
            created_at=created_at, updated_at=updated_at, **fields,
        )  # fmt: skip

    def _statement(self, marked: str) -> Statement:
        return Statement(text=MARKER.sub("", marked).strip(), provenance=self._provenance(marked))

    def _provenance(self, marked: str) -> tuple[Provenance, ...]:
        self._problems += [f"« {problem.text} » : {problem.reason}" for problem in untraced(marked, self._evidence)]
        proofs = [self._proof(match.groupdict(), marked) for match in MARKER.finditer(marked)]
        kept = tuple(proof for proof in proofs if proof)
        return kept or (Provenance(origin=Origin.ASSUMPTION, quote=TO_CONFIRM),)

    def _proof(self, marker: dict[str, str | None], marked: str) -> Provenance | None:
        reference = marker["reference"] or ""
        match marker["kind"] or marker["origin"]:
            case "p" if self._known(reference, self._evidence.passages):
                self._sources[reference] = self._evidence.passages[reference]
                return Provenance(origin=Origin.DOCUMENT, reference=reference)
            case "c" if self._known(reference, self._evidence.calculations):
                return Provenance(origin=Origin.CALCULATION, reference=reference)
            case "u":
                return Provenance(origin=Origin.USER, quote=closest_words(marked, self._evidence.user_words))
            case "h":
                return Provenance(origin=Origin.ASSUMPTION, quote=TO_CONFIRM)
        return None

    def _known(self, reference: str, among: dict[str, Any]) -> bool:
        if reference in among:
            return True
        self._problems.append(f"« {reference} » : référence inconnue dans cette conversation.")
        return False

    def _plan(self, calculation: str) -> PlanResult | None:
        known = self._known(calculation, self._evidence.financing_plans)
        return self._evidence.financing_plans[calculation] if known else None

    def _action(self, marked: str) -> Action:
        statement = self._statement(marked)
        return Action(label=statement.text, provenance=statement.provenance)

    def _cost(self, cost: DraftCost) -> CostLine:
        amount = f"{cost.amount.normalize():f} € [u]"
        return CostLine(
            label=cost.label, amount_excl_tax=cost.amount, is_tax_unsaid=cost.is_tax_unsaid,
            provenance=self._provenance(amount),
        )  # fmt: skip

    def _indicator(self, draft: DraftIndicator) -> Indicator:
        provenance = self._provenance(f"{draft.baseline} {draft.target}")
        plain = {name: MARKER.sub("", getattr(draft, name)).strip() for name in ("baseline", "target")}
        return Indicator(name=draft.name, unit=draft.unit, provenance=provenance, **plain)

    def _aid(self, slug: str) -> MatchedAid:
        found = self._evidence.aids[slug]
        sources = {passage.passage_id: passage for passage in found.passages}
        self._sources |= sources
        return MatchedAid(
            aid_id=found.aid.aid_id, slug=slug, name=found.aid.name, financers=found.aid.financers,
            rate=rate_of(found.aid), rate_max=found.aid.rate_max, fits=found.fits,
            deadline=found.aid.submission_deadline,
            url=found.aid.application_url or found.aid.origin_url or found.aid.url,
            reasons=tuple(verdict.because for verdict in found.eligibility if verdict.verdict is Verdict.YES),
            doubts=tuple(verdict.because for verdict in found.eligibility if verdict.verdict is Verdict.UNKNOWN),
            unknown=tuple(verdict.criterion for verdict in found.eligibility if verdict.verdict is Verdict.UNKNOWN),
            provenance=tuple(Provenance(origin=Origin.DOCUMENT, reference=name) for name in sources),
        )  # fmt: skip

    def _check_population(self) -> None:
        if self._draft.population is not None:
            self._provenance(f"{self._draft.population} habitants [u]")


def closest_words(text: str, user_words: Sequence[str]) -> str | None:
    """The user's sentence that shares most words with a text; None when the user has said nothing."""
    from assistant.language import normalise, split_sentences

    wanted = set(normalise(MARKER.sub("", text)).split())
    sentences = [sentence for words in user_words for sentence in split_sentences(words)]
    return max(sentences, key=lambda sentence: len(wanted & set(normalise(sentence).split())), default=None)


def save_sheet_tool(writer: SheetWriter) -> Any:
    """The tool ``save_project_sheet``: it reads the conversation's evidence from the state of the loop."""
    from langchain_core.tools import StructuredTool, ToolException

    def save_project_sheet(draft: SheetDraft, runtime: ToolRuntime) -> tuple[str, dict[str, Any]]:
        """Enregistre la fiche projet ; chaque texte y porte ses repères."""
        evidence = Evidence.from_messages(runtime.state["messages"])
        project_id = str(runtime.config["configurable"]["thread_id"])
        try:
            sheet = writer.save(draft, evidence=evidence, project_id=project_id)
        except InputError as error:
            raise ToolException(str(error)) from error
        text = f"Fiche {sheet.project_id} enregistrée, version {sheet.version}."
        saved = ToolEvidence(saved_project_id=sheet.project_id, saved_title=sheet.title.text)
        return text, saved.model_dump(mode="json")

    return StructuredTool.from_function(
        func=save_project_sheet, response_format="content_and_artifact", handle_tool_error=True
    )
