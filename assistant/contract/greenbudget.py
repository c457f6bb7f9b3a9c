"""The published JSON Schemas of the green budget."""

from typing import Any

from assistant.calculators.greenbudget import GreenBudgetInput, GreenBudgetResult


def green_budget_schemas() -> dict[str, Any]:
    """JSON Schemas (2020-12) of what is asked and answered, by name."""
    return {
        "GreenBudgetInput": GreenBudgetInput.model_json_schema(),
        "GreenBudgetResult": GreenBudgetResult.model_json_schema(mode="serialization"),
    }
