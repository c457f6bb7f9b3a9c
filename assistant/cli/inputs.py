"""Read what commands take from a file or from standard input."""

import json
import sys
from pathlib import Path
from typing import Any

from assistant.calculators.footprint import GivenValue
from assistant.calculators.footprint.scenarios import ProjectInput
from assistant.domain import Frozen
from assistant.errors import InputError, NotFoundError
from assistant.validation import validated

ESTIMATE = '{"activity": "public_lighting", "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W"}}'
PROJECT = (
    '{"title": "…", "reference": {"name": "…", "dated": "2026-11-25"}, "start_year": 2027, "horizon_years": 20, '
    '"scenarios": [{"id": "a", "name": "…", "activities": [{"activity": "…", "inputs": {…}}]}]}'
)


class EstimateInput(Frozen):
    """One activity and its inputs."""

    activity: str
    inputs: dict[str, GivenValue]


def read_json(source: str, *, example: str) -> Any:
    """The JSON of a file, or of standard input for «-»; raises InputError, NotFoundError."""
    if source != "-" and not Path(source).is_file():
        raise NotFoundError(f"Le fichier « {source} » n'existe pas.")
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"Ce n'est pas du JSON. Exemple attendu : {example}") from error


def read_footprint(source: str) -> EstimateInput | ProjectInput:
    """An activity, or a project with its scenarios; raises InputError, NotFoundError."""
    content = read_json(source, example=ESTIMATE)
    if isinstance(content, dict) and "scenarios" in content:
        return validated(ProjectInput, content, example=PROJECT)
    return validated(EstimateInput, content, example=ESTIMATE)
