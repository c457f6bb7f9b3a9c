"""The interview: which missing facts would change the outcome, the one that unlocks most first.

A fact is asked for only if it is missing and if something waits for it: a criterion of eligibility that is unknown, a
rule of the plan that cannot tell, a plan that cannot be built, an estimate that cannot be made or that rests on a
default, a required item of the file that is aimed at.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.calculators.financing.codes import Verdict as RuleVerdict
from assistant.calculators.footprint import InputStatus, InputValue, missing_inputs
from assistant.domain import Frozen
from assistant.domain.sheet import Origin, ProjectSheet

THE_PLAN = "le plan de financement"


class Outcome(StrEnum):
    """What a fact may change."""

    ELIGIBILITY = "aides"
    PLAN = "plan de financement"
    FOOTPRINT = "empreinte"
    FILE = "dossier"


class Unlock(Frozen):
    """What a fact would change, in French; ``is_blocked`` when nothing can be said before it is known."""

    outcome: Outcome
    what: str
    is_blocked: bool


class Need(Frozen):
    """A fact to ask for, its question, and what it unlocks; an input of an estimate is named «activity.input».

    Without the activity, the «tax» of a purchase would be taken for the «tax» of the whole project.
    """

    fact: str
    question: str
    unlocks: tuple[Unlock, ...]


class Known(Frozen):
    """What is known of a project: the ``facts`` by id, the inputs given to its activity, and what waits for facts.

    ``doubts`` are pairs of an aid and an unknown criterion; ``waiting_rules`` pairs of a rule of the plan that cannot
    tell and its title; ``has_plan`` when a plan has been built.
    """

    facts: frozenset[str] = frozenset()
    activity: str | None = None
    inputs: Mapping[str, str] = {}
    doubts: tuple[tuple[str, str], ...] = ()
    waiting_rules: tuple[tuple[str, str], ...] = ()
    has_plan: bool = False
    has_estimate: bool = False


class _Fact(Frozen):
    id: str
    question: str
    criteria: tuple[str, ...] = ()
    plan_rules: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    plan: bool = False


class _FactBook(Frozen):
    fact: tuple[_Fact, ...]


@cache
def load_facts() -> tuple[_Fact, ...]:
    """The facts that may be asked for, in the order in which they are asked when they unlock as much."""
    text = (files("assistant.drafting") / "facts.toml").read_text(encoding="utf-8")
    return _FactBook.model_validate(tomllib.loads(text)).fact


def needs(known: Known) -> tuple[Need, ...]:
    """The facts worth asking for, those that unlock most first; empty when nothing missing would change anything."""
    asked = [*_about_project(known), *_about_activity(known)]
    return tuple(sorted(asked, key=lambda need: (-sum(one.is_blocked for one in need.unlocks), -len(need.unlocks))))


def _about_project(known: Known) -> Iterator[Need]:
    for fact in load_facts():
        if fact.id in known.facts or not known.facts.issuperset(fact.after):
            continue
        if unlocks := tuple(_unlocks(fact, known)):
            yield Need(fact=fact.id, question=fact.question, unlocks=unlocks)


def _unlocks(fact: _Fact, known: Known) -> Iterator[Unlock]:
    for aid, criterion in known.doubts:
        if criterion in fact.criteria:
            told = f"{aid} : critère « {criterion} »"
            yield Unlock(outcome=Outcome.ELIGIBILITY, what=told, is_blocked=False)
    if fact.plan:
        yield Unlock(outcome=Outcome.PLAN, what=THE_PLAN, is_blocked=not known.has_plan)
    for rule, title in known.waiting_rules:
        if rule in fact.plan_rules:
            yield Unlock(outcome=Outcome.PLAN, what=title, is_blocked=False)


def _about_activity(known: Known) -> Iterator[Need]:
    """The inputs of the estimate that are missing, the required ones before those that have a default."""
    if known.activity is None:
        return
    for spec in missing_inputs(known.activity, known.inputs):
        is_blocked = spec.required and not known.has_estimate
        what = "l'estimation de l'empreinte" if is_blocked else f"une estimation plus sûre ({spec.label.lower()})"
        unlock = Unlock(outcome=Outcome.FOOTPRINT, what=what, is_blocked=is_blocked)
        yield Need(fact=f"{known.activity}.{spec.name}", question=spec.question, unlocks=(unlock,))


def known_of_sheet(sheet: ProjectSheet, activity: str | None = None) -> Known:
    """What a sheet knows; ``activity`` is that of its kind of project, when no estimate names it."""
    estimate = sheet.footprint[0] if sheet.footprint else None
    plan = sheet.financing_plan
    waiting = {c.rule: c.title for c in plan.checks if c.verdict is RuleVerdict.UNKNOWN} if plan else {}
    return Known(
        facts=frozenset(name for name, is_known in _facts_of(sheet).items() if is_known),
        activity=estimate.activity if estimate else activity,
        inputs={one.name: one.display for one in _given(estimate.inputs if estimate else ())},
        doubts=tuple((aid.name, criterion) for aid in sheet.funding for criterion in aid.unknown),
        waiting_rules=tuple(waiting.items()),
        has_plan=plan is not None,
        has_estimate=estimate is not None,
    )


def _given(inputs: Sequence[InputValue]) -> Iterator[InputValue]:
    return (one for one in inputs if one.status is InputStatus.GIVEN)


def _facts_of(sheet: ProjectSheet) -> dict[str, bool]:
    plan = sheet.financing_plan.plan if sheet.financing_plan else None
    return {
        "beneficiary": sheet.beneficiary is not None,
        "territory": sheet.territory is not None,
        "population": sheet.population is not None or bool(plan and plan.owner.population is not None),
        "potential": bool(plan and plan.owner.financial_potential_ratio is not None),
        "cost": bool(sheet.costs),
        "tax": bool(sheet.costs) and not any(line.is_tax_unsaid for line in sheet.costs),
        "aids": bool(plan and plan.grants),
        "schedule": has_schedule(sheet),
    }


def has_schedule(sheet: ProjectSheet) -> bool:
    """Whether a sheet says when: a step with a period, or one in the words of the user."""
    told = (proof.origin for action in sheet.actions for proof in action.provenance)
    return Origin.USER in told or any(action.period for action in sheet.actions)
