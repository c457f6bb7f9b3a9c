"""The inputs of an activity: read with their unit, completed by their defaults, each with its status."""

from collections.abc import Mapping
from decimal import Decimal

from assistant.calculators.footprint.input_spec import FACTOR, InputKind, InputSpec
from assistant.calculators.footprint.registry import FactorRegistry
from assistant.calculators.footprint.result import InputStatus, InputValue
from assistant.calculators.footprint.rounding import counted
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.units import convert
from assistant.errors import InputError
from assistant.language import fold, read_numbers
from assistant.language.display import format_decimal, format_quantity

GivenValue = str | int | float | Decimal
LONGEST = 60
MOST_SHOWN, FEW_SHOWN = 30, 6  # choices named in a message
WIDEST_PERCENT = 1000


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
            values[spec.name] = _given(spec, given[spec.name], registry)
        elif spec.default is not None and _takes_default(spec, specs, given, values):
            values[spec.name] = _default(spec, values, registry)
        elif spec.required and not _is_replaced(spec, specs, given):
            raise InputError(f"Il manque : {spec.label} ({spec.name}). {spec.question}", field=spec.name)
    return Inputs(values)


def input_errors(
    specs: tuple[InputSpec, ...], given: Mapping[str, GivenValue], registry: FactorRegistry
) -> Mapping[str, str]:
    """The message of each input that is wrong or missing, by name; empty when all can be read."""
    errors: dict[str, str] = {}
    for spec in specs:
        try:
            if spec.name in given:
                _given(spec, given[spec.name], registry)
            elif spec.required and not _is_replaced(spec, specs, given):
                raise InputError(f"Il manque : {spec.label}. {spec.question}", field=spec.name)
        except InputError as error:
            errors[spec.name] = str(error)
    return errors


def _is_replaced(spec: InputSpec, specs: tuple[InputSpec, ...], given: Mapping[str, GivenValue]) -> bool:
    """Whether an input that can stand for a required one is given: the one it names, or another of its group."""
    group = {one.name for one in specs if spec.group and one.group == spec.group}
    return spec.required_without in given or not group.isdisjoint(given)


def _takes_default(
    spec: InputSpec, specs: tuple[InputSpec, ...], given: Mapping[str, GivenValue], values: Mapping[str, InputValue]
) -> bool:
    """Whether nothing given stands for an input, and what would make it count does have its value."""
    if _is_replaced(spec, specs, given):
        return False
    conditions = (condition.partition("=") for condition in spec.asked_with)
    return not spec.moot_unless_asked or any(
        str(values[name].value) == value if value and name in values else name in given for name, _, value in conditions
    )


def _given(spec: InputSpec, value: GivenValue, registry: FactorRegistry) -> InputValue:
    uncertainty = None
    if isinstance(value, str) and value.startswith(FACTOR):
        return _of_factor(spec, value.removeprefix(FACTOR), registry)
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


def _of_factor(spec: InputSpec, factor_id: str, registry: FactorRegistry) -> InputValue:
    """The value of a factor of the registry, or of one's own, that the user names («factor:mon.reseau»)."""
    try:
        factor = registry.get(factor_id)
    except KeyError as error:
        raise InputError(f"{spec.label} : aucun facteur « {factor_id[:LONGEST]} ».", field=spec.name) from error
    value = _number(spec, convert(factor.value, factor.unit, spec.unit, label=spec.label))
    return InputValue(
        name=spec.name,
        label=spec.label,
        value=value,
        display=_display(spec, value),
        unit=spec.unit,
        status=InputStatus.GIVEN,
        because=f"{factor.label}, {factor.source}, {factor.locator}",
        uncertainty_percent=factor.uncertainty_percent,
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
    if spec.default.startswith(FACTOR):
        chosen = {name: known_value.value for name, known_value in known.items()}
        factor = registry.get(spec.default.removeprefix(FACTOR).format_map(chosen))
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


def shown_default(spec: InputSpec, registry: FactorRegistry) -> str:
    """The value taken when none is given, for the reader; empty when there is none, or when a choice decides."""
    if spec.default is None or "{" in spec.default:
        return ""
    return _default(spec, {}, registry).display


def _display(spec: InputSpec, value: Decimal | str) -> str:
    if isinstance(value, Decimal):
        return format_quantity(value, counted(value, spec.unit))
    return next(choice.label for choice in spec.choices if choice.value == value)


def _choice(spec: InputSpec, value: GivenValue) -> str:
    wanted = fold(str(value)).strip()
    if any(choice.value == wanted for choice in spec.choices):
        return wanted
    for choice in spec.choices:
        if fold(choice.label) == wanted:
            return choice.value
    near = tuple(choice for choice in spec.choices if wanted and wanted in fold(choice.label))
    shown = spec.choices if len(spec.choices) <= MOST_SHOWN else (near or spec.choices)[:FEW_SHOWN]
    labels = ", ".join(f"{choice.value} ({choice.label})" for choice in shown)
    labels += f"… ({len(spec.choices)} en tout)" if shown != spec.choices else ""
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
            shown = _display(spec, number) if abs(number.adjusted()) < LONGEST else str(value)[:LONGEST]
            raise InputError(
                f"{spec.label} : {shown} est hors limites ({word} {_display(spec, bound)}).{_example(spec)}",
                field=spec.name,
            )
    if spec.integer and number != number.to_integral_value():
        raise InputError(f"{spec.label} : un nombre entier est attendu, pas {value}.", field=spec.name)
    return number


def _example(spec: InputSpec) -> str:
    """A good value, and the range: what a message ends on."""
    example = f" Exemple : {spec.example}." if spec.example else ""
    assert spec.minimum is not None  # every number has a range
    assert spec.maximum is not None
    most = _display(spec, spec.maximum)
    return f" De {format_decimal(spec.minimum)} à {most}.{example}"


def _finite(spec: InputSpec, value: int | float | Decimal) -> Decimal:
    if isinstance(value, bool) or not Decimal(value).is_finite():
        raise InputError(f"{spec.label} : « {value} » n'est pas un nombre.", field=spec.name)
    return Decimal(str(value))


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
    try:
        return convert(found[0].value, "/".join((unit, *implied)), spec.unit, label=spec.label)
    except InputError as error:
        raise InputError(f"{error}{_example(spec)}", field=spec.name) from error
