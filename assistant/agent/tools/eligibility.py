"""Explain, for one aid, each criterion: met, not met or unknown, and the sentence that says so."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from assistant.agent.evidence import ToolEvidence, aid_markers
from assistant.agent.tools.building import ToolResult, artifact
from assistant.agent.tools.funding import aid_text
from assistant.agent.tools.untrusted import neutral_line
from assistant.domain import Beneficiary
from assistant.funding import FundingMatch, FundingRequest, Stated, Verdict, conclusion, explain_aid, understand
from assistant.knowledge import Knowledge
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

WORDS: Mapping[Verdict, str] = {Verdict.YES: "oui", Verdict.NO: "non", Verdict.UNKNOWN: "inconnu"}
UNSAID = "projet"  # what is judged when the project is not described: the aid itself


class EligibilityArguments(BaseModel):
    """Arguments of the explanation of an aid."""

    slug: str = Field(description="Slug de l'aide, tel que search_funding le donne")
    project: str = Field(default="", description="Le projet, par exemple « rénovation de l'école »")
    territory: str | None = Field(default=None, description="Nom ou code du territoire, par exemple « Dordogne »")
    beneficiary: Beneficiary | None = Field(default=None, description="Qui porte le projet, par exemple « commune »")
    population: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Population, dite par l'utilisateur"
    )
    cost: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Coût en euros, dit par l'utilisateur")
    starts_on: date | None = Field(default=None, description="Début du projet, par exemple « 2027-03-01 »")


class EligibilityTools:
    """The explanation of an aid on one date."""

    def __init__(self, *, knowledge: Knowledge, store: KnowledgeStore, territories: Territories, on: date) -> None:
        self._knowledge = knowledge
        self._store = store
        self._territories = territories
        self._on = on

    def explain_eligibility(
        self,
        slug: str,
        project: str = "",
        territory: str | None = None,
        beneficiary: Beneficiary | None = None,
        population: int | None = None,
        cost: int | None = None,
        starts_on: date | None = None,
    ) -> ToolResult:
        """One aid, criterion by criterion."""
        stated = Stated(
            territory=self._territories.get(territory).code if territory else None,
            beneficiary=beneficiary,
            population=str(population) if population else None,
            amount=f"{cost} €" if cost else None,
            starts_on=starts_on.isoformat() if starts_on else None,
        )
        found = explain_aid(
            slug.strip(),
            self._request(project, slug, stated),
            knowledge=self._knowledge,
            store=self._store,
            territories=self._territories,
        )
        return _explained(found), artifact(ToolEvidence(aids=(found,), on=self._on))

    def _request(self, project: str, slug: str, stated: Stated) -> FundingRequest:
        request = understand(project or UNSAID, territories=self._territories, on=self._on, stated=stated)
        return request if project else request.model_copy(update={"query": slug.replace("-", " ")})


def _explained(match: FundingMatch) -> str:
    lines = [f"{aid_text(match)}", "Critères :", *_criteria(match)]
    return "\n".join([*lines, f"Conclusion : {conclusion(match)}."])


def _criteria(match: FundingMatch) -> Iterator[str]:
    marker = aid_markers(match)
    for one in match.eligibility:
        yield f"- {one.criterion} : {WORDS[one.verdict]}, {neutral_line(one.because)} {marker}"
