"""Our answer to each figure of the collected cases: with the factors of the other engine, then with ours."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.calculators.footprint import FactorRegistry, GivenValue, estimate, load_registry
from assistant.calculators.footprint.scenarios import climate_value
from assistant.domain import Frozen

Case = Mapping[str, Any]


class Row(Frozen):
    """A figure that is compared, as ``answers.toml`` declares it; «a|b» among figures is the first of both given.

    ``tolerance`` is the share by which the answers may differ once ours takes the factors and the data of the other.
    """

    engine: str
    match: Mapping[str, str | int]
    case: str
    unit: str
    because: str
    output: str = ""
    activity: str | None = None
    inputs: Mapping[str, GivenValue] = {}
    figures: tuple[str, ...] = ()
    factor: str | None = None
    year: int | None = None
    scale: Decimal = Decimal(1)
    theirs: Mapping[str, GivenValue] = {}
    their_factors: Mapping[str, Decimal] = {}
    tolerance: Decimal = Decimal("0.01")

    @property
    def is_computed(self) -> bool:
        """Whether Jalon computes such a thing."""
        return bool(self.activity or self.factor or self.year)

    def answers(self, case: Case) -> bool:
        """Whether it is about a case."""
        return case["engine"] == self.engine and all(
            str(_at(case["input"], name, "")) == str(value) for name, value in self.match.items()
        )


@dataclass(frozen=True)
class Answer:
    """A case, what the other engine answers, and ours with its factors then with our own; None when not computed."""

    row: Row
    version: str
    told: Decimal
    with_theirs: Decimal | None
    with_ours: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Our answer over theirs, less one: what activity and factor explain together."""
        return None if self.with_ours is None else _change(self.with_ours, self.told)

    @property
    def of_activity(self) -> Decimal | None:
        """What remains of the difference with their factors: that of the activity."""
        return None if self.with_theirs is None else _change(self.with_theirs, self.told)

    @property
    def of_factor(self) -> Decimal | None:
        """What our factors change: (1 + activity) × (1 + factor) = 1 + difference."""
        if self.with_ours is None or self.with_theirs is None:
            return None
        return _change(self.with_ours, self.with_theirs)


def read_rows() -> tuple[Row, ...]:
    """The rows of ``answers.toml``."""
    text = Path(__file__).with_name("answers.toml").read_text(encoding="utf-8")
    return tuple(Row.model_validate(row) for row in tomllib.loads(text)["row"])


def read_cases(folder: Path) -> list[Case]:
    """The collected cases."""
    lines = (folder / "footprint" / "oracle_cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line, parse_float=Decimal) for line in lines]


def answered(cases: list[Case]) -> Iterator[Answer]:
    """The answers to the cases, in the order of the rows."""
    for row in read_rows():
        for case in cases:
            if row.answers(case):
                told = Decimal(_at(case["output"], row.output) if row.output else case["output"])
                yield Answer(row, case["version"], told, *_ours(row))


def _ours(row: Row) -> tuple[Decimal | None, Decimal | None]:
    if not row.is_computed:
        return None, None
    shipped = load_registry()
    theirs = FactorRegistry(
        version=shipped.version,
        released_on=shipped.released_on,
        factors={**shipped.factors, **_replaced(row, shipped)},
    )
    return _value(row, {**row.inputs, **row.theirs}, theirs), _value(row, row.inputs, shipped)


def _replaced(row: Row, shipped: FactorRegistry) -> dict[str, Any]:
    return {
        name: shipped.factors[name].model_copy(update={"value": value}) for name, value in row.their_factors.items()
    }


def _value(row: Row, inputs: Mapping[str, GivenValue], registry: FactorRegistry) -> Decimal:
    if row.factor:
        return row.scale * registry.get(row.factor).value
    if row.year:
        return climate_value(row.year, registry)
    assert row.activity is not None
    figures = {figure.name: figure.value for figure in estimate(row.activity, inputs, registry=registry).figures}
    named = (next(name for name in either.split("|") if name in figures) for either in row.figures)
    return row.scale * sum((figures[name] for name in named), Decimal(0))


def _change(value: Decimal, base: Decimal) -> Decimal:
    return value / base - 1 if base else value


def _at(found: Any, path: str, absent: Any = None) -> Any:
    """What a place holds; a key may have spaces and dots («situation.visio . durée»)."""
    if path in found:
        return found[path]
    first, dot, rest = path.partition(".")
    return _at(found[first], rest, absent) if dot and isinstance(found.get(first), dict) else absent
