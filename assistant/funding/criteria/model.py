"""What a criterion of eligibility says."""

from enum import StrEnum

from assistant.domain import Frozen

TERRITORY, OVERSEAS, BENEFICIARY, POPULATION = "territoire", "outre-mer", "bénéficiaire", "population"
SUBJECT, OPERATION, KIND, AMOUNT = "objet", "opération", "nature de l'aide", "montant"
NATIONAL = "ouverte sur tout le territoire"  # begins what is said of an aid of the whole country
NEW_BUILDING, BUILDING, EVENT = "construction neuve", "bâtiment", "événement"
CALL, OPENING, DATES, CONSISTENCY = "appel à projets", "ouverture", "dates", "cohérence de la fiche"


class Verdict(StrEnum):
    """Whether a criterion is met: yes, no, or the source does not tell."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Criterion(Frozen):
    """One criterion of eligibility, its verdict and the sentence that says so, in French.

    ``quote`` is the sentence of the record that it quotes, whole, when it quotes one.
    """

    criterion: str
    verdict: Verdict
    because: str
    quote: str = ""


def met(criterion: str, because: str, quote: str = "") -> Criterion:
    """A criterion that is met."""
    return Criterion(criterion=criterion, verdict=Verdict.YES, because=because, quote=quote)


def not_met(criterion: str, because: str, quote: str = "") -> Criterion:
    """A criterion that is certainly not met."""
    return Criterion(criterion=criterion, verdict=Verdict.NO, because=because, quote=quote)


def untold(criterion: str, because: str, quote: str = "") -> Criterion:
    """A criterion of which the record or the request does not tell whether it is met."""
    return Criterion(criterion=criterion, verdict=Verdict.UNKNOWN, because=because, quote=quote)
