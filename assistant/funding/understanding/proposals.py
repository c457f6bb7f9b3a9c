"""Ask the configured language model which facets a request says; ``checking`` keeps those that hold."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain import Beneficiary, Frozen, HelpKind, Operation
from assistant.errors import ModelError
from assistant.funding.request import FacetName
from assistant.settings import Settings

OBJECT = re.compile(r"\{.*\}", re.DOTALL)
MOST = 40  # proposals of an answer that are looked at
VALUES = {
    FacetName.BENEFICIARY: ", ".join(Beneficiary),
    FacetName.TERRITORY: "nom de la commune, du département ou de la région de qui demande, non du financeur",
    FacetName.POPULATION: "nombre d'habitants",
    FacetName.THEME: "sujet ou lieu du projet, en quelques mots",
    FacetName.OPERATION: ", ".join(Operation),
    FacetName.AMOUNT: "coût du projet, par exemple « 120 000 € HT »",
    FacetName.AID_WANTED: "aide espérée en euros",
    FacetName.STARTS_ON: "début du projet, par exemple « mars 2027 »",
    FacetName.DEADLINE: "dernier jour qui convient",
    FacetName.KIND_OF_HELP: ", ".join(HelpKind),
    FacetName.UNWANTED_KIND: "nature d'aide refusée : " + ", ".join(HelpKind),
}


class Proposal(Frozen):
    """A facet that a model proposes, with the words of the request that it quotes."""

    facet: str
    value: str
    words: str


Proposer = Callable[[str, date], tuple[Proposal, ...]]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    facets: list[dict[str, Any]] = Field(max_length=1000)


def model_proposer(settings: Settings) -> Proposer | None:
    """What asks the configured model; None when there is none."""
    if not settings.has_language_model:
        return None
    return lambda query, on: propose(query, on, settings)


def propose(query: str, on: date, settings: Settings) -> tuple[Proposal, ...]:
    """What the configured model proposes for a request; raises ModelError when it gives no usable answer."""
    from assistant.endpoint import FAILURES, openai_client
    from prompts import load_prompt

    listed = "\n".join(f"- {name} : {values}" for name, values in VALUES.items())
    prompt = load_prompt("understanding").render(request=query, facets=listed, today=on.isoformat())
    try:
        answer = openai_client(settings).chat.completions.create(
            model=settings.llm_model or "", messages=[{"role": "user", "content": prompt}], temperature=0
        )
        return _proposals(answer.choices[0].message.content or "")
    except FAILURES as error:
        raise ModelError(f"Le modèle de langue n'a pas proposé de lecture ({type(error).__name__}).") from error


def _proposals(content: str) -> tuple[Proposal, ...]:
    """The proposals of an answer; raises ValueError when it holds no such JSON."""
    match = OBJECT.search(content)
    if match is None:
        raise ValueError("no JSON object")
    rows = _Answer.model_validate(json.loads(match[0])).facets[:MOST]
    return tuple(Proposal(**{name: str(row.get(name, "")) for name in Proposal.model_fields}) for row in rows)
