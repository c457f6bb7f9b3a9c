"""«On en est où ?», «c'est quoi le budget déjà ?»: what the conversation knows of the project, said again."""

from assistant.agent.evidence import calculation_marker
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.questions import AT_ONCE, open_questions
from assistant.agent.planner.rendering import render
from assistant.agent.planner.understood import fact_lines, shown_line


def recap(dialogue: Dialogue) -> str:
    """The facts asked for; with all of them, what was calculated, whether a sheet is kept, and what comes next."""
    turn = dialogue.turn
    lines = [shown_line(line) for line in turn.recalled]
    if len(lines) < len(fact_lines(turn.facts)):
        return render("recap", lines=lines, figures=[], has_sheet=False, questions=[])
    results = {result.activity: result for result in dialogue.evidence.footprints.values()}
    figures = [
        f"{result.title} : {figure.label.lower()}, {figure.display} {calculation_marker(result.calculation_id)}"
        for result in results.values()
        for figure in result.figures[:1]
    ]
    questions = [one.text for one in open_questions(turn.facts) if one.field not in turn.skipped]
    return render("recap", lines=lines, figures=figures, has_sheet=dialogue.saved_before, questions=questions[:AT_ONCE])
