"""Open a plan in the form again: from a plan that was judged, or from what a project's sheet tells."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from assistant.calculators.financing import Grant, Loan, OwnerKind, PlanInput
from assistant.domain import Beneficiary
from assistant.domain.sheet import ProjectSheet
from assistant.language.display import format_decimal
from assistant.plans.draft import CostRow, GrantRow, LoanRow, PlanDraft

OWNERS = {
    Beneficiary.COMMUNE: OwnerKind.COMMUNE,
    Beneficiary.EPCI: OwnerKind.EPCI,
    Beneficiary.DEPARTMENT: OwnerKind.DEPARTMENT,
    Beneficiary.REGION: OwnerKind.REGION,
    Beneficiary.PUBLIC_BODY: OwnerKind.PUBLIC_BODY,
}


def owner_kind_of(beneficiary: Beneficiary | None) -> str:
    """The owner of the form for a beneficiary; a commune when it is none of the form's."""
    return OWNERS.get(beneficiary or Beneficiary.COMMUNE, OwnerKind.COMMUNE)


def draft_of_sheet(sheet: ProjectSheet) -> PlanDraft:
    """The plan kept in a sheet; the one that its owner and its costs begin when it has none."""
    if sheet.financing_plan:
        return draft_of_plan(sheet.financing_plan.plan)
    return PlanDraft(
        title=sheet.title.text,
        owner_kind=owner_kind_of(sheet.beneficiary),
        territory=sheet.territory.code if sheet.territory else "",
        population=_text(sheet.population),
        costs=tuple(
            CostRow(
                label=f"{cost.label} (hors taxes à confirmer)" if cost.is_tax_unsaid else cost.label,
                amount_excl_tax=_text(cost.amount_excl_tax),
            )
            for cost in sheet.costs
        ),
    )


def draft_of_plan(plan: PlanInput) -> PlanDraft:
    """A plan as the form shows it; what the form has no field for is told by ``left_out``."""
    owner, days, operation = plan.owner, plan.calendar, plan.operation
    derogation = operation.derogations[0] if operation.derogations else None
    places = {cost.id: place for place, cost in enumerate(plan.costs)}
    return PlanDraft(
        title=plan.title,
        owner_kind=owner.kind,
        territory=owner.territory or "",
        population=_text(owner.population),
        fctva_regime=owner.fctva_regime or "",
        basis=plan.basis,
        first_commitment=_text(days.first_commitment),
        works_start=_text(days.works_start),
        works_end=_text(days.works_end),
        has_lead_authority=_tick(operation.has_lead_authority),
        is_existing_building=_tick(operation.is_existing_building),
        energy_saving_percent=_text(operation.energy_saving_percent),
        derogation=derogation.id if derogation else "",
        derogation_obtained=_tick(derogation.obtained if derogation else None),
        financial_potential_ratio=_text(owner.financial_potential_ratio),
        largest_commune=_text(owner.largest_commune),
        density=_text(owner.density),
        costs=tuple(
            CostRow(
                label=cost.label,
                amount_excl_tax=_text(cost.amount_excl_tax),
                vat_rate=_text(cost.vat_rate),
                nature=cost.nature,
                fctva=cost.fctva,
            )
            for cost in plan.costs
        ),
        grants=tuple(_grant_row(grant, places) for grant in plan.grants),
        loans=tuple(map(_loan_row, plan.loans)),
    )


def left_out(plan: PlanInput) -> tuple[str, ...]:
    """What a plan says and the form has no field for, in words: it must be told, for the form would lose it."""
    return tuple(words for words, is_said in _unshown(plan) if is_said)


def _unshown(plan: PlanInput) -> Iterator[tuple[str, bool]]:
    grants, derogations = plan.grants, plan.operation.derogations
    yield "les fonds propres imposés", plan.own_funds is not None
    yield "le FCTVA écrit en ressource", plan.fctva is not None
    yield "le nom du maître d'ouvrage", bool(plan.owner.name)
    yield "le caractère de fonctionnement de l'opération", not plan.operation.is_investment
    yield "les parts payées chaque année", any(cost.payments for cost in plan.costs)
    yield "les assiettes toutes taxes comprises", any(grant.base_includes_tax for grant in grants)
    yield "les planchers d'aide", any(grant.floor is not None for grant in grants)
    yield "les dates de dossier complet ou d'accord", any(one.complete_on or one.granted_on for one in grants)
    yield "les dérogations après la première", len(derogations) > 1
    yield "la part fixée par le préfet", any(one.own_share_percent is not None for one in derogations)


def _grant_row(grant: Grant, places: dict[str, int]) -> GrantRow:
    return GrantRow(
        aid=grant.aid or "",
        scheme=grant.scheme,
        label=grant.label,
        lines=" ".join(str(places[line]) for line in grant.lines if line in places),
        base_ceiling=_text(grant.base_ceiling),
        rate_percent=_text(grant.rate_percent),
        amount=_text(grant.amount),
        max_rate_percent=_text(grant.max_rate_percent),
        ceiling=_text(grant.ceiling),
        status=grant.status,
        requested_on=_text(grant.requested_on),
        deadline=_text(grant.deadline),
    )


def _loan_row(loan: Loan) -> LoanRow:
    return LoanRow(
        label=loan.label,
        amount=_text(loan.amount),
        rate_percent=_text(loan.rate_percent),
        years=str(loan.years),
        drawn_in=str(loan.drawn_in or ""),
    )


def _text(value: Decimal | int | date | None) -> str:
    """A value as one types it in the form; empty when there is none."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else format_decimal(Decimal(value))


def _tick(value: bool | None) -> str:
    return "1" if value else ""
