"""The fields of an activity as the form shows them: what is asked first, what only makes the result finer."""

from collections.abc import Mapping

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
    labels = {spec.name: spec.label for spec in activity.inputs}
    fields = [(_is_asked(spec), _field(spec, labels, registry)) for spec in activity.inputs]
    return InputFields(
        asked=tuple(field for is_asked, field in fields if is_asked),
        finer=tuple(field for is_asked, field in fields if not is_asked),
    )


def _is_asked(spec: InputSpec) -> bool:
    return spec.required or (bool(spec.group) and not spec.refines)


def _field(spec: InputSpec, labels: Mapping[str, str], registry: FactorRegistry) -> InputField:
    unit = "" if spec.choices else spell(spec.unit)
    taken = shown_default(spec, registry) or (BY_CHOICE if spec.default else "")
    return InputField(
        name=spec.name,
        label=f"{spec.label} ({unit})" if unit else spec.label,
        hint=_hint(spec, labels, taken),
        choices={choice.value: choice.label for choice in spec.choices},
        absent=f"par défaut : {taken}" if taken else "choisir",
    )


def _hint(spec: InputSpec, labels: Mapping[str, str], taken: str) -> str:
    """What a person needs to answer: what may be given instead, the value that is taken otherwise, or an example."""
    told = []
    if spec.required_without and spec.required:
        told.append(f"Ou bien : {labels[spec.required_without].lower()}.")
    if taken:
        because = f", {spec.because}" if spec.because else ""
        told.append(f"Sans réponse : {taken} ({STATUSES[spec.default_status]}{because}).")
    elif spec.example:
        told.append(f"Exemple : {spec.example}.")
    return " ".join(told)
