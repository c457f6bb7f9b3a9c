"""What Jalon recognises in the labels of an aid, read from ``aid_vocabulary.csv``.

Codes and labels are those of the Aides-territoires model (``Aid`` and ``Perimeter`` of MTES-MCT/aides-territoires) and
of its dumps and exports. A label is compared without case, accents and punctuation.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from assistant.language import normalise
from ingestion.records.shape import UnknownValue

AUDIENCES, KINDS, STEPS, EXPENSES = "targeted_audiences", "aid_types", "mobilization_steps", "destinations"
RECURRENCE, SCALE, EUROPEAN = "recurrence", "perimeter_scale", "european_aid"


def codes_of(field: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The codes of the labels that are recognised in a field, once each."""
    known = _codes()
    return tuple(dict.fromkeys(known[field, name] for name in map(normalise, labels) if (field, name) in known))


def unknown_labels(field: str, labels: Iterable[str]) -> tuple[str, ...]:
    """The labels of a field that are not recognised."""
    known = _codes()
    return tuple(dict.fromkeys(label for label in labels if label and (field, normalise(label)) not in known))


def unknown_values(labels: Mapping[str, Iterable[str]]) -> tuple[UnknownValue, ...]:
    """The values that are not recognised, by field."""
    return tuple(UnknownValue(field, label) for field, told in labels.items() for label in unknown_labels(field, told))


@cache
def _codes() -> Mapping[tuple[str, str], str]:
    text = (files("ingestion.records") / "aid_vocabulary.csv").read_text(encoding="utf-8")
    return {(row["field"], normalise(row["label"])): row["code"] for row in csv.DictReader(text.splitlines())}
