"""What is still to be asked about a project: what no project can do without, then what its estimate would need."""

from assistant.agent.planner.dialogue import ProjectFacts
from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import missing_inputs


def missing_questions(facts: ProjectFacts) -> list[str]:
    """The questions to ask, in French, the most useful first; empty when no project has been described."""
    if facts.theme is None:
        return []
    wording = load_themes().common.asked
    asked = [
        wording["beneficiary"] if facts.beneficiary is None else "",
        wording["territory"] if facts.territory is None else "",
        wording["cost"] if facts.cost_excl_tax is None else wording["tax"] if facts.is_tax_unsaid else "",
    ]
    activity = facts.theme.activity
    inputs = [missing.question for missing in missing_inputs(activity, facts.given)] if activity else []
    return [question for question in (*asked, *inputs) if question]
