"""Which questions end an answer: at most three, and none that a correction would only repeat."""

from assistant.agent.planner.dialogue import Turn
from assistant.agent.planner.facts import CostDoubt
from assistant.agent.planner.financing_plan import asks_plan, missing_for_plan
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.questions import AT_ONCE, input_questions, open_questions
from assistant.agent.planner.scenarios import scenario_questions
from assistant.agent.planner.themes import load_themes


def next_questions(turn: Turn) -> list[str]:
    """The questions that follow from a turn, in French, the most useful first."""
    wording = load_themes().common.asked
    if asks_plan(turn):
        return [question] if (question := missing_for_plan(turn)) else []
    if Intent.SCENARIOS in turn.intents:
        return [question.text for question in scenario_questions(turn.facts)][:AT_ONCE]
    if turn.proposal:
        return [wording["new_project"]]
    if "homonyms" in turn.new_facts and turn.facts.homonyms and not turn.facts.is_described:
        return [turn.facts.homonyms.question]
    if turn.tells_facts_alone:
        return [wording["project"]]
    if turn.spread and turn.tells_a_spread:
        return [one.text for one in open_questions(turn.facts) if one.field == turn.spread.field]
    if Intent.ELIGIBILITY in turn.intents and not turn.facts.is_described:
        who, where = turn.facts.beneficiary is None, turn.facts.territory is None
        return [wording[field] for field, lacks in (("beneficiary", who), ("territory", where)) if lacks]
    doubt = [wording[turn.cost_doubt]] if turn.cost_doubt in {CostDoubt.IMPOSSIBLE, CostDoubt.SEVERAL} else []
    if not (doubt or turn.skips or turn.is_unclear or turn.intents & {Intent.PROJECT, Intent.FOOTPRINT}):
        return []
    return [*doubt, *_about_project(turn, cost_is_asked=bool(doubt))][:AT_ONCE]


def _about_project(turn: Turn, *, cost_is_asked: bool) -> list[str]:
    if not turn.facts.is_described:
        return []
    questions = [one for one in open_questions(turn.facts) if one.field not in turn.skipped]
    if cost_is_asked:
        questions = [one for one in questions if one.field != "cost"]
    if Intent.FOOTPRINT in turn.intents:
        questions = [*input_questions(turn.facts, required=True), *questions]
    texts = list(dict.fromkeys(question.text for question in questions))[:AT_ONCE]
    return texts if _goes_on(turn) else [text for text in texts if text not in turn.asked]


def _goes_on(turn: Turn) -> bool:
    """Whether a turn opens the project, answers a question or asks for the estimate, rather than corrects a fact."""
    still_open = {question.field for question in open_questions(turn.facts)}
    answers = any(question.field not in still_open for question in turn.pending)
    repeats = turn.skips or turn.is_unclear or turn.cost_doubt or Intent.FOOTPRINT in turn.intents
    return turn.opens or answers or bool(repeats)
