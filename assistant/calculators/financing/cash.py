"""The cash of a plan year by year: expenses, VAT, grants as they are paid, FCTVA with its delay, loans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from assistant.calculators.financing.book import RegimeRule, Scheme
from assistant.calculators.financing.codes import FctvaRegime
from assistant.calculators.financing.figures import HUNDRED, Figures, floor_cent, percent_of, round_cent, total
from assistant.calculators.financing.inputs import CostItem, Grant, Loan
from assistant.calculators.financing.result import CashYear
from assistant.language.display import format_euros

ByYear = dict[int, Decimal]
DELAYS = {FctvaRegime.SAME_YEAR: 0, FctvaRegime.NEXT_YEAR: 1, FctvaRegime.SECOND_YEAR: 2}
BALANCE_DELAY = 1  # a prudent convention: the balance of a grant is paid the year after the works
NO_CALENDAR = "Le plan n'a pas de dates de travaux : toutes les dépenses sont comptées l'année du plan."
BALANCE_NOTE = "Par prudence, le solde de chaque aide est compté l'année qui suit la fin des dépenses."


def yearly_cash(figures: Figures) -> tuple[tuple[CashYear, ...], tuple[str, ...]]:
    """The years from the first expense to the last receipt, and the conventions that they follow."""
    spent = {line.id: spread(figures, line) for line in figures.plan.costs}
    expenses = _sum(spent.values())
    tax = _sum(_prorated(figures.vat(line), spent[line.id]) for line in figures.plan.costs)
    grants = _sum(paid(figures, grant, expenses) for grant in figures.grants)
    fctva, notes = _fctva(figures, spent)
    loans, annuities = _loans(figures, min(expenses))
    last = max([*expenses, *grants, *fctva, *loans])
    years, cumulative = [], Decimal("0.00")
    for year in range(min(expenses), last + 1):
        zero = Decimal("0.00")
        need = (
            expenses.get(year, zero) + tax.get(year, zero) + annuities.get(year, zero)
            - grants.get(year, zero) - fctva.get(year, zero) - loans.get(year, zero)
        )  # fmt: skip
        cumulative += need
        years.append(
            CashYear(
                year=year, expenses_excl_tax=expenses.get(year, zero), vat=tax.get(year, zero),
                grants=grants.get(year, zero), fctva=fctva.get(year, zero), loans=loans.get(year, zero),
                annuities=annuities.get(year, zero), need=need, cumulative_need=cumulative,
            )
        )  # fmt: skip
    return tuple(years), tuple(_notes(figures, notes, annuities, last))


def spread(figures: Figures, line: CostItem) -> ByYear:
    """A line by year: as its payments say, or by day over the works; to the cent, the last year taking the rest."""
    if line.payments:
        shares = {share.year: Decimal(0) for share in line.payments}
        for share in line.payments:
            shares[share.year] += share.percent
        return _prorated(line.amount_excl_tax, shares)
    calendar = figures.plan.calendar
    start = calendar.works_start or calendar.first_commitment or calendar.works_end
    if start is None:
        return {figures.plan.on.year: line.amount_excl_tax}
    return _prorated(line.amount_excl_tax, _days(start, calendar.works_end or start))


def paid(figures: Figures, grant: Grant, expenses: Mapping[int, Decimal]) -> ByYear:
    """A grant by year: its advance with the first expense, instalments with the works, its balance after them."""
    amount, scheme = figures.amount(grant), figures.scheme(grant)
    if not amount:
        return {}
    years, spent, received = sorted(expenses), Decimal(0), Decimal("0.00")
    found: ByYear = {}
    for year in years:
        spent += expenses[year]
        due = floor_cent(amount * _due_percent(scheme, percent_of(spent, total(expenses.values()))) / HUNDRED)
        if due > received:
            found[year], received = due - received, due
    found[years[-1] + BALANCE_DELAY] = amount - received
    return found


def _due_percent(scheme: Scheme, progress: Decimal) -> Decimal:
    return min(scheme.instalment_percent, max(scheme.advance_percent, progress))


def annuity(loan: Loan) -> Decimal:
    """The constant yearly payment of a loan, to the cent: capital × rate / (1 - (1 + rate)^-years)."""
    rate = loan.rate_percent / HUNDRED
    if not rate:
        return round_cent(loan.amount / loan.years)
    return round_cent(loan.amount * rate / (1 - (1 + rate) ** -loan.years))


def regime_of(figures: Figures, year: int) -> RegimeRule | None:
    """The FCTVA regime of the data for the expenses of a year, None when the owner states its own."""
    owner = figures.plan.owner
    return None if owner.fctva_regime else figures.book.fctva.regime_of(owner.kind, year)


def _fctva(figures: Figures, spent: Mapping[str, ByYear]) -> tuple[ByYear, list[str]]:
    received: ByYear = defaultdict(Decimal)
    notes: dict[str, None] = {}
    for line in figures.plan.costs:
        for year, amount in _prorated(figures.fctva_of(line), spent[line.id]).items():
            rule = regime_of(figures, year)
            regime = rule.regime if rule else figures.plan.owner.fctva_regime
            assert regime is not None
            if amount:
                received[year + DELAYS[regime]] += amount
                notes[f"FCTVA, {rule.because}." if rule else f"FCTVA : régime {regime.value.upper()} indiqué."] = None
    return dict(received), list(notes)


def _loans(figures: Figures, first_year: int) -> tuple[ByYear, ByYear]:
    drawn: ByYear = defaultdict(Decimal)
    annuities: ByYear = defaultdict(Decimal)
    for loan in figures.plan.loans:
        start = loan.drawn_in or first_year
        drawn[start] += loan.amount
        for year in range(start + 1, start + loan.years + 1):
            annuities[year] += annuity(loan)
    return dict(drawn), dict(annuities)


def _notes(figures: Figures, notes: Iterable[str], annuities: ByYear, last: int) -> Iterable[str]:
    calendar = figures.plan.calendar
    if not (calendar.works_start or calendar.first_commitment or calendar.works_end):
        yield NO_CALENDAR
    yield from notes
    if any(map(figures.amount, figures.grants)):
        yield BALANCE_NOTE
    left = {year: amount for year, amount in annuities.items() if year > last}
    if left:
        yield (
            f"Les annuités d'emprunt continuent de {min(left)} à {max(left)}, "
            f"pour {format_euros(total(left.values()))} en tout."
        )


def _days(start: date, end: date) -> ByYear:
    """The days of each year between two days, both counted."""
    return {
        year: Decimal((min(end, date(year, 12, 31)) - max(start, date(year, 1, 1))).days + 1)
        for year in range(start.year, end.year + 1)
    }


def _prorated(amount: Decimal, weights: Mapping[int, Decimal]) -> ByYear:
    """An amount shared by weight, to the cent; the last year takes the rest."""
    years, whole = sorted(weights), total(weights.values())
    shares = {year: floor_cent(amount * weights[year] / whole) for year in years}
    shares[years[-1]] += amount - total(shares.values())
    return shares


def _sum(parts: Iterable[Mapping[int, Decimal]]) -> ByYear:
    added: ByYear = defaultdict(Decimal)
    for part in parts:
        for year, amount in part.items():
            added[year] += amount
    return dict(added)
