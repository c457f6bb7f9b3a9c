"""Search aids."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence, aid_markers
from assistant.agent.tools.building import EXCERPT_CHARACTERS, ToolResult, artifact, listing, passage_text
from assistant.agent.tools.untrusted import as_data
from assistant.domain import Beneficiary
from assistant.funding import (
    FinancingRule,
    FundingAnswer,
    FundingMatch,
    Stated,
    financing_rules,
    rate_of,
    search_aids,
    understand,
)
from assistant.knowledge import Knowledge
from assistant.storage import KnowledgeStore
from assistant.territories import Territories


class FundingArguments(BaseModel):
    """Arguments of the funding search."""

    query: str = Field(description="Le projet à financer, par exemple « rénovation de l'éclairage public »")
    territory: str | None = Field(default=None, description="Nom ou code du territoire, par exemple « Dordogne »")
    beneficiary: Beneficiary | None = Field(default=None, description="Qui porte le projet, par exemple « commune »")
    population: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Population de la collectivité, dite par l'utilisateur, par exemple 3200"
    )
    amount: Annotated[Decimal, Field(gt=0)] | None = Field(
        default=None, description="Coût du projet en euros, dit par l'utilisateur, par exemple 310000"
    )
    limit: Annotated[int, Field(ge=1, le=20, description="Nombre d'aides voulues")] = 6


class FundingTools:
    """The search of aids on one date."""

    def __init__(self, *, knowledge: Knowledge, store: KnowledgeStore, territories: Territories, on: date) -> None:
        self._knowledge = knowledge
        self._store = store
        self._territories = territories
        self._on = on

    def search_funding(
        self,
        query: str,
        territory: str | None = None,
        beneficiary: Beneficiary | None = None,
        population: int | None = None,
        amount: Decimal | None = None,
        limit: int = 6,
    ) -> ToolResult:
        """Aids that may fit, with the verdict of each criterion."""
        code = self._territories.get(territory).code if territory else None
        request = understand(
            query,
            territories=self._territories,
            on=self._on,
            stated=Stated(
                territory=code,
                beneficiary=beneficiary,
                population=None if population is None else str(population),
                amount=None if amount is None else f"{amount:f} €",
            ),
            limit=limit,
        )
        answer = search_aids(request, knowledge=self._knowledge, store=self._store, territories=self._territories)
        rules = financing_rules(self._knowledge, self._on) if answer.listed else ()
        evidence = ToolEvidence(
            aids=(*answer.listed, *answer.general), funding_status=answer.status, financing_rules=rules, on=self._on
        )
        return _funding_text(answer, rules), artifact(evidence)


def _funding_text(answer: FundingAnswer, rules: Sequence[FinancingRule]) -> str:
    aids = listing(map(aid_text, (*answer.listed, *answer.general)))
    told = [passage_text(rule.passages[0]) for rule in rules]
    homonyms = answer.request.homonyms
    asked = [f"Territoire à faire préciser avant de conclure : {homonyms.question}"] if homonyms else []
    return "\n\n".join([f"Statut : {answer.status}", *asked, aids, *told])


def aid_text(match: FundingMatch) -> str:
    """An aid with its markers: its name, rate, deadline and criteria, then what its record says, delimited as data."""
    verdicts = " ; ".join(f"{v.criterion} : {v.verdict} ({v.because})" for v in match.eligibility)
    financers = ", ".join(match.aid.financers)
    facts = f"Taux : {rate_of(match.aid)}. Échéance : {match.aid.submission_deadline or 'non indiquée'}. {verdicts}"
    body = "\n".join(passage.text for passage in match.passages)[:EXCERPT_CHARACTERS]
    title = f"{match.aid.name} (slug {match.aid.slug}), {financers}."
    return as_data(aid_markers(match), title, f"{facts}\n{body}")
