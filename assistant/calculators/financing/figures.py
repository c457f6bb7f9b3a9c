"""The amounts of a plan: bases, grants, FCTVA, totals. Exact decimals, to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property

from assistant.calculators.financing.book import Rule, RuleBook, Scheme
from assistant.calculators.financing.codes import Basis, FctvaKind, GrantStatus
from assistant.calculators.financing.inputs import CostItem, Grant, PlanInput
from assistant.calculators.financing.result import SourceAmount, Totals

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
ENTERED = "saisi"


def floor_cent(amount: Decimal) -> Decimal:
    """An amount rounded down to the cent: what a financer owes at the most."""
    return amount.quantize(CENT, rounding=ROUND_DOWN)


def round_cent(amount: Decimal) -> Decimal:
    """An amount rounded to the nearest cent, as tax and FCTVA are."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """A sum to the cent."""
    return sum(amounts, Decimal("0.00"))


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent, unrounded; zero of nothing."""
    return part * HUNDRED / whole if whole else Decimal(0)


def shown_percent(share: Decimal) -> Decimal:
    """A share as the result gives it; rounded down, so that one under a limit never looks like it."""
    return share.quantize(Decimal("0.0001"), rounding=ROUND_DOWN)


@dataclass(frozen=True)
class Figures:
    """A plan with its rule book, and all the amounts that follow from both."""

    plan: PlanInput
    book: RuleBook

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """The grants that count, in an order that does not depend on the author's: neither refused nor of no euro."""
        counted = (grant for grant in self.plan.grants if grant.status is not GrantStatus.REFUSED and grant.amount != 0)
        return tuple(sorted(counted, key=lambda grant: (grant.scheme, grant.id)))

    def scheme(self, grant: Grant) -> Scheme:
        """The scheme of a grant."""
        return self.book.schemes[grant.scheme]

    def concerned(self, rule: Rule) -> tuple[Grant, ...]:
        """The grants that a rule looks at: those of its schemes or groups, all when it names none."""
        if not (rule.schemes or rule.groups):
            return self.grants
        return tuple(
            grant for grant in self.grants if grant.scheme in rule.schemes or self.scheme(grant).group in rule.groups
        )

    def paying(self, rule: Rule) -> tuple[Grant, ...]:
        """The grants that a rule looks at and that pay something."""
        return tuple(grant for grant in self.concerned(rule) if self.amount(grant))

    def name(self, grant: Grant) -> str:
        """A grant in words."""
        return grant.label or self.scheme(grant).label

    def lines(self, grant: Grant) -> tuple[CostItem, ...]:
        """The expenses of a grant's base."""
        return tuple(line for line in self.plan.costs if not grant.lines or line.id in grant.lines)

    def base(self, grant: Grant) -> Decimal:
        """The expense base (*assiette*) of a grant: its lines, at most its ceiling."""
        lines = self.lines(grant)
        spent = total(self.incl_tax(line) if grant.base_includes_tax else line.amount_excl_tax for line in lines)
        return spent if grant.base_ceiling is None else min(spent, grant.base_ceiling)

    def base_excl_tax(self, grant: Grant) -> Decimal:
        """The expense base of a grant excluding tax, however its author counts it."""
        spent = total(line.amount_excl_tax for line in self.lines(grant))
        return spent if grant.base_ceiling is None else min(spent, grant.base_ceiling)

    def limit(self, grant: Grant) -> Decimal:
        """The most that a grant may pay: by its own terms, and never more than its base."""
        maximum = self.maximum(grant)
        return self.base(grant) if maximum is None else maximum

    def maximum(self, grant: Grant) -> Decimal | None:
        """The most that a grant may pay by its own terms, None when they tell neither rate nor ceiling."""
        base = self.base(grant)
        limits = [grant.ceiling] if grant.ceiling is not None else []
        if grant.max_rate_percent is not None:
            limits.append(floor_cent(base * grant.max_rate_percent / HUNDRED))
        return min([*limits, base]) if limits else None

    def amount(self, grant: Grant) -> Decimal:
        """What a grant pays: its amount, or its rate of its base within its ceiling; nothing for a mere candidate."""
        if grant.amount is not None:
            return grant.amount
        if grant.rate_percent is None:
            return Decimal("0.00")
        due = floor_cent(self.base(grant) * grant.rate_percent / HUNDRED)
        return due if grant.ceiling is None else min(due, grant.ceiling)

    def rate(self, grant: Grant) -> Decimal:
        """The rate that a grant's amount makes of its base, in percent."""
        return percent_of(self.amount(grant), self.base(grant))

    def vat(self, line: CostItem) -> Decimal:
        """The VAT of a line."""
        return round_cent(line.amount_excl_tax * line.vat_rate / HUNDRED)

    def incl_tax(self, line: CostItem) -> Decimal:
        """A line including tax."""
        return line.amount_excl_tax + self.vat(line)

    def cost(self, line: CostItem) -> Decimal:
        """A line in the plan's basis."""
        return self.incl_tax(line) if self.plan.basis is Basis.INCLUDING_TAX else line.amount_excl_tax

    def fctva_of(self, line: CostItem) -> Decimal:
        """The FCTVA of a line: its rate of the expense including tax; none where no VAT was paid."""
        if line.fctva is FctvaKind.NONE or not line.vat_rate:
            return Decimal("0.00")
        return round_cent(self.incl_tax(line) * self.book.fctva.rates[line.fctva] / HUNDRED)

    @cached_property
    def fctva(self) -> Decimal:
        """The FCTVA of the whole plan."""
        return total(map(self.fctva_of, self.plan.costs))

    @cached_property
    def fctva_resource(self) -> Decimal:
        """The FCTVA written among the resources: none in a plan excluding tax, unless its author put some there."""
        if self.plan.fctva is not None:
            return self.plan.fctva
        return self.fctva if self.plan.basis is Basis.INCLUDING_TAX else Decimal("0.00")

    @cached_property
    def to_finance(self) -> Decimal:
        """The cost that the resources must cover, in the plan's basis."""
        return total(map(self.cost, self.plan.costs))

    @cached_property
    def public_aid(self) -> Decimal:
        """The grants of public persons."""
        return total(self.amount(grant) for grant in self.grants if self.scheme(grant).is_public)

    @cached_property
    def private_aid(self) -> Decimal:
        """The grants of private persons."""
        return total(self.amount(grant) for grant in self.grants if not self.scheme(grant).is_public)

    @cached_property
    def loans(self) -> Decimal:
        """What is borrowed."""
        return total(loan.amount for loan in self.plan.loans)

    @cached_property
    def own_funds(self) -> Decimal:
        """The owner's own money: as given, or what the other resources leave."""
        if self.plan.own_funds is not None:
            return self.plan.own_funds
        return self.to_finance - self.public_aid - self.private_aid - self.loans - self.fctva_resource

    @cached_property
    def owner_share(self) -> Decimal:
        """The own contribution (*participation du maître d'ouvrage*): own money and loans, which it pays back."""
        return self.own_funds + self.loans

    @cached_property
    def public_financing(self) -> Decimal:
        """What public persons bring, the owner among them: the base of the minimum contribution."""
        return self.public_aid + self.owner_share

    @cached_property
    def totals(self) -> Totals:
        """The sums of the plan."""
        return Totals(
            cost_excl_tax=total(line.amount_excl_tax for line in self.plan.costs),
            vat=total(map(self.vat, self.plan.costs)),
            cost_incl_tax=total(map(self.incl_tax, self.plan.costs)),
            to_finance=self.to_finance,
            public_aid=self.public_aid,
            private_aid=self.private_aid,
            loans=self.loans,
            own_funds=self.own_funds,
            owner_share=self.owner_share,
            public_financing=self.public_financing,
            owner_share_percent=shown_percent(percent_of(self.owner_share, self.public_financing)),
            fctva=self.fctva,
        )

    def sources(self) -> tuple[SourceAmount, ...]:
        """The resources: grants in the author's order, then loans, own funds, FCTVA."""
        rows = [self._grant_row(grant) for grant in self.plan.grants]
        rows += [self._row(loan.id, "loan", loan.label or "Emprunt", loan.amount) for loan in self.plan.loans]
        rows.append(self._row("own_funds", "own_funds", "Autofinancement", self.own_funds))
        if self.fctva_resource:
            rows.append(self._row("fctva", "fctva", "FCTVA", self.fctva_resource))
        return tuple(rows)

    def _grant_row(self, grant: Grant) -> SourceAmount:
        is_refused = grant.status is GrantStatus.REFUSED
        amount = Decimal("0.00") if is_refused else self.amount(grant)
        scheme = self.scheme(grant)
        return self._row(grant.id, "grant", grant.label or scheme.label, amount).model_copy(
            update={
                "scheme": scheme.id,
                "is_public_aid": scheme.is_public,
                "status": grant.status,
                "base": self.base(grant),
                "rate_percent": shown_percent(percent_of(amount, self.base(grant))),
                "terms": grant.terms_from or ENTERED,
            }
        )

    def _row(self, source_id: str, kind: str, label: str, amount: Decimal) -> SourceAmount:
        share = shown_percent(percent_of(amount, self.to_finance))
        return SourceAmount(source_id=source_id, kind=kind, label=label, amount=amount, share_percent=share)
