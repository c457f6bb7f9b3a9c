"""Plans of the tests: a school renovation of 100 000 € by a commune of 1 200 inhabitants in Dordogne."""

from decimal import Decimal
from typing import Any

from assistant.calculators.financing import Check, PlanInput, PlanResult, Verdict

ON = "2026-11-25"
OWNER = {"kind": "commune", "territory": "24322", "population": 1200}
WORKS = {"id": "travaux", "label": "Travaux", "amount_excl_tax": "100000"}


def plan(**changes: Any) -> PlanInput:
    """A plan of one line of works, with changes."""
    return PlanInput.model_validate({"on": ON, "owner": OWNER, "costs": [WORKS], **changes})


def grant(scheme: str, amount: Any = None, **changes: Any) -> dict[str, Any]:
    """A grant of a scheme, of an amount when one is given."""
    given = {} if amount is None else {"amount": str(amount)}
    return {"id": scheme.replace("_", "-"), "scheme": scheme, **given, **changes}


def checks_of(result: PlanResult, rule: str) -> list[Check]:
    """What a rule says of a plan."""
    return [check for check in result.checks if check.rule == rule]


def verdicts(result: PlanResult, rule: str) -> set[Verdict]:
    """The verdicts of a rule on a plan."""
    return {check.verdict for check in checks_of(result, rule)}


def amounts(result: PlanResult) -> dict[str, Decimal]:
    """The amounts of a plan by source."""
    return {source.source_id: source.amount for source in result.sources}
