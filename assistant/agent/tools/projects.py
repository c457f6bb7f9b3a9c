"""Search past operations: those like a project among the published grants, and the documents that tell of others."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence, calculation_marker
from assistant.agent.tools.building import ToolResult, artifact, listing, passage_text
from assistant.agent.tools.finding import evidence_of
from assistant.agent.tools.untrusted import neutral_line
from assistant.comparables import Comparables, ComparablesAnswer, answer_lines, understand_project
from assistant.domain import Beneficiary, DocumentKind, Passage
from assistant.knowledge import Knowledge
from assistant.language import read_amounts
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

DOCUMENTS = 8  # passages of documents that tell of operations
AMONG_RECORDS = 3  # times as many passages are looked through: published grants may hide the documents


class ProjectArguments(BaseModel):
    """Arguments of the search of past operations."""

    query: str = Field(description="Le projet à comparer, par exemple « rénovation énergétique de l'école »")
    cost: Decimal | None = Field(default=None, description="Coût du projet en euros HT, s'il est connu")
    territory: str | None = Field(default=None, description="Nom ou code du territoire, par exemple « Dordogne »")
    beneficiary: Beneficiary | None = Field(default=None, description="Qui porte le projet, par exemple « commune »")
    limit: Annotated[int, Field(ge=1, le=20, description="Nombre d'opérations voulues")] = 8


class ProjectTools:
    """The search of past operations on one date."""

    def __init__(
        self,
        *,
        knowledge: Knowledge,
        store: KnowledgeStore,
        territories: Territories,
        comparables: Comparables,
        on: date,
    ) -> None:
        self._knowledge = knowledge
        self._store = store
        self._territories = territories
        self._comparables = comparables
        self._on = on

    def search_projects(
        self,
        query: str,
        cost: Decimal | None = None,
        territory: str | None = None,
        beneficiary: Beneficiary | None = None,
        limit: int = 8,
    ) -> ToolResult:
        """Past operations like a project, with the spread of their costs and rates, and the documents on others."""
        request = understand_project(
            query,
            territories=self._territories,
            on=self._on,
            territory=self._territories.resolve(territory).single().code if territory else None,
            cost=cost,
            beneficiary=beneficiary,
            limit=limit,
        )
        answer = self._comparables.search(request).in_brief()
        told = self._documents(query)
        published = self._publications(answer)
        evidence = told.model_copy(
            update={
                "passages": (*told.passages, *published),
                "comparables": answer if answer.summary.published else None,
            }
        )
        text = listing([_answer_text(answer), *map(passage_text, (*published, *told.passages))])
        return text, artifact(evidence)

    def _documents(self, query: str) -> ToolEvidence:
        """The documents that tell of operations in their own words, each with its passage that tells most amounts."""
        hits = self._knowledge.search(query, kind=DocumentKind.PROJECT, limit=DOCUMENTS * AMONG_RECORDS, on=self._on)
        records = self._store.operations([hit.passage.document_id for hit in hits])
        kept = [hit for hit in hits if hit.passage.document_id not in records][:DOCUMENTS]
        return self._with_costs(evidence_of(kept, self._on))

    def _publications(self, answer: ComparablesAnswer) -> list[Passage]:
        """The passages that publish the operations of an answer, in their order."""
        owners = [name for one in answer.operations for grant in one.operation.grants for name in grant.document_ids]
        return [passage for passages in self._store.passages_of(owners).values() for passage in passages]

    def _with_costs(self, found: ToolEvidence) -> ToolEvidence:
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


def _answer_text(answer: ComparablesAnswer) -> str:
    """All that is told of an answer, each line with the marker of its calculation."""
    if not answer.summary.published:
        return ""
    marker = calculation_marker(answer.summary.calculation_id)
    return "\n".join(f"{neutral_line(line)} {marker}" for line in answer_lines(answer))
