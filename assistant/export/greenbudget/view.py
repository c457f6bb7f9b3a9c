"""A green budget as it stands in a project sheet."""

from assistant.calculators.greenbudget import GreenBudgetResult
from assistant.export.greenbudget.words import (
    NOTICE,
    axis_numbers,
    axis_sentence,
    confirmation_sentence,
    line_sentence,
    obligation_sentence,
)
from assistant.export.page import CALCULATED, Line, Section


def green_budget_section(result: GreenBudgetResult) -> Section:
    """The lines with their ratings, the sums by axis, who has confirmed them."""
    numbers = axis_numbers(result)
    lines = [
        confirmation_sentence(result),
        *(line_sentence(line, numbers) for line in result.lines),
        *map(axis_sentence, result.totals),
        obligation_sentence(result),
        f"Calcul {result.calculation_id}, règles {result.rules_version}. {NOTICE}",
    ]
    return Section(
        title=f"Budget vert, exercice {result.budget.year}",
        lines=tuple(Line(text=line, origin=CALCULATED) for line in lines),
    )
