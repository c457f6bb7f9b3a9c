"""Read what commands take from a file or from standard input."""

import json
import sys
from pathlib import Path

from pydantic import JsonValue, ValidationError

from assistant.calculators.footprint import GivenValue
from assistant.domain import Frozen
from assistant.errors import InputError, NotFoundError

EXAMPLE = '{"activity": "public_lighting", "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W"}}'


class _Estimate(Frozen):
    activity: str
    inputs: dict[str, GivenValue]


def read_json(source: str, example: str) -> JsonValue:
    """The content of a JSON file, or of standard input for «-»; raises InputError, NotFoundError."""
    if source != "-" and not Path(source).is_file():
        raise NotFoundError(f"Le fichier « {source} » n'existe pas.")
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        content: JsonValue = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"Ce n'est pas du JSON. Exemple attendu : {example}") from error
    return content


def read_estimate(source: str) -> tuple[str, dict[str, GivenValue]]:
    """The activity and inputs of a JSON file, or of standard input for «-»; raises InputError, NotFoundError."""
    content = read_json(source, EXAMPLE)
    try:
        asked = _Estimate.model_validate(content)
    except ValidationError as error:
        raise InputError(f"Il faut une activité et ses données. Exemple attendu : {EXAMPLE}") from error
    return asked.activity, asked.inputs
