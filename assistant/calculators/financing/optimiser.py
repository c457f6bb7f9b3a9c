"""The legal plan with the least own contribution, and the limits that stop it."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from assistant.calculators.financing.book import load_book
from assistant.calculators.financing.checks import KINDS
from assistant.calculators.financing.codes import GrantStatus, Verdict
from assistant.calculators.financing.engine import check_references, judged
from assistant.calculators.financing.figures import CENT, Figures, floor_cent
from assistant.calculators.financing.inputs import Grant, Loan, PlanInput
from assistant.calculators.financing.limits import Limit, limits_of
from assistant.calculators.financing.proposal import Range, Solution
from assistant.calculators.financing.result import BindingRule, Optimum, PlanResult
from assistant.language.display import format_decimal, format_euros

FIRST = {GrantStatus.GRANTED: 0, GrantStatus.REQUESTED: 1, GrantStatus.PLANNED: 2}
CONDITIONS = ("no_early_start", "deadline", "base_excluding_tax", "renovation")  # that no amount can satisfy
CLOSE = Decimal("0.05")  # euros under which a limit counts as reached
NO_TERMS = "ni taux maximal ni plafond connus"


def optimise_plan(plan: PlanInput) -> PlanResult:
    """The plan of least own contribution among the legal ones, judged like any other.

    Granted aids keep their amount; the others pay from nothing to their maximum. When the granted aids break a rule by
    themselves there is no legal plan: the plan comes back as given, without optimum. Raises InputError.
    """
    book = load_book()
    check_references(plan, book)
    start = Figures(plan.model_copy(update={"own_funds": None}), book)
    left_out = _left_out(start)
    found = [chosen for without in _variants(start, left_out) if (chosen := _choose(start, without))]
    if not found:
        return judged(Figures(plan, book))
    best, binding = min(found, key=lambda one: one[0].owner_share)
    before = judged(Figures(plan, book))
    optimum = Optimum(
        owner_share=best.owner_share,
        saved=before.totals.owner_share - best.owner_share if before.is_legal else None,
        binding=binding,
        unused=tuple(_unused(best, left_out)),
    )
    return judged(best, optimum)


def _variants(figures: Figures, left_out: Mapping[str, str]) -> list[frozenset[str]]:
    """The sets of aids to leave out: an aid that caps all public aid may cost more than it brings."""
    capping = [rule for rule in figures.book.in_force(figures.plan.on) if rule.kind == "public_aid_cap"]
    costly = {
        grant.id
        for rule in capping
        for grant in figures.concerned(rule)
        if grant.status is not GrantStatus.GRANTED and grant.id not in left_out
    }
    always = frozenset(left_out)
    return [always, always | costly] if costly else [always]


def _choose(start: Figures, without: frozenset[str]) -> tuple[Figures, tuple[BindingRule, ...]] | None:
    figures = Figures(_with_amounts(start.plan, dict.fromkeys(without, Decimal("0.00"))), start.book)
    fixed = {grant.id: figures.amount(grant) for grant in figures.grants if grant.status is GrantStatus.GRANTED}
    free = sorted(
        (grant for grant in figures.grants if grant.id not in fixed),
        key=lambda grant: (FIRST[grant.status], grant.scheme, grant.id),
    )
    ranges = [Range(grant.id, grant.floor or Decimal(0), _most(figures, grant) or Decimal(0)) for grant in free]
    limits = list(limits_of(figures))
    nothing = {one.name: Decimal("0.00") for one in ranges} | fixed
    if any(limit.slack(nothing) < 0 for limit in limits):
        return None
    if not ranges:
        return _settled(figures, nothing), ()
    from assistant.calculators.financing.programme import Programme

    solution = Programme(ranges, limits, fixed).solve()
    amounts = exact(solution.amounts, ranges, limits, fixed)
    best = _settled(figures, amounts)
    return best, tuple(_binding(best, solution, ranges, limits, amounts))


def exact(
    proposed: Mapping[str, float], ranges: Sequence[Range], limits: Sequence[Limit], fixed: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """A proposal to the cent: rounded down, brought back under every limit, then raised as far as they allow."""
    amounts = {name: max(Decimal("0.00"), floor_cent(Decimal(f"{value:.4f}"))) for name, value in proposed.items()}
    amounts |= fixed
    for one in reversed(ranges):
        excess = max(
            (-limit.slack(amounts) / limit.weights[one.name] for limit in _on(limits, one)), default=Decimal(0)
        )
        if excess > 0:
            amounts[one.name] = max(Decimal("0.00"), amounts[one.name] - excess.quantize(CENT, rounding=ROUND_UP))
    for one in ranges:
        if amounts[one.name] < one.floor:
            amounts[one.name] = Decimal("0.00")
            continue
        room = min(limit.slack(amounts) / limit.weights[one.name] for limit in _on(limits, one))
        room = min(room, one.most - amounts[one.name])
        amounts[one.name] += max(Decimal("0.00"), room.quantize(CENT, rounding=ROUND_DOWN))
    return amounts


def _on(limits: Sequence[Limit], one: Range) -> list[Limit]:
    return [limit for limit in limits if limit.weights.get(one.name)]


def _left_out(figures: Figures) -> dict[str, str]:
    """The aids that cannot be counted on, with the reason."""
    found = {}
    for grant in figures.grants:
        if grant.status is not GrantStatus.GRANTED and _most(figures, grant) is None:
            found[grant.id] = NO_TERMS
    for rule in figures.book.in_force(figures.plan.on):
        if rule.kind in CONDITIONS:
            for check in KINDS[rule.kind](rule, figures):
                if check.verdict is Verdict.BLOCK and check.subject:
                    found[check.subject] = check.because.rstrip(".")
    granted = {grant.id for grant in figures.grants if grant.status is GrantStatus.GRANTED}
    return {name: why for name, why in found.items() if name not in granted}


def _most(figures: Figures, grant: Grant) -> Decimal | None:
    """The most that an aid may pay: by its terms, else what its author writes, never more than its base."""
    maximum = figures.maximum(grant)
    if maximum is not None:
        return maximum
    if grant.amount is None and grant.rate_percent is None:
        return None
    return min(figures.amount(grant), figures.base(grant))


def _with_amounts(plan: PlanInput, amounts: Mapping[str, Decimal]) -> PlanInput:
    grants = tuple(
        grant.model_copy(update={"amount": amounts[grant.id], "rate_percent": None}) if grant.id in amounts else grant
        for grant in plan.grants
    )
    return plan.model_copy(update={"grants": grants})


def _settled(figures: Figures, amounts: Mapping[str, Decimal]) -> Figures:
    """The plan with these amounts, its loans cut to what the owner still has to bring."""
    free = {grant.id for grant in figures.grants if grant.status is not GrantStatus.GRANTED}
    plan = _with_amounts(figures.plan, {name: amount for name, amount in amounts.items() if name in free})
    share = Figures(plan, figures.book).owner_share
    return Figures(plan.model_copy(update={"loans": _cut(plan.loans, share)}), figures.book)


def _cut(loans: Sequence[Loan], share: Decimal) -> tuple[Loan, ...]:
    kept, rest = [], share
    for loan in sorted(loans, key=lambda loan: loan.id):
        amount = min(loan.amount, rest)
        if amount > 0:
            kept.append(loan.model_copy(update={"amount": amount}))
            rest -= amount
    return tuple(kept)


def _binding(
    best: Figures, solution: Solution, ranges: Sequence[Range], limits: Sequence[Limit], amounts: Mapping[str, Decimal]
) -> list[BindingRule]:
    found = []
    for limit, gain in zip(limits, solution.limit_gains, strict=True):
        if gain > 0 and limit.slack(amounts) < CLOSE and limit.weights:
            rule = best.book.by_id[limit.rule]
            because = f"{limit.label} ({rule.reference}) : {_worth(gain)}."
            found.append(BindingRule(rule=rule.id, because=because, gain=_gain(gain)))
    names = {grant.id: best.name(grant) for grant in best.grants}
    for one in ranges:
        gain = solution.range_gains[one.name]
        if gain > 0 and one.most - amounts[one.name] < CLOSE and one.name in names:
            because = f"{names[one.name]} est à son maximum de {format_euros(one.most)} : {_worth(gain)}."
            found.append(BindingRule(rule="aid-maximum", because=because, subject=one.name, gain=_gain(gain)))
    return found


def _gain(gain: float) -> Decimal:
    return Decimal(f"{gain:.4f}")


def _worth(gain: float) -> str:
    return f"un euro de plus permis baisserait votre part de {format_decimal(_gain(gain), decimals=2)} €"


def _unused(best: Figures, left_out: Mapping[str, str]) -> list[str]:
    """The aids of no euro: why those that cannot be counted on are not, the others being useless here."""
    names = {row.source_id: row.label for row in best.sources()}
    paying = {grant.id for grant in best.grants if best.amount(grant)}
    refused = {grant.id for grant in best.plan.grants if grant.status is GrantStatus.REFUSED}
    return [
        f"{names[grant.id]} : {left_out.get(grant.id, 'inutile, une autre limite est déjà atteinte')}"
        for grant in best.plan.grants
        if grant.id not in paying | refused
    ]
