"""The opinions on answers as dialogues that the evaluations read: what was said, what was thought of the answer."""

import json
from collections.abc import Iterable

from assistant.domain import AnswerFeedback


def answer_lines(given: Iterable[AnswerFeedback]) -> str:
    """One JSON a line, the first given first: the turns in the shape of ``evals/datasets/dialogues.jsonl``."""
    ordered = sorted(given, key=lambda one: (one.given_at, one.feedback_id))
    return "".join(f"{json.dumps(_line(one), ensure_ascii=False)}\n" for one in ordered)


def _line(given: AnswerFeedback) -> dict[str, object]:
    told = given.model_dump(mode="json", exclude={"feedback_id", "asked"})
    return {"id": given.feedback_id, "turns": [{"says": words} for words in given.asked], **told}
