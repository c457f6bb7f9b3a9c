"""What is still to be asked about a project: what no project can do without, then what its estimate would need."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.slots import is_the_cost, question_when_unmeasured
from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import InputSpec, estimate, missing_inputs
from assistant.domain import Frozen
from assistant.errors import InputError
from assistant.language import read_numbers

AT_ONCE = 3
ASIDE = re.compile(r"( \([^)]*\))")


class Question(Frozen):
    """A question and the fact that answers it: ``beneficiary``, ``territory``, ``cost``, ``tax`` or an input."""

    field: str
    text: str


def open_questions(facts: ProjectFacts) -> list[Question]:
    """The questions to ask, the most useful first; empty when no project has been described."""
    if facts.theme is None:
        return []
    wording = load_themes().common.asked
    asked = [
        Question(field="beneficiary", text=wording["beneficiary"]) if facts.beneficiary is None else None,
        _about_territory(facts),
        _about_cost(facts),
    ]
    return [*(question for question in asked if question), *input_questions(facts)]


def input_questions(facts: ProjectFacts, *, required: bool = False) -> list[Question]:
    """The questions about the inputs of the estimate, or only about those that it cannot do without."""
    if facts.theme is None or facts.theme.activity is None:
        return []
    name = facts.theme.activity
    demanded = demanded_input(facts)
    asked = sorted(missing_inputs(name, facts.given), key=lambda spec: spec.name != demanded)
    missing = [spec for spec in asked if spec.required or spec.name == demanded or not required]
    return [
        Question(
            field=spec.name, text=question_when_unmeasured(name, spec.name, facts.inputs) or asked_without_figure(spec)
        )
        for spec in missing
        if spec.name not in facts.inputs and not is_the_cost(name, spec.name)
    ]


def asked_without_figure(spec: InputSpec) -> str:
    """The question about an input without the figures that explain it in parentheses: an answer shows no number that
    nothing proves."""
    return "".join(part for part in ASIDE.split(spec.question) if not (part.startswith(" (") and read_numbers(part)))


def can_estimate(facts: ProjectFacts) -> bool:
    """Whether enough is known to estimate the project; a value out of range is for the calculator to tell."""
    if facts.theme is None or facts.theme.activity is None:
        return False
    lacks = any(missing.required for missing in missing_inputs(facts.theme.activity, facts.given))
    return not lacks and demanded_input(facts) is None


def demanded_input(facts: ProjectFacts) -> str | None:
    """The input without which the calculation of what is known stops, though none is required of every project: the
    litres of a hybrid bus."""
    if facts.theme is None or facts.theme.activity is None:
        return None
    return _demanded(facts.theme.activity, tuple(facts.given.items()))


@lru_cache(maxsize=256)
def _demanded(name: str, given: tuple[tuple[str, str], ...]) -> str | None:
    known = dict(given)
    if any(spec.required for spec in missing_inputs(name, known)):
        return None
    try:
        estimate(name, known)
    except InputError as error:
        lacking = [spec.name for spec in missing_inputs(name, known)]
        return error.field if error.field in lacking else None
    return None


def _about_territory(facts: ProjectFacts) -> Question | None:
    """Where the project is, or which of the territories of the name said; None when it is known."""
    if facts.territory:
        return None
    which = facts.homonyms.question if facts.homonyms else ""
    return Question(field="territory", text=which or load_themes().common.asked["territory"])


def _about_cost(facts: ProjectFacts) -> Question | None:
    wording = load_themes().common.asked
    if facts.cost_excl_tax is None:
        return Question(field="cost", text=wording["with_tax" if facts.cost_with_tax else "cost"])
    return Question(field="tax", text=wording["tax"]) if facts.is_tax_unsaid else None


def horizon_question(facts: ProjectFacts) -> Question | None:
    """Over how many years ways of doing the project are compared; None when it is known or nothing is compared."""
    if not facts.variants or facts.horizon_years:
        return None
    return Question(field="horizon", text=load_themes().common.asked["horizon"])


def sheet_questions(facts: ProjectFacts) -> list[str]:
    """All that a sheet leaves open, in French."""
    of_sheet = {"schedule": facts.schedule, "financing": facts.financing or facts.aids}
    wording = load_themes().common.questions
    return [
        *(question.text for question in open_questions(facts)),
        *(wording[field] for field, said in of_sheet.items() if not said),
    ]


def pending_questions(facts: ProjectFacts, answers: Sequence[str], skipped: Collection[str]) -> tuple[Question, ...]:
    """The open questions that earlier answers have asked, those of the last answer first."""
    asked, last = "\n".join(answers), answers[-1] if answers else ""
    horizon = horizon_question(facts)
    wording = load_themes().common.asked
    doubted = [Question(field="cost", text=wording[doubt]) for doubt in ("several", "impossible")]
    lacks_cost = facts.is_described and facts.cost_excl_tax is None
    known = [*(doubted if lacks_cost else []), *open_questions(facts), *([horizon] if horizon else [])]
    pending = [one for one in known if one.field not in skipped and one.text in asked]
    return tuple(sorted(pending, key=lambda question: question.text not in last))
