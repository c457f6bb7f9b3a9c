"""A scenario year by year: what is induced and avoided, and when the second makes up for the first."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.calculators.footprint.scenarios.emissions import Emissions
from assistant.calculators.footprint.scenarios.inputs import ProjectInput
from assistant.calculators.footprint.scenarios.result import YearOfScenario

HUNDRED = Decimal(100)


def growth(project: ProjectInput) -> tuple[Decimal, ...]:
    """What a yearly emission avoided is worth in each year of the horizon, as a share of that of the first."""
    evolution = project.reference.evolution
    ratio = 1 + evolution.percent_per_year / HUNDRED if evolution else Decimal(1)
    return tuple(ratio**rank for rank in range(project.horizon_years))


def years_of(emissions: Emissions, project: ProjectInput) -> tuple[YearOfScenario, ...]:
    """Each year of the horizon; what happens once happens in the first."""
    years: list[YearOfScenario] = []
    induced_so_far = avoided_so_far = Decimal(0)
    for rank, share in enumerate(growth(project)):
        induced = emissions.induced_yearly.value + (emissions.induced_once.value if rank == 0 else 0)
        avoided = emissions.avoided_yearly.value * share + (emissions.avoided_once.value if rank == 0 else 0)
        induced_so_far += induced
        avoided_so_far += avoided
        years.append(
            YearOfScenario(
                year=project.start_year + rank,
                induced=induced,
                avoided=avoided,
                cumulative_induced=induced_so_far,
                cumulative_avoided=avoided_so_far,
            )
        )
    return tuple(years)


def carbon_payback(emissions: Emissions, years: Sequence[YearOfScenario]) -> Decimal | None:
    """Years until the emissions avoided make up for those induced, to the tenth; None when the horizon ends before.

    What is induced once counts from the start; within a year, emissions are spread evenly.
    """
    debt = emissions.induced_once.value - emissions.avoided_once.value
    if debt <= 0 and years[0].cumulative_avoided >= years[0].cumulative_induced:
        return Decimal(0)
    for rank, year in enumerate(years):
        once = (emissions.avoided_once.value - emissions.induced_once.value) if rank == 0 else Decimal(0)
        gained = year.avoided - year.induced - once
        if gained > 0 and gained >= debt:
            return (rank + debt / gained).quantize(Decimal("0.1"))
        debt -= gained
    return None
