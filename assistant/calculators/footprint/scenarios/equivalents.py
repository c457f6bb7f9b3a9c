"""Emissions told as something known, from versioned factors."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.registry import FactorRegistry
from assistant.calculators.footprint.rounding import show_number
from assistant.calculators.footprint.scenarios.result import Equivalent
from assistant.domain.model import Frozen

KILOGRAMS = Decimal(1000)
DIGITS = 2


class _Declared(Frozen):
    factor: str
    unit: str
    label: str


def equivalents_of(tonnes: Decimal, registry: FactorRegistry) -> tuple[Equivalent, ...]:
    """What so many tonnes of CO2e come to; nothing for none."""
    return tuple(_equivalents(tonnes, registry)) if tonnes > 0 else ()


def _equivalents(tonnes: Decimal, registry: FactorRegistry) -> Iterator[Equivalent]:
    for declared in _load():
        factor = registry.get(declared.factor)
        value = tonnes * KILOGRAMS / factor.value
        yield Equivalent(
            label=declared.label,
            value=value,
            unit=declared.unit,
            display=f"{show_number(value, DIGITS)} {declared.label}",
            factor_id=factor.id,
            source=factor.source,
        )


@cache
def _load() -> tuple[_Declared, ...]:
    text = (files("assistant.calculators.footprint.scenarios") / "equivalents.toml").read_text(encoding="utf-8")
    return tuple(map(_Declared.model_validate, tomllib.loads(text)["equivalent"]))
