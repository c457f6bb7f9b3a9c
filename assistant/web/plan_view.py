"""What the page shows of a plan that was judged: figures, resources, checks by gravity, cash by year, dates."""

from collections.abc import Iterator, Sequence

from assistant.calculators.financing import Check, GrantStatus, PlanResult, SourceAmount, Verdict
from assistant.charts import BarChart
from assistant.charts.financing import cash_chart
from assistant.domain import Frozen
from assistant.export.plan.words import VERDICTS, conclusion, ordered_checks
from assistant.language.display import format_decimal, format_euros, format_percent
from assistant.plans import GrantRow, PlanDraft
from assistant.web.plan_words import TONES

FIELDS = {"c": "costs", "a": "grants", "p": "loans"}  # the group of the form that an identifier's letter names


class ShownCheck(Frozen):
    """A rule, its verdict in words, and the field of the source that it is about."""

    check: Check
    verdict: str
    tone: str
    subject: str
    field: str | None


class Outcome(Frozen):
    """A plan judged, as the page shows it; ``told`` are the checks that ask for attention, ``kept`` the others."""

    result: PlanResult
    verdict: str
    tone: str
    resources: tuple[SourceAmount, ...]
    fctva: tuple[SourceAmount, ...]
    told: tuple[ShownCheck, ...]
    kept: tuple[ShownCheck, ...]
    chart: BarChart | None


def outcome_of(result: PlanResult) -> Outcome:
    """What is shown of a plan."""
    checks = list(_checks(result))
    return Outcome(
        result=result,
        verdict=verdict_of(result),
        tone="yes" if result.is_legal else "no",
        resources=tuple(source for source in result.sources if source.kind != "fctva"),
        fctva=tuple(source for source in result.sources if source.kind == "fctva"),
        told=tuple(one for one in checks if one.check.verdict is not Verdict.OK),
        kept=tuple(one for one in checks if one.check.verdict is Verdict.OK),
        chart=cash_chart(result.cash) if result.cash else None,
    )


def verdict_of(result: PlanResult) -> str:
    """The plan in a line."""
    share, percent = result.totals.owner_share, result.totals.owner_share_percent
    return f"{conclusion(result)} À votre charge : {format_euros(share)} ({format_percent(percent)})."


def _checks(result: PlanResult) -> Iterator[ShownCheck]:
    """The checks, the gravest first."""
    names = {source.source_id: source.label for source in result.sources}
    for check in ordered_checks(result):
        yield ShownCheck(
            check=check,
            verdict=VERDICTS[check.verdict],
            tone=TONES[check.verdict],
            subject=names.get(check.subject or "", ""),
            field=_field(check.subject),
        )


def _field(source_id: str | None) -> str | None:
    if not source_id or source_id[0] not in FIELDS or not source_id[1:].isdecimal():
        return None
    return f"{FIELDS[source_id[0]]}-{source_id[1:]}-label"


def adopted(draft: PlanDraft, result: PlanResult) -> PlanDraft:
    """The draft with the amounts of the plan that the optimiser found."""
    amounts = {source.source_id: source.amount for source in result.sources if source.kind == "grant"}

    def row_of(number: int, row: GrantRow) -> GrantRow:
        amount = amounts.get(f"a{number}")
        if amount is None or row.status == GrantStatus.REFUSED:
            return row
        return row.model_copy(update={"amount": format_decimal(amount), "rate_percent": ""})

    rows: Sequence[GrantRow] = [row_of(number, row) for number, row in enumerate(draft.grants)]
    return draft.model_copy(update={"grants": tuple(rows)})
