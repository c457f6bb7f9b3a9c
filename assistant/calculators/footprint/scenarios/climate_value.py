"""The value of climate action by year (*valeur de l'action pour le climat*), from the milestones of the registry.

Between two milestones it grows geometrically, as Bénéfriches (ADEME) computes it; before the first and after the last
the nearest milestone stands. Milestones: France Stratégie, commission chaired by A. Quinet, 2019.
"""

from decimal import Decimal

from assistant.calculators.footprint.registry import FactorRegistry

SERIES = "eco.vac2019."
SOURCE = (
    "Valeur de l'action pour le climat de la commission Quinet de 2019 (France Stratégie) ; "
    "sa révision de mars 2025 n'est pas reprise ici"
)


def climate_value(year: int, registry: FactorRegistry) -> Decimal:
    """Euros a tonne of CO2e abated in a year."""
    milestones = {
        int(name.removeprefix(SERIES)): factor.value
        for name, factor in registry.factors.items()
        if name.startswith(SERIES)
    }
    known = sorted(milestones)
    if year <= known[0] or year >= known[-1]:
        return milestones[known[0] if year <= known[0] else known[-1]]
    before = max(one for one in known if one <= year)
    after = min(one for one in known if one > year)
    share = Decimal(year - before) / (after - before)
    return milestones[before] * (milestones[after] / milestones[before]) ** share
