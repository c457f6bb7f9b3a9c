"""The closed list of reasons (``reasons.toml``)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.domain import AnswerVerdict, Frozen


class Reason(Frozen):
    """Why an answer has a verdict; ``label`` is what the page shows."""

    id: str
    verdict: AnswerVerdict
    label: str


class _Book(Frozen):
    reason: tuple[Reason, ...]


@cache
def load_reasons() -> Mapping[str, Reason]:
    """The reasons by id, in the order in which they are shown."""
    text = (files("assistant.agent.feedback") / "reasons.toml").read_text(encoding="utf-8")
    return {one.id: one for one in _Book.model_validate(tomllib.loads(text)).reason}
