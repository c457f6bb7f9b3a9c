"""The rule book: the rules, schemes, derogations and FCTVA rates that ship as data."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files

from pydantic import Field

from assistant.calculators.financing.codes import CostNature, FctvaKind, FctvaRegime, OwnerKind, Severity
from assistant.domain.model import Frozen

TO_VERIFY = "à vérifier"


class Rule(Frozen):
    """A rule of financing plans. ``kind`` names the check that applies it; the fields after ``severity`` feed it.

    ``percent``, ``amount`` (euros), ``years`` and ``months`` are its figures; ``schemes`` and ``groups`` say which
    grants it looks at; ``owners`` which owners; ``exempt_departments`` where it does not apply; ``thresholds`` the
    figures by name of a rule that has many. ``to_verify`` tells what has not been read, or what only the owner knows.
    """

    id: str
    kind: str
    title: str
    sentence: str
    reference: str
    link: str
    source: str
    valid_from: date
    valid_to: date | None = None
    verified_on: date | None = None
    confidence: str
    to_verify: str = ""
    severity: Severity
    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    years: int = 0
    months: int = 0
    schemes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    owners: tuple[OwnerKind, ...] = ()
    natures: tuple[CostNature, ...] = ()
    exempt_departments: tuple[str, ...] = ()
    needs_lead_authority: bool = False
    thresholds: dict[str, Decimal] = Field(default_factory=dict)

    def is_in_force(self, on: date) -> bool:
        """Whether the rule applies on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Scheme(Frozen):
    """A scheme that pays grants; see the head of ``schemes.toml``."""

    id: str
    label: str
    known_as: tuple[str, ...] = ()
    group: str
    is_public: bool
    ask_before: str
    owners: tuple[OwnerKind, ...] = ()
    advance_percent: Decimal = Decimal(0)
    instalment_percent: Decimal = Decimal(0)
    payment_source: str
    payment_verified_on: date | None = None


class DerogationRule(Frozen):
    """A derogation to rules; see the head of ``derogations.toml``."""

    id: str
    label: str
    rules: tuple[str, ...]
    share_percent: Decimal | None = None
    waives: bool = False
    reference: str
    source: str
    verified_on: date | None = None


class RegimeRule(Frozen):
    """The FCTVA regime of some owners (all when there is none) for the expenses of the years to ``until``."""

    owners: tuple[OwnerKind, ...]
    until: int | None = None
    regime: FctvaRegime
    because: str
    source: str
    verified_on: date | None = None


class FctvaTable(Frozen):
    """Rates in percent of the expense including tax, and regimes, the first that fits."""

    rates: dict[FctvaKind, Decimal]
    regime: tuple[RegimeRule, ...]

    def regime_of(self, owner: OwnerKind, year: int) -> RegimeRule:
        """The regime of an owner for the expenses of a year."""
        return next(
            line
            for line in self.regime
            if (not line.owners or owner in line.owners) and (line.until is None or year <= line.until)
        )


class RuleBook(Frozen):
    """All the data of the calculator; ``version`` changes with any of it."""

    version: str
    rules: tuple[Rule, ...]
    schemes: dict[str, Scheme] = Field(min_length=1)
    derogations: dict[str, DerogationRule]
    fctva: FctvaTable

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules}

    def in_force(self, on: date) -> Iterator[Rule]:
        """The rules that apply on a day."""
        return (rule for rule in self.rules if rule.is_in_force(on))


@cache
def load_book() -> RuleBook:
    """The rule book that ships with Jalon."""
    folder = files("assistant.calculators.financing")
    rule_files = sorted((one for one in (folder / "rules").iterdir() if one.name.endswith(".toml")), key=str)
    texts = [one.read_text(encoding="utf-8") for one in rule_files]
    schemes, derogations, fctva = (
        (folder / name).read_text(encoding="utf-8") for name in ("schemes.toml", "derogations.toml", "fctva.toml")
    )
    digest = hashlib.sha256("\n".join([*texts, schemes, derogations, fctva]).encode()).hexdigest()
    return RuleBook.model_validate(
        {
            "version": digest[:12],
            "rules": [rule for text in texts for rule in _read(text)["rule"]],
            "schemes": {row["id"]: row for row in _read(schemes)["scheme"]},
            "derogations": {row["id"]: row for row in _read(derogations)["derogation"]},
            "fctva": _read(fctva),
        }
    )


def _read(text: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(text, parse_float=Decimal)
