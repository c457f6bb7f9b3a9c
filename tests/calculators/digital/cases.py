"""What the tests of the digital activities share."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.calculators.footprint import FootprintResult, estimate

ACTIVITIES = (
    "digital_terminals", "digital_servers", "digital_cloud", "digital_storage", "digital_network", "digital_website",
    "digital_video", "digital_sensors", "digital_printing", "llm_use",
)  # fmt: skip


def values(activity: str, inputs: Mapping[str, Any]) -> dict[str, Decimal]:
    """The figures of an estimate, by name."""
    return of_result(estimate(activity, dict(inputs)))


def of_result(result: FootprintResult) -> dict[str, Decimal]:
    """The figures of a result, by name."""
    return {figure.name: figure.value for figure in result.figures}
