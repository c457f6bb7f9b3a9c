"""A language model as a judge: it grades how well a document answers a request, on the scale of our own judgements."""

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from pydantic import Field

from assistant.domain import Frozen
from assistant.errors import InputError, ModelError
from assistant.settings import Settings
from evals.corpus import passage_at, shipped_records
from evals.places import PassagePlace
from prompts import load_prompt

if TYPE_CHECKING:
    from openai import OpenAI

OBJECT = re.compile(r"\{.*\}", re.DOTALL)
LONGEST = 12_000  # characters of a document: the longest aid that ships has fewer
SCALES = {
    "funding_queries": (
        "3 : faite pour cette opération, et le demandeur peut l'avoir.\n"
        "2 : paie cette opération parmi d'autres ; ou faite pour elle, mais suspendue, close ou d'ouverture inconnue.\n"
        "1 : en paie une partie, une étape antérieure, ou seulement sur un territoire que la demande ne nomme pas.\n"
        "0 : une autre opération, ou un territoire ou un bénéficiaire que la demande nomme et que l'aide exclut."
    ),
    "regulation_questions": (
        "2 : le passage répond à lui seul.\n"
        "1 : il répond en partie, donne la condition qui précède la réponse, ou la redit.\n"
        "0 : il ne répond pas."
    ),
}


class Grade(Frozen):
    """A grade, and why, in the words of the judge."""

    grade: int = Field(ge=0)
    because: str = ""


class Judge:
    """The configured language model, asked through the endpoint of the settings."""

    def __init__(self, settings: Settings) -> None:
        from assistant.endpoint import openai_client

        self._client: OpenAI = openai_client(settings)
        self._model = settings.llm_model or ""

    def grade(self, dataset: str, request: str, document: str) -> Grade:
        """The grade of a document on the scale of a dataset; raises ModelError when the model gives none."""
        from assistant.endpoint import FAILURES

        scale = SCALES[dataset]
        prompt = load_prompt("judging").render(scale=scale, request=request, document=document[:LONGEST])
        try:
            answer = self._client.chat.completions.create(
                model=self._model, messages=[{"role": "user", "content": prompt}], temperature=0
            )
            return _read(answer.choices[0].message.content or "", best=int(scale[0]))
        except FAILURES as error:
            raise ModelError(f"Le modèle juge n'a pas donné de note ({type(error).__name__}).") from error


def _read(content: str, *, best: int) -> Grade:
    """The grade of an answer; raises ValueError when it holds none of the scale."""
    match = OBJECT.search(content)
    found = Grade.model_validate(json.loads(match[0])) if match else None
    if found is None or found.grade > best:
        raise ValueError(f"no grade from 0 to {best} in {content[:80]!r}")
    return found


def text_of(item: str) -> str:
    """What a judge reads of an aid, by its slug, or of a passage, by the name of its place; raises InputError."""
    if "#" in item:
        document, heading, part = item.split("#")
        passage = passage_at(PassagePlace(document=document, heading=heading, part=int(part)))
        return f"{passage.title}\n{passage.heading}\n\n{passage.text}"
    if item not in _aids():
        raise InputError(f"« {item} » n'est pas une aide du corpus livré.")
    return _aids()[item]


@cache
def _aids() -> dict[str, str]:
    """The title and the text of each aid, by slug."""
    return {
        record.aid.slug: "\n\n".join((record.document.title, *(passage.text for passage in record.passages)))
        for record in shipped_records().values()
        if record.aid
    }
