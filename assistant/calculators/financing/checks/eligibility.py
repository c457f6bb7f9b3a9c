"""Who may ask for the DETR."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistant.calculators.financing.book import Rule
from assistant.calculators.financing.checks.outcome import outcome, verdict_of
from assistant.calculators.financing.codes import OwnerKind, Verdict
from assistant.calculators.financing.figures import Figures
from assistant.calculators.financing.inputs import Owner
from assistant.calculators.financing.result import Check
from assistant.calculators.financing.where import is_overseas
from assistant.language.display import format_decimal

COMMUNES = {OwnerKind.COMMUNE, OwnerKind.NEW_COMMUNE}
GROUPS = {
    OwnerKind.COMMUNITY_OF_COMMUNES,
    OwnerKind.AGGLOMERATION_COMMUNITY,
    OwnerKind.URBAN_COMMUNITY,
    OwnerKind.METROPOLIS,
    OwnerKind.EPCI,
}
Thresholds = Mapping[str, Decimal]


def detr_eligibility(rule: Rule, figures: Figures) -> Iterable[Check]:
    """The population and the wealth of the owner."""
    for grant in figures.concerned(rule):
        holds, told = _judged(figures.plan.owner, rule.thresholds)
        verdict = Verdict.UNKNOWN if holds is None else verdict_of(rule, holds=holds)
        yield outcome(rule, verdict, f"{told} ; la liste de la préfecture fait foi.", subject=grant.id)


def _judged(owner: Owner, limits: Thresholds) -> tuple[bool | None, str]:
    if owner.kind not in COMMUNES | GROUPS:
        return None, "Ce type de maître d'ouvrage dépend de la liste des bénéficiaires"
    if owner.population is None:
        return None, "Indiquez la population"
    judge = _commune if owner.kind in COMMUNES else _group
    return judge(owner, Decimal(owner.population), limits)


def _commune(owner: Owner, population: Decimal, limits: Thresholds) -> tuple[bool | None, str]:
    suffix = "_overseas" if is_overseas(owner) else ""
    free, most = limits[f"free{suffix}"], limits[f"most{suffix}"]
    inhabitants = f"{format_decimal(population)} habitants"
    if population <= free:
        return True, f"{inhabitants} : éligible sans condition de richesse"
    if population > most:
        return False, f"{inhabitants} : au-delà de {format_decimal(most)}"
    ratio = owner.financial_potential_ratio
    if ratio is None:
        return None, f"{inhabitants} : indiquez le potentiel financier rapporté à la moyenne"
    asked = format_decimal(limits["richness"])
    told = f"{inhabitants}, potentiel financier de {format_decimal(ratio)} fois la moyenne (moins de {asked} demandé)"
    return ratio < limits["richness"], told


def _group(owner: Owner, population: Decimal, limits: Thresholds) -> tuple[bool | None, str]:
    inhabitants = f"{format_decimal(population)} habitants"
    if population <= limits["group_most"]:
        return True, f"{inhabitants} : éligible"
    town, density = owner.largest_commune, owner.density
    if town is None or density is None:
        return None, f"{inhabitants} : indiquez la commune la plus peuplée et la densité"
    told = f"{inhabitants}, commune de {format_decimal(town)}, {format_decimal(density)} hab./km²"
    return not (town > limits["town"] and density >= limits["density"]), told
