"""The fingerprint of the result of each example: the same under every version of Python and every hash seed.

Run ``python -m tests.calculators.footprint.fingerprints > tests/calculators/footprint/fingerprints.txt`` when a formula
or a factor changes, and read what changed.
"""

import hashlib

from assistant.calculators.footprint import all_activities, estimate


def fingerprints() -> list[str]:
    """One line an activity: its id, its first figure, the hash of its inputs and that of the whole result."""
    return [_line(activity.id, dict(activity.example)) for activity in all_activities()]


def _line(name: str, example: dict[str, str | int]) -> str:
    result = estimate(name, example)
    whole = hashlib.sha256(result.model_dump_json().encode()).hexdigest()
    return f"{name} | {result.figures[0].display} | {result.content_hash[:16]} | {whole[:16]}"


if __name__ == "__main__":
    print("\n".join(fingerprints()))
