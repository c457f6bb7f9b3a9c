"""What a check writes."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.codes import Verdict
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.result import Check

Checker = Callable[[Rule, Figures], Iterable[Check]]


def outcome(
    rule: Rule,
    verdict: Verdict,
    because: str,
    *,
    subject: str | None = None,
    measured: Decimal | None = None,
    limit: Decimal | None = None,
    unit: str = "",
) -> Check:
    """The outcome of a rule, with its proof."""
    return Check(
        rule=rule.id,
        verdict=verdict,
        because=because,
        reference=rule.reference,
        title=rule.title,
        severity=rule.severity,
        link=rule.link,
        confidence=f"{rule.confidence} ({rule.to_verify})" if rule.to_verify else rule.confidence,
        verified_on=rule.verified_on,
        subject=subject,
        measured=measured,
        limit=limit,
        unit=unit,
    )


def verdict_of(rule: Rule, *, holds: bool) -> Verdict:
    """OK when the rule holds, what its severity says otherwise."""
    return Verdict.OK if holds else Verdict(rule.severity.value)
