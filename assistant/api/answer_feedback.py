"""Say of an answer whether it is useful, and why."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.api.access import assistant_of
from assistant.api.person import author_of
from assistant.clock import now
from assistant.domain import AnswerFeedback

router = APIRouter(tags=["conversation"])
EXAMPLE: dict[str, JsonValue] = {
    "conversation_id": "p-3f2a9c41",
    "message_id": "5a1c…",
    "verdict": "pas_utile",
    "reasons": ["chiffre_faux"],
    "comment": "Le taux est de 80 % depuis 2026.",
}


class AnswerVerdictBody(BaseModel):
    """A verdict («utile» or «pas_utile») on an answer, with reasons of the closed list."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    conversation_id: str
    message_id: str
    verdict: str
    reasons: list[str] = Field(default=[], max_length=20)
    comment: str = ""


@router.post("/answers/feedback", summary="Dit d'une réponse qu'elle est utile ou non, et pourquoi.")
def give(request: Request, asked: AnswerVerdictBody) -> AnswerFeedback:
    """Keep a verdict on an answer, in place of the one given before."""
    return assistant_of(request).opinions.give(
        asked.conversation_id,
        asked.message_id,
        asked.verdict,
        reasons=asked.reasons,
        comment=asked.comment,
        now=now(),
        author=author_of(),
    )


@router.get("/answers/feedback", summary="Avis donnés sur les réponses, le dernier d'abord.")
def feedback(request: Request) -> tuple[AnswerFeedback, ...]:
    """All the verdicts on answers, each with what its answer was made with."""
    return assistant_of(request).opinions.all()


@router.delete("/answers/feedback/{feedback_id}", summary="Retire un avis sur une réponse.", status_code=204)
def withdraw(request: Request, feedback_id: str) -> None:
    """Take a verdict back."""
    assistant_of(request).opinions.withdraw(feedback_id)
