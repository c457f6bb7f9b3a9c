"""Every suite, by name; a family («retrieval») names all of its suites («retrieval.funding»)."""

from collections.abc import Sequence

from assistant.errors import InputError
from evals.suite import Suite
from evals.suites import (
    calculator,
    cost,
    dialogues,
    drafting,
    grounding,
    judge,
    projects,
    prompts,
    retrieval,
    robustness,
    safety,
    tools,
    understanding,
)

SUITES: tuple[Suite, ...] = (
    *retrieval.SUITES,
    *projects.SUITES,
    *understanding.SUITES,
    *tools.SUITES,
    *dialogues.SUITES,
    *prompts.SUITES,
    *grounding.SUITES,
    *drafting.SUITES,
    *calculator.SUITES,
    *safety.SUITES,
    *robustness.SUITES,
    *cost.SUITES,
    *judge.SUITES,
)


def chosen(names: Sequence[str], *, fast: bool = False) -> list[Suite]:
    """The suites of these names or families; without any, all but those that a model judges.

    Raises InputError for a name that does not exist.
    """
    for name in names:
        if not any(_is_named(suite, name) for suite in SUITES):
            families = ", ".join(dict.fromkeys(suite.name.split(".")[0] for suite in SUITES))
            raise InputError(f"Suite inconnue : « {name} ». Suites : {families}. Exemple : jalon evals run retrieval.")
    named = [suite for suite in SUITES if any(_is_named(suite, name) for name in names)]
    wanted = named if names else [suite for suite in SUITES if not suite.by_model]
    return [suite for suite in wanted if suite.fast or not fast]


def _is_named(suite: Suite, name: str) -> bool:
    return suite.name == name or suite.name.startswith(f"{name}.")
