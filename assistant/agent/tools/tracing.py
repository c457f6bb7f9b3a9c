"""Refuse the figures of a tool call that nobody said: a model may not choose an amount."""

from collections.abc import Iterable

from assistant.agent.evidence import Evidence
from assistant.agent.grounding import untraced
from assistant.errors import InputError


def check_traced(marked: Iterable[str], evidence: Evidence, *, refusal: str) -> None:
    """Raise InputError, beginning with ``refusal``, for the figures of marked texts that no proof supports."""
    problems = [problem.text.strip() for text in marked for problem in untraced(text, evidence)]
    if problems:
        raise InputError(
            f"{refusal} : {', '.join(dict.fromkeys(problems))} n'est ni dans les mots de "
            "l'utilisateur, ni dans la fiche de l'aide. Demandez ces chiffres."
        )
