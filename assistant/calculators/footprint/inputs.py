"""The inputs of an activity: declared in a data file, read with their unit, each with its status."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from pydantic import Field

from assistant.calculators.footprint.registry import FactorRegistry
from assistant.calculators.footprint.result import InputStatus, InputValue
from assistant.calculators.footprint.rounding import spell
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.units import convert
from assistant.domain.model import Frozen
from assistant.errors import InputError
from assistant.language import fold, read_numbers
from assistant.language.display import format_decimal, format_quantity

GivenValue = str | int | float | Decimal
LONGEST = 60
WIDEST_PERCENT = 1000
COUNTED_WORDS = {"point", "nuit", "véhicule", "unité", "passager", "trajet", "jour", "an"}


class Choice(Frozen):
    """A value of a choice input and the French words that name it."""

    value: str
    label: str


class InputKind(StrEnum):
    """What an input holds."""

    NUMBER = "number"
    CHOICE = "choice"


class InputSpec(Frozen):
    """An input of an activity.

    ``default`` is a number in ``unit``, a choice, or ``factor:<id>`` for a value of the registry, in which «{kind}»
    stands for the value of a choice declared before; ``because`` gives the reason and its source. ``required_without``
    names an input that can replace this one. Inputs of one ``group`` are alternatives: one question stands for all. An
    input ``asked_with`` others is asked once one of them is given («servers») or has a value
    («system_after=heat_network»). ``uncertainty_percent`` is the half-width at 95 % of the default; a user may give
    theirs («4 000 h/an ± 10 %»). ``example`` shows a good value in a message.
    """

    name: str
    label: str
    question: str
    kind: InputKind = InputKind.NUMBER
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    integer: bool = False
    required: bool = False
    required_without: str | None = None
    group: str | None = None
    asked_with: tuple[str, ...] = ()
    default: str | None = None
    default_status: InputStatus = InputStatus.DEFAULT
    because: str = ""
    uncertainty_percent: Decimal | None = None
    example: str = ""
    choices: tuple[Choice, ...] = Field(default=())


class Inputs:
    """The values of one calculation, by name."""

    def __init__(self, values: Mapping[str, InputValue]) -> None:
        self.values = values

    def has(self, name: str) -> bool:
        """Whether an input has a value."""
        return name in self.values

    def term(self, name: str) -> Term:
        """A number as a term of the calculation."""
        value = self.values[name]
        assert isinstance(value.value, Decimal)  # declared as a number
        slopes = {value.source_id: value.value} if value.uncertainty_percent is not None else {}
        return Term(label=value.label, value=value.value, unit=value.unit, slopes=slopes)

    def choice(self, name: str) -> str:
        """The value of a choice."""
        return str(self.values[name].value)


def read_inputs(specs: tuple[InputSpec, ...], given: Mapping[str, GivenValue], registry: FactorRegistry) -> Inputs:
    """The inputs of an activity, completed by their defaults.

    Raises InputError for an unknown name, a missing value, a wrong unit or a value out of range.
    """
    known = {spec.name: spec for spec in specs}
    for name in given:
        if name not in known:
            raise InputError(f"« {name} » n'est pas une donnée de ce calcul. Données : {', '.join(known)}.", field=name)
    values: dict[str, InputValue] = {}
    for spec in specs:
        if spec.name in given:
            values[spec.name] = _given(spec, given[spec.name])
        elif spec.default is not None and not (spec.required_without and spec.required_without in given):
            values[spec.name] = _default(spec, values, registry)
        elif spec.required and not (spec.required_without and spec.required_without in given):
            raise InputError(f"Il manque : {spec.label} ({spec.name}). {spec.question}", field=spec.name)
    return Inputs(values)


def _given(spec: InputSpec, value: GivenValue) -> InputValue:
    uncertainty = None
    if isinstance(value, str) and spec.kind is InputKind.NUMBER:
        value, uncertainty = _uncertain(spec, value)
    parsed = _choice(spec, value) if spec.kind is InputKind.CHOICE else _number(spec, value)
    return InputValue(
        name=spec.name,
        label=spec.label,
        value=parsed,
        display=_display(spec, parsed),
        unit=spec.unit,
        status=InputStatus.GIVEN,
        uncertainty_percent=uncertainty,
    )


def _uncertain(spec: InputSpec, text: str) -> tuple[str, Decimal | None]:
    """A value and the half-width given with it: «4 000 h/an ± 10 %»."""
    value, sign, spread = text.partition("±")
    if not sign:
        return text, None
    found = read_numbers(spread.strip())
    if not found or found[0].start or not 0 < found[0].value <= WIDEST_PERCENT:
        raise InputError(
            f"{spec.label} : « ± {spread.strip()[:LONGEST]} » n'est pas une incertitude. Exemple : ± 10 %.",
            field=spec.name,
        )
    return value.strip(), found[0].value


def _default(spec: InputSpec, known: Mapping[str, InputValue], registry: FactorRegistry) -> InputValue:
    assert spec.default is not None
    because, value, uncertainty = spec.because, Decimal(0), spec.uncertainty_percent
    if spec.default.startswith("factor:"):
        chosen = {name: known_value.value for name, known_value in known.items()}
        factor = registry.get(spec.default.removeprefix("factor:").format_map(chosen))
        value = convert(factor.value, factor.unit, spec.unit, label=spec.label)
        because = f"{because} Source : {factor.source}".strip()
        uncertainty = uncertainty if factor.uncertainty_percent is None else factor.uncertainty_percent
    parsed = spec.default if spec.kind is InputKind.CHOICE else value or Decimal(spec.default)
    return InputValue(
        name=spec.name,
        label=spec.label,
        value=parsed,
        display=_display(spec, parsed),
        unit=spec.unit,
        status=spec.default_status,
        because=because,
        uncertainty_percent=uncertainty,
    )


def _display(spec: InputSpec, value: Decimal | str) -> str:
    if isinstance(value, Decimal):
        return format_quantity(value, _plural(spec.unit) if value > 1 else spec.unit)
    return next(choice.label for choice in spec.choices if choice.value == value)


def _plural(unit: str) -> str:
    """«points», «nuits/an»: French words of the unit that are counted take their s; symbols do not."""
    counted, slash, rest = unit.partition("/")
    return f"{counted}s{slash}{rest}" if counted in COUNTED_WORDS else unit


def _choice(spec: InputSpec, value: GivenValue) -> str:
    wanted = fold(str(value)).strip()
    for choice in spec.choices:
        if wanted in {choice.value, fold(choice.label)}:
            return choice.value
    labels = ", ".join(f"{choice.value} ({choice.label})" for choice in spec.choices)
    raise InputError(
        f"{spec.label} : « {str(value)[:LONGEST]} » n'est pas possible. Valeurs : {labels}.", field=spec.name
    )


def _number(spec: InputSpec, value: GivenValue) -> Decimal:
    number = _typed(spec, value) if isinstance(value, str) else _finite(spec, value)
    for bound, word, outside in (
        (spec.minimum, "au moins", spec.minimum is not None and number < spec.minimum),
        (spec.maximum, "au plus", spec.maximum is not None and number > spec.maximum),
    ):
        if bound is not None and outside:
            shown = (
                format_quantity(number, spell(spec.unit)) if abs(number.adjusted()) < LONGEST else str(value)[:LONGEST]
            )
            raise InputError(
                f"{spec.label} : {shown} est hors limites ({word} {format_quantity(bound, spell(spec.unit))})."
                f"{_example(spec)}",
                field=spec.name,
            )
    if spec.integer and number != number.to_integral_value():
        raise InputError(f"{spec.label} : un nombre entier est attendu, pas {value}.", field=spec.name)
    return number


def _example(spec: InputSpec) -> str:
    """A good value, and the range: what a message ends on."""
    example = f" Exemple : {spec.example}." if spec.example else ""
    if spec.minimum is None or spec.maximum is None:
        return example
    return f" De {format_decimal(spec.minimum)} à {format_quantity(spec.maximum, spell(spec.unit))}.{example}"


def _finite(spec: InputSpec, value: int | float | Decimal) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise InputError(f"{spec.label} : « {value} » n'est pas un nombre.", field=spec.name) from error
    if not number.is_finite() or isinstance(value, bool):
        raise InputError(f"{spec.label} : « {value} » n'est pas un nombre.", field=spec.name)
    return number


def _typed(spec: InputSpec, text: str) -> Decimal:
    """A number as typed, with or without its unit: «150 W», «4 000 h/an», «30 %»."""
    found = read_numbers(text.strip())
    if not found or found[0].start or found[0].key:
        raise InputError(
            f"{spec.label} : « {text[:LONGEST]} » n'est pas un nombre avec son unité.{_example(spec)}", field=spec.name
        )
    unit = (found[0].unit or "") + text.strip()[found[0].end :].strip()
    if not unit:
        return found[0].value
    implied = spec.unit.split("/")[unit.count("/") + 1 :]  # «12 000 kWh» stands for a year's, «150 W» for a point's
    return convert(found[0].value, "/".join((unit, *implied)), spec.unit, label=spec.label)
