"""What a name may mean, as JSON."""

from typing import Any

from assistant.domain import Territory
from assistant.territories import Resolution, Territories


def resolution_json(found: Resolution, territories: Territories) -> dict[str, Any]:
    """The candidates of a name with what contains each, the question to ask back, and near names when there is none."""
    return {
        "query": found.asked,
        "candidates": [_territory_json(one, territories) for one in found.candidates],
        "question": found.question or None,
        "suggestions": [_territory_json(one.territory, territories) for one in found.suggestions],
    }


def _territory_json(territory: Territory, territories: Territories) -> dict[str, Any]:
    described = territory.model_dump(mode="json", exclude={"parents"})
    around = territories.ancestors(territory)
    return {**described, "within": [one.model_dump(mode="json", include={"code", "name", "level"}) for one in around]}
