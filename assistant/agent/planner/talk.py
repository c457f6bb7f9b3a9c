"""What an answer says of the conversation itself: what was understood, what was not, and what is asked next."""

from assistant.agent.planner.aid_questions import asks_of_beginning
from assistant.agent.planner.asking import next_questions
from assistant.agent.planner.details import aid_details
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.eligibility import asked_aid
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.greenbudget import can_be_rated
from assistant.agent.planner.intents import Intent
from assistant.agent.planner.recap import recap
from assistant.agent.planner.rendering import render
from assistant.agent.planner.themes import load_themes
from assistant.agent.planner.understood import said_back
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.language import normalise


def plain_talk(turn: Turn) -> str:
    """The answer to a message that asks nothing of the tools; empty for any other."""
    if turn.is_english:
        subject = [f"Sujet : {turn.request.theme.label}"] if turn.request.theme else []
        return render("english", facts=[*subject, *said_back(turn.facts, turn.facts)])
    if turn.intents <= {Intent.COURTESY}:
        return render("courtesy")
    if turn.intents <= {Intent.THANKS, Intent.COURTESY}:
        return render("thanks")
    if turn.intents <= {Intent.HELP, Intent.THANKS, Intent.COURTESY}:
        return render("help")
    return ""


def opening(dialogue: Dialogue) -> list[str]:
    """What the message does beside asking: what was understood of it, what was not, what it opens or leaves out."""
    turn = dialogue.turn
    if settled := _settled(turn) or _about_one(dialogue):
        return [settled]
    opened = [render("new_project")] if turn.opens_project else []
    return [*opened, *_understood(dialogue), *_steps(turn), *_rating_needs(turn)]


def _settled(turn: Turn) -> str:
    """The answer to a message that only settles something with the user; empty for any other."""
    if turn.is_unclear:
        return render("unclear", said=turn.text, questions=next_questions(turn))
    if turn.spread and turn.tells_a_spread:
        return render("spread", said=turn.spread.words)
    if turn.skips:
        return render("skipped", question=turn.skips.text)
    if turn.keeps_project:
        return render("kept_project", current=_label(turn.facts))
    if turn.proposal:
        return render("proposal", current=_label(turn.facts), other=_subject(turn))
    changes = turn.new_facts or turn.cost_doubt or turn.spread
    return render("noted") if turn.intents == {Intent.PROJECT} and not changes else ""


def _about_one(dialogue: Dialogue) -> str:
    """What is known of the project or of one aid, when the message asks for that alone; empty for any other."""
    turn = dialogue.turn
    if turn.recalled:
        return recap(dialogue)
    if Intent.AID in turn.intents:
        aid = aid_details(dialogue)
        return render("aid", aid=aid) if aid else render("aid_none")
    if Intent.ELIGIBILITY in turn.intents and asked_aid(dialogue) is None:
        return render("eligibility_none")
    return render("scenarios_need") if Intent.SCENARIOS in turn.intents and not turn.facts.variants else ""


def _understood(dialogue: Dialogue) -> list[str]:
    turn = dialogue.turn
    tells = turn.intents & {Intent.PROJECT, Intent.SHEET} or turn.tells_facts_alone or turn.request.completes
    if not tells or not (turn.cost_doubt or turn.new_facts - {"theme", "description"}):
        return []
    before = ProjectFacts() if turn.opens_project else turn.before
    is_stale = dialogue.saved_before and not turn.opens_project and Intent.SHEET not in turn.intents
    return [render("understood", facts=said_back(turn.facts, before)), *([render("stale_sheet")] if is_stale else [])]


def _steps(turn: Turn) -> list[str]:
    if Intent.STEPS not in turn.intents or asks_of_beginning(normalise(turn.text)):
        return []
    theme = turn.facts.theme if turn.facts.is_described else turn.request.theme
    return [render("steps", steps=[*(theme.actions if theme else ()), *load_themes().common.actions])]


def _rating_needs(turn: Turn) -> list[str]:
    """What the rating of the project for the green budget still needs."""
    if Intent.GREEN_BUDGET not in turn.intents or can_be_rated(turn.facts):
        return []
    needs = "le coût de la dépense" if turn.facts.is_described else "savoir ce que vous voulez faire et son coût"
    return [render("green_budget_needs", needs=needs)]


def _label(facts: ProjectFacts) -> str:
    return facts.theme.label if facts.theme else ""


def _subject(turn: Turn) -> str:
    """The label of the project that a message proposes."""
    theme = load_themes().recognise(normalise(in_plain_french(turn.proposal)), loosely=True)
    return theme.label if theme else f"« {turn.proposal.strip(' .!')} »"


def closing(dialogue: Dialogue) -> list[str]:
    """The questions that end an answer."""
    questions = next_questions(dialogue.turn)
    return [render("questions", questions=questions)] if questions else []
