"""The tools of the agent: typed, described in French, each returning text for the model and evidence for the check.

A wrong argument or an empty result comes back as a message that the model can act on; it never stops the loop.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence, aid_markers, calculation_marker, passage_marker
from assistant.agent.sheets import SheetWriter, save_sheet_tool
from assistant.calculators.comparables import ComparablesSummary, summarise_comparables
from assistant.calculators.footprint import FootprintResult, InputStatus, estimate
from assistant.domain import Beneficiary, DocumentKind, Passage, SearchHit
from assistant.errors import JalonError
from assistant.funding import (
    FinancingRule,
    FundingAnswer,
    FundingMatch,
    financing_rules,
    rate_of,
    search_aids,
    understand,
)
from assistant.knowledge import Knowledge
from assistant.language import read_amounts
from assistant.language.display import format_euros, format_percent
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

ToolResult = tuple[str, dict[str, Any]]
EXCERPT_CHARACTERS = 900
SHORT_TEXT = 12  # passages
PER_TEXT = 5  # a text often answers by several of its passages

TOOL_LABELS = {
    "search_regulations": "Je cherche ce que la réglementation exige…",
    "search_funding": "Je cherche les aides…",
    "search_projects": "Je cherche des opérations comparables…",
    "estimate_footprint": "Je calcule l'empreinte…",
    "save_project_sheet": "J'enregistre la fiche projet…",
}


class SearchArguments(BaseModel):
    """Arguments of a search."""

    query: str = Field(description="Ce qu'il faut trouver, en français, par exemple « extinction nocturne »")
    limit: Annotated[int, Field(ge=1, le=20, description="Nombre de passages voulus")] = 6


class FundingArguments(BaseModel):
    """Arguments of the funding search."""

    query: str = Field(description="Le projet à financer, par exemple « rénovation de l'éclairage public »")
    territory: str | None = Field(default=None, description="Nom ou code du territoire, par exemple « Dordogne »")
    beneficiary: Beneficiary | None = Field(default=None, description="Qui porte le projet, par exemple « commune »")
    limit: Annotated[int, Field(ge=1, le=20, description="Nombre d'aides voulues")] = 6


class EstimateArguments(BaseModel):
    """Arguments of the footprint calculator."""

    activity: str = Field(description="Activité, par exemple « public_lighting »")
    inputs: dict[str, str | float | int] = Field(
        description='Données de l\'activité avec leur unité, par exemple {"power_before": "150 W"}'
    )


class Toolbox:
    """The five tools over one set of services; ``on`` is the date of the answers."""

    def __init__(
        self, *, knowledge: Knowledge, store: KnowledgeStore, territories: Territories, writer: SheetWriter, on: date
    ) -> None:
        self._knowledge = knowledge
        self._store = store
        self._territories = territories
        self._writer = writer
        self._on = on

    def tools(self) -> list[BaseTool]:
        """The tools as LangChain takes them."""
        return [
            _tool(self.search_regulations, SearchArguments, "Cherche ce que les textes exigent d'une collectivité."),
            _tool(self.search_funding, FundingArguments, "Cherche les aides et dit pourquoi chacune convient ou non."),
            _tool(self.search_projects, SearchArguments, "Cherche des opérations passées comparables, avec coûts."),
            _tool(self.estimate_footprint, EstimateArguments, "Calcule l'empreinte d'une activité."),
            save_sheet_tool(self._writer),
        ]

    def search_regulations(self, query: str, limit: int = 6) -> ToolResult:
        """Passages of regulation that answer a query."""
        hits = self._knowledge.search(
            query, kind=DocumentKind.REGULATION, limit=limit, on=self._on, per_document=PER_TEXT
        )
        found = self._with_short_texts(query, self._found(hits))
        outdated = self._knowledge.only_outdated(query, hits, kind=DocumentKind.REGULATION, on=self._on)
        text = _listing(_passage_text(hit.passage) for hit in hits)
        if outdated:
            text += f"\n\nTexte qui n'est pas en vigueur, seul à répondre :\n{_passage_text(outdated.passage)}"
        return text, _artifact(found.model_copy(update={"outdated": outdated.passage if outdated else None}))

    def search_funding(
        self, query: str, territory: str | None = None, beneficiary: Beneficiary | None = None, limit: int = 6
    ) -> ToolResult:
        """Aids that may fit, with the verdict of each criterion."""
        code = self._territories.resolve(territory).single().code if territory else None
        request = understand(
            query,
            territories=self._territories,
            on=self._on,
            territory_code=code,
            beneficiary=beneficiary,
            limit=limit,
        )
        answer = search_aids(request, knowledge=self._knowledge, store=self._store, territories=self._territories)
        rules = financing_rules(self._knowledge, self._on) if answer.results else ()
        evidence = ToolEvidence(
            aids=(*answer.results, *answer.general), funding_status=answer.status, financing_rules=rules, on=self._on
        )
        return _funding_text(answer, rules), _artifact(evidence)

    def search_projects(self, query: str, limit: int = 8) -> ToolResult:
        """Past operations close to a query, with the spread of their costs and rates."""
        hits = self._knowledge.search(query, kind=DocumentKind.PROJECT, limit=limit, on=self._on)
        evidence = self._with_costs(self._found(hits))
        relevant = evidence.relevant_passages()
        operations = self._store.operations([passage.document_id for passage in relevant])
        found = [(operations[p.document_id], p.passage_id) for p in relevant if p.document_id in operations]
        summary = summarise_comparables(found) if found else None
        text = _listing(map(_passage_text, evidence.passages)) + (_summary_text(summary) if summary else "")
        return text, _artifact(evidence.model_copy(update={"comparables": summary}))

    def _found(self, hits: Sequence[SearchHit]) -> ToolEvidence:
        return ToolEvidence(
            passages=tuple(hit.passage for hit in hits),
            relevance={hit.passage.passage_id: hit.relevance for hit in hits},
            on=self._on,
        )

    def _with_short_texts(self, query: str, found: ToolEvidence) -> ToolEvidence:
        """The passages found, with the others of the short texts that they come from: the answer may stand beside."""
        relevance = self._knowledge.relevance(query)
        known = {passage.passage_id for passage in found.passages}
        texts = self._store.passages_of(list(dict.fromkeys(one.document_id for one in found.relevant_passages())))
        beside = [
            passage
            for text in texts.values()
            if len(text) <= SHORT_TEXT
            for passage in text
            if passage.passage_id not in known
        ]
        return found.model_copy(
            update={
                "passages": (*found.passages, *beside),
                "relevance": found.relevance | {one.passage_id: relevance.of(one.in_context) for one in beside},
            }
        )

    def _with_costs(self, found: ToolEvidence) -> ToolEvidence:
        """The operations found, each with the passage of its document that tells most amounts."""
        best: dict[str, float] = {}
        for passage in found.passages:
            relevance = found.relevance[passage.passage_id]
            best[passage.document_id] = max(relevance, best.get(passage.document_id, 0.0))
        records = self._store.passages_of(list(best))
        priced = [max(records[name], key=lambda passage: len(read_amounts(passage.text))) for name in best]
        added = {passage.passage_id: passage for passage in priced if read_amounts(passage.text)}
        return found.model_copy(
            update={
                "passages": tuple(({one.passage_id: one for one in found.passages} | added).values()),
                "relevance": found.relevance | {name: best[one.document_id] for name, one in added.items()},
            }
        )

    def estimate_footprint(self, activity: str, inputs: dict[str, str | float | int]) -> ToolResult:
        """The footprint of an activity, with its interval and trace."""
        result = estimate(activity, inputs)
        return _footprint_text(result), _artifact(ToolEvidence(footprint=result))


def _tool(method: Callable[..., ToolResult], arguments: type[BaseModel], description: str) -> BaseTool:
    def call(**values: Any) -> ToolResult:
        try:
            return method(**values)
        except JalonError as error:
            raise ToolException(str(error)) from error

    return StructuredTool.from_function(
        func=call,
        name=method.__name__,
        description=description,
        args_schema=arguments,
        response_format="content_and_artifact",
        handle_tool_error=True,
    )


def _artifact(evidence: ToolEvidence) -> dict[str, Any]:
    return evidence.model_dump(mode="json")


def _listing(entries: Any) -> str:
    return "\n\n".join(entries) or "Aucun résultat."


def _passage_text(passage: Passage) -> str:
    place = " › ".join((passage.title, *passage.heading_path))
    body = passage.text[:EXCERPT_CHARACTERS]
    return f"{passage_marker(passage)} {place}\n<document>\n{body}\n</document>"


def _funding_text(answer: FundingAnswer, rules: Sequence[FinancingRule]) -> str:
    aids = _listing(map(_aid_text, (*answer.results, *answer.general)))
    told = [_passage_text(rule.passages[0]) for rule in rules]
    return "\n\n".join([f"Statut : {answer.status}", aids, *told])


def _aid_text(match: FundingMatch) -> str:
    verdicts = " ; ".join(f"{v.criterion} : {v.verdict} ({v.because})" for v in match.eligibility)
    financers = ", ".join(match.aid.financers)
    body = "\n".join(passage.text for passage in match.passages)[:EXCERPT_CHARACTERS]
    return (
        f"{aid_markers(match)} {match.aid.name} (slug {match.aid.slug}), {financers}."
        f" Taux : {rate_of(match.aid)}. Échéance : {match.aid.submission_deadline or 'non indiquée'}. {verdicts}\n"
        f"<document>\n{body}\n</document>"
    )


def _summary_text(summary: ComparablesSummary) -> str:
    marker = calculation_marker(summary.calculation_id)
    parts = [f"\n\n{marker} {summary.count} opérations comparables."]
    if summary.cost_excl_tax:
        spread = summary.cost_excl_tax
        low, middle, high = (format_euros(round(value)) for value in (spread.first, spread.median, spread.third))
        parts.append(f"Coût HT : médiane {middle}, de {low} à {high} (quartiles).")
    if summary.rate_percent:
        rates = summary.rate_percent
        low, middle, high = (format_percent(value) for value in (rates.first, rates.median, rates.third))
        parts.append(f"Taux de subvention : médiane {middle}, de {low} à {high} (quartiles).")
    return " ".join(parts)


def _footprint_text(result: FootprintResult) -> str:
    lines = [f"{calculation_marker(result.calculation_id)} {result.title}. Référence : {result.reference_scenario}."]
    lines += [f"- {figure.label} : {figure.display}" for figure in result.figures]
    lines += [f"- Hypothèse : {value.sentence}" for value in result.inputs if value.status is not InputStatus.GIVEN]
    lines += [f"- Attention : {warning}" for warning in result.warnings]
    return "\n".join(lines)
