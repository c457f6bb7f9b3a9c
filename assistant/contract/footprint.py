"""The published JSON Schemas of the footprint calculator."""

from typing import Any

from assistant.calculators.footprint import FootprintResult
from assistant.calculators.footprint.scenarios import ProjectInput, ProjectResult


def footprint_schemas() -> dict[str, Any]:
    """JSON Schemas (2020-12) of what is asked and answered, by name."""
    return {
        "FootprintResult": FootprintResult.model_json_schema(mode="serialization"),
        "ProjectInput": ProjectInput.model_json_schema(),
        "ProjectResult": ProjectResult.model_json_schema(mode="serialization"),
    }
