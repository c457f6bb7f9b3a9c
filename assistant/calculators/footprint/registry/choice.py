"""Pick the factor of a series: an explicit rule, and the log of what it rejected."""

from collections.abc import Sequence
from datetime import date

from assistant.calculators.footprint.registry.factor import SHIPPED, Factor
from assistant.domain.model import Frozen

# A place and the wider one whose factors stand for it when it has none of its own.
WIDER = {"France continentale": "France", "France": "Europe", "Europe": "Monde"}
OVERSEAS = ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte", "Corse")
RULE = "la géographie la plus proche, puis un facteur ajouté ici, puis un facteur valide à la date, puis le plus récent"


class Rejection(Frozen):
    """A factor that was not taken, and why, in French."""

    factor_id: str
    reason: str


class FactorChoice(Frozen):
    """What was asked of the registry, the factor taken, the rule and the factors rejected.

    ``warnings`` say what the factor taken falls short of: a wider place, a validity that is over.
    """

    asked: str
    factor_id: str
    rule: str
    rejected: tuple[Rejection, ...] = ()
    warnings: tuple[str, ...] = ()


def choose(series: str, factors: Sequence[Factor], *, geography: str, on: date) -> tuple[Factor, FactorChoice]:
    """The factor of a series for a place and a day, by ``RULE``; ``factors`` are those of the series, one at least.

    Raises KeyError when none covers the place: there is no silent replacement.
    """
    places = _places(geography)
    usable = [factor for factor in factors if factor.geography in places]
    if not usable:
        raise KeyError(f"{series} ({geography})")
    taken = min(usable, key=lambda factor: _preference(factor, places, on))
    rejected = tuple(
        Rejection(factor_id=factor.id, reason=_reason(factor, taken, places, on))
        for factor in factors
        if factor.id != taken.id
    )
    return taken, FactorChoice(
        asked=f"{series}, {geography}, {on.year}",
        factor_id=taken.id,
        rule=RULE,
        rejected=rejected,
        warnings=_warnings(taken, geography),
    )


def expired(factor: Factor, on: date) -> str | None:
    """The warning of a factor whose validity is over on a day."""
    if factor.valid_to is None or factor.valid_to >= on:
        return None
    return f"Le facteur « {factor.label} » ({factor.source}) n'est plus à jour depuis le {factor.valid_to:%d/%m/%Y}."


def _places(geography: str) -> list[str]:
    """A place and those that contain it, the nearest first."""
    places = [geography]
    if geography in OVERSEAS:
        places.append("France")
    while places[-1] in WIDER:
        places.append(WIDER[places[-1]])
    return places


def _preference(factor: Factor, places: Sequence[str], on: date) -> tuple[int, bool, bool, int, str]:
    return (
        places.index(factor.geography),
        factor.registry == SHIPPED,
        not _is_valid(factor, on),
        -int(factor.year[:4] or 0),
        factor.id,
    )


def _is_valid(factor: Factor, on: date) -> bool:
    return (factor.valid_from is None or factor.valid_from <= on) and expired(factor, on) is None


def _reason(factor: Factor, taken: Factor, places: Sequence[str], on: date) -> str:
    if factor.geography not in places:
        return f"ne couvre pas {places[0]} ({factor.geography or 'géographie non dite'})"
    if factor.geography != taken.geography:
        return f"géographie plus large ({factor.geography})"
    if factor.registry != taken.registry:
        return "un facteur ajouté ici passe avant"
    if not _is_valid(factor, on):
        return f"pas valide le {on:%d/%m/%Y}"
    return f"plus ancien ({factor.year or 'année non dite'})" if factor.year != taken.year else "identifiant suivant"


def _warnings(taken: Factor, geography: str) -> tuple[str, ...]:
    if taken.geography == geography:
        return ()
    return (f"Aucun facteur propre à {geography} : « {taken.label} » vaut pour {taken.geography}.",)
