"""The facts that ship as data, with their dates: what has expired, what soon will, what nobody has verified."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from re import compile as pattern

from assistant.calculators.financing.book import TO_VERIFY, RuleBook
from assistant.calculators.footprint import FactorRegistry
from assistant.calculators.footprint.registry import Factor
from assistant.calculators.greenbudget.book import GreenBook
from assistant.domain import Frozen
from assistant.language.display import format_decimal

SOON = timedelta(days=365)
UNVERIFIED = pattern("non vérifiée?|à vérifier")  # how the locator of a factor says it


class FactState(StrEnum):
    """How a fact stands on a day; the value is what a page shows."""

    EXPIRED = "expiré"
    SOON = "expire dans l'année"
    TO_VERIFY = "à vérifier"
    REPLACED = "remplacé par un plus récent"
    CURRENT = "à jour"


class DatedFact(Frozen):
    """A fact: what it says, until when, where it was read and when that was verified."""

    id: str
    label: str
    says: str
    source: str
    link: str = ""
    until: date | None = None
    verified_on: date | None = None
    note: str = ""
    states: tuple[FactState, ...]


def counted(facts: Iterable[DatedFact]) -> Counter[FactState]:
    """How many facts are in each state; a fact may be in two."""
    return Counter(state for fact in facts for state in fact.states)


def factor_facts(registry: FactorRegistry, *, on: date) -> Sequence[DatedFact]:
    """The emission factors; an expired one is «replaced» when another of its series and place holds on the day."""
    valid = {(one.series, one.geography) for one in registry.factors.values() if one.series and _holds(one, on)}
    return [
        DatedFact(
            id=factor.id,
            label=factor.label,
            says=f"{format_decimal(factor.value, decimals=6)} {factor.unit}",
            source=f"{factor.source}, {factor.locator}",
            until=factor.valid_to,
            states=_states(
                factor.valid_to,
                on,
                to_verify=bool(UNVERIFIED.search(factor.locator)),
                is_replaced=(factor.series, factor.geography) in valid,
            ),
        )
        for factor in registry.factors.values()
    ]


def financing_facts(book: RuleBook, *, on: date) -> Sequence[DatedFact]:
    """The rules of financing plans, then the payment terms of schemes, derogations and regimes of FCTVA."""
    return [*_rules(book, on), *_others(book, on)]


def green_facts(book: GreenBook, *, on: date) -> Sequence[DatedFact]:
    """The rules of the green budget; one holds to the end of its last year."""
    facts = []
    for rule in book.rules:
        source = book.sources[rule.source]
        until = date(rule.last_year, 12, 31) if rule.last_year else None
        unread = source.confidence == TO_VERIFY or source.verified_on is None
        facts.append(
            DatedFact(
                id=rule.id,
                label=rule.title,
                says=f"depuis {rule.first_year}",
                source=f"{source.reference}, {rule.locator or source.locator}",
                link=source.link,
                until=until,
                verified_on=source.verified_on,
                note=source.to_verify,
                states=_states(until, on, to_verify=unread),
            )
        )
    return facts


def _rules(book: RuleBook, on: date) -> Iterator[DatedFact]:
    for rule in book.rules:
        yield DatedFact(
            id=rule.id,
            label=rule.title,
            says=rule.sentence,
            source=f"{rule.reference} ; lu dans : {rule.source}",
            link=rule.link,
            until=rule.valid_to,
            verified_on=rule.verified_on,
            note=rule.to_verify,
            states=_states(rule.valid_to, on, to_verify=rule.confidence == TO_VERIFY or rule.verified_on is None),
        )


def _others(book: RuleBook, on: date) -> Iterator[DatedFact]:
    """What has a source and a day of verification, but no end."""
    lines = [(f"payment-{one.id}", one.label, "modalités de versement", one.payment_source, one.payment_verified_on)
             for one in book.schemes.values()]  # fmt: skip
    lines += [(one.id, one.label, "dérogation", f"{one.reference} ; {one.source}", one.verified_on)
              for one in book.derogations.values()]  # fmt: skip
    lines += [(f"fctva-regime-{rank}", f"Régime du FCTVA : {one.regime}", one.because, one.source, one.verified_on)
              for rank, one in enumerate(book.fctva.regime, start=1)]  # fmt: skip
    for name, label, says, source, verified_on in lines:
        states = _states(None, on, to_verify=verified_on is None)
        yield DatedFact(id=name, label=label, says=says, source=source, verified_on=verified_on, states=states)


def _holds(factor: Factor, on: date) -> bool:
    return (factor.valid_from or on) <= on <= (factor.valid_to or on)


def _states(until: date | None, on: date, *, to_verify: bool, is_replaced: bool = False) -> tuple[FactState, ...]:
    states = []
    if until is not None and until < on:
        states.append(FactState.REPLACED if is_replaced else FactState.EXPIRED)
    elif until is not None and until <= on + SOON:
        states.append(FactState.SOON)
    if to_verify:
        states.append(FactState.TO_VERIFY)
    return tuple(states) or (FactState.CURRENT,)
