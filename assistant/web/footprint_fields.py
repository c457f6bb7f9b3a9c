"""The fields of an activity as the form shows them: what is asked first, what only makes the result finer."""

from collections.abc import Mapping, Sequence

from assistant.calculators.footprint import (
    ActivityDescription,
    FactorRegistry,
    InputSpec,
    InputStatus,
    shown_default,
    spell,
)
from assistant.domain import Frozen

STATUSES = {InputStatus.DEFAULT: "valeur par défaut", InputStatus.ASSUMPTION: "hypothèse à confirmer"}
BY_CHOICE = "une valeur de référence selon le choix"


class InputField(Frozen):
    """An input of the form; ``choices`` is empty for a number, ``absent`` what a list shows when nothing is chosen."""

    name: str
    label: str
    hint: str
    choices: Mapping[str, str]
    absent: str


class InputFields(Frozen):
    """The fields that are asked, and those that may be left as they are."""

    asked: tuple[InputField, ...]
    finer: tuple[InputField, ...]


def fields_of(activity: ActivityDescription, registry: FactorRegistry) -> InputFields:
    """The fields of an activity, in the order of its file."""
    asked = [spec for spec in activity.inputs if _is_asked(spec)]
    finer = [spec for spec in activity.inputs if not _is_asked(spec)]
    return InputFields(asked=_fields(asked, registry), finer=_fields(finer, registry))


def _is_asked(spec: InputSpec) -> bool:
    return spec.required or (bool(spec.group) and not spec.refines)


def _fields(specs: Sequence[InputSpec], registry: FactorRegistry) -> tuple[InputField, ...]:
    return tuple(_field(spec, registry) for spec in specs)


def _field(spec: InputSpec, registry: FactorRegistry) -> InputField:
    unit = "" if spec.choices else spell(spec.unit)
    taken = shown_default(spec, registry) or (BY_CHOICE if spec.default else "")
    return InputField(
        name=spec.name,
        label=f"{spec.label} ({unit})" if unit else spec.label,
        hint=_hint(spec, taken),
        choices={choice.value: choice.label for choice in spec.choices},
        absent=f"par défaut : {taken}" if taken else "choisir",
    )


def _hint(spec: InputSpec, taken: str) -> str:
    if taken:
        because = f", {spec.because}" if spec.because else ""
        return f"Sans réponse : {taken} ({STATUSES[spec.default_status]}{because})."
    return f"Exemple : {spec.example}." if spec.example else ""
