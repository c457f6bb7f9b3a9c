"""A project in one row: what a list, its filters and its totals need, without reading the whole sheet."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from assistant.calculators.footprint.result import Role
from assistant.calculators.greenbudget.codes import Axis, Rating
from assistant.domain.contradictions import contradictions_of
from assistant.domain.model import Frozen
from assistant.domain.sheet import Origin, Phase, ProjectSheet, Provenance

ONCE, YEARLY = "tCO2e", "tCO2e/an"


class Emissions(Frozen):
    """Emissions of the estimates of a sheet, in tCO2e once and in tCO2e a year; both sides stay apart.

    None for those that no estimate counts, which is not zero.
    """

    induced_once: Decimal | None = None
    induced_yearly: Decimal | None = None
    avoided_once: Decimal | None = None
    avoided_yearly: Decimal | None = None

    def __add__(self, other: "Emissions") -> "Emissions":
        sums = {}
        for name in type(self).model_fields:
            counted = [value for one in (self, other) if (value := getattr(one, name)) is not None]
            sums[name] = sum(counted, Decimal(0)) if counted else None
        return Emissions(**sums)


class NamedDay(Frozen):
    """A day that matters, with what it is («Échéance : Fonds vert»)."""

    label: str
    day: date


class ProjectRow(Frozen):
    """The last version of a sheet in one row; one that was kept with another ``layout`` is made again.

    ``cost_excl_tax`` in euros, None before a cost is known. ``missing`` are the parts still to be completed, in French;
    ``to_confirm`` counts the statements that are proposals. ``climate`` rates the expenses on axis 1 of the green
    budget, by rating, in euros. ``contradictions`` are told in French.
    """

    project_id: str
    version: int
    title: str
    owner: str
    territory: str
    territory_code: str
    phase: Phase
    cost_excl_tax: Decimal | None
    emissions: Emissions | None
    climate: dict[Rating, Decimal]
    deadlines: tuple[NamedDay, ...]
    missing: tuple[str, ...]
    to_confirm: int
    words: str
    updated_at: datetime
    contradictions: tuple[str, ...] = ()
    layout: Literal[2] = 2


def row_of(sheet: ProjectSheet) -> ProjectRow:
    """The row of a sheet; ``words`` is what says what the project is, for comparing it with others."""
    told = (*sheet.context, *sheet.objectives, *sheet.description)
    return ProjectRow(
        project_id=sheet.project_id,
        version=sheet.version,
        title=sheet.title.text,
        owner=sheet.owner.text if sheet.owner else "",
        territory=sheet.territory.name if sheet.territory else "",
        territory_code=sheet.territory.code if sheet.territory else "",
        phase=sheet.phase,
        cost_excl_tax=sheet.total_cost_excl_tax if sheet.costs else None,
        emissions=_emissions(sheet) if sheet.footprint else None,
        climate=_climate(sheet),
        deadlines=tuple(
            NamedDay(label=aid.name, day=aid.deadline) for aid in sheet.funding if aid.deadline is not None
        ),
        missing=tuple(_missing(sheet)),
        to_confirm=sum(proofs[0].origin is Origin.ASSUMPTION for proofs in _proofs(sheet)),
        words=" ".join((sheet.title.text, *(one.text for one in told))),
        updated_at=sheet.updated_at,
        contradictions=tuple(one.text for one in contradictions_of(sheet)),
    )


def _emissions(sheet: ProjectSheet) -> Emissions:
    sums: dict[str, Decimal] = {}
    for result in sheet.footprint:
        for figure in result.figures:
            side = {Role.INDUCED: "induced", Role.AVOIDED: "avoided"}.get(figure.role)
            rhythm = {ONCE: "once", YEARLY: "yearly"}.get(figure.unit)
            if side and rhythm:
                name = f"{side}_{rhythm}"
                sums[name] = sums.get(name, Decimal(0)) + figure.value
    return Emissions(**sums)


def _climate(sheet: ProjectSheet) -> dict[Rating, Decimal]:
    if sheet.green_budget is None:
        return {}
    (totals,) = (one for one in sheet.green_budget.totals if one.axis is Axis.MITIGATION)
    return {rating: amount for rating in Rating if (amount := getattr(totals, rating.value))}


def _missing(sheet: ProjectSheet) -> Iterable[str]:
    parts = (
        ("porteur", sheet.owner), ("partenaires", sheet.partners), ("territoire", sheet.territory),
        ("coûts", sheet.costs), ("objectifs", sheet.objectives), ("calendrier", sheet.actions),
        ("financements", sheet.funding), ("plan de financement", sheet.financing_plan),
        ("empreinte", sheet.footprint), ("indicateurs", sheet.indicators),
    )  # fmt: skip
    return (name for name, value in parts if not value)


def _proofs(sheet: ProjectSheet) -> list[tuple[Provenance, ...]]:
    """The proofs of each line that a person may have to confirm."""
    statements = (*sheet.context, *sheet.objectives, *sheet.description, *sheet.risks)
    return [*(one.provenance for one in statements), *(one.provenance for one in sheet.actions)]
