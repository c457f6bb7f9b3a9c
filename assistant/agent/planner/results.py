"""What the calculators found, or the sheet holds, in the words of an answer."""

from assistant.agent.evidence import ToolEvidence, calculation_marker
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.plan_answer import plan_answer
from assistant.agent.planner.rendering import render
from assistant.agent.sheet_words import sheet_lines
from assistant.calculators.footprint import FootprintResult, InputStatus, activity
from assistant.calculators.footprint.scenarios import ProjectResult
from assistant.calculators.greenbudget import GreenBudgetResult
from assistant.domain.sheet import ProjectSheet
from assistant.export.greenbudget.words import budget_sentences
from assistant.export.scenarios import comparison_sentences, frame_sentence


def told_result(found: ToolEvidence, facts: ProjectFacts) -> str:
    """The section of an answer on the result of a calculation, or on the sheet; empty without any."""
    if found.footprint:
        return _footprint(found.footprint)
    if found.financing_plan:
        return plan_answer(found.financing_plan, facts)
    if found.scenarios:
        return _scenarios(found.scenarios)
    if found.green_budget:
        return _green_budget(found.green_budget)
    return _sheet_told(found.sheet) if found.sheet else ""


def _footprint(result: FootprintResult) -> str:
    return render(
        "footprint",
        title=result.title,
        marker=calculation_marker(result.calculation_id),
        reference=result.reference_scenario,
        figures=[{"label": f.label, "display": f.display, "interval": f.display_interval} for f in result.figures],
        assumptions=[
            i.sentence for i in result.inputs if i.status is not InputStatus.GIVEN and _matters(i.name, result)
        ],
        warnings=result.warnings,
    )


def _scenarios(result: ProjectResult) -> str:
    """The emissions of each scenario, then the scenarios two by two."""
    marker = calculation_marker(result.calculation_id)
    return render(
        "scenarios",
        marker=marker,
        frame=frame_sentence(result),
        scenarios=result.scenarios,
        comparisons=list(comparison_sentences(result)),
        warnings=result.warnings,
    )


def _sheet_told(sheet: ProjectSheet) -> str:
    return render("read_sheet", lines=list(sheet_lines(sheet)), has_questions=bool(sheet.open_questions))


def _green_budget(result: GreenBudgetResult) -> str:
    return render("green_budget", marker=calculation_marker(result.calculation_id), sentences=budget_sentences(result))


def _matters(name: str, result: FootprintResult) -> bool:
    """Whether an input that was not given has a part in the result: the power of servers has none without servers."""
    spec = next(spec for spec in activity(result.activity).inputs if spec.name == name)
    given = {one.name for one in result.inputs if one.status is InputStatus.GIVEN}
    return not spec.asked_with or bool({condition.partition("=")[0] for condition in spec.asked_with} & given)
