"""How alike a past operation and a project are: five criteria, each with a share and its words.

The subject leads: an operation of another subject is not counted, however near. The other criteria order operations
of the same subject. One that the project does not tell (no cost, no place…) leaves the order to the others.
"""

from decimal import Decimal
from enum import StrEnum

from assistant.domain.model import Frozen
from assistant.domain.operation import FundedOperation
from assistant.domain.territory import Beneficiary

SAME_SUBJECT = 0.75  # nearness of a title to the subject, from which nine in ten are the same (docs/comparables.md)
# From which an operation is counted. Chosen on half of the judged descriptions, where 80 % of those that it keeps are
# relevant, and 75 % on the other half (docs/comparables.md).
COUNTED_FROM = 0.45
SAME_KIND = 0.3  # from which about one in two is relevant
SEARCH_WEIGHT = 0.1  # of what the search of words and vectors says, beside what the subject says of a title
NEAR_COST = Decimal("1.5")  # ratio of the larger cost to the smaller
SAME_ORDER = Decimal(3)
RECENT_YEARS = 3
# Shares of the likeness, which the subject multiplies: of two operations, the one that says a quarter more of the
# subject comes first whatever the rest. Chosen on half of the judged descriptions (docs/comparables.md).
OWN_WEIGHT = 0.8
WEIGHTS = {"size": 0.14, "place": 0.1, "beneficiary": 0.04, "year": 0.02}


class Criterion(StrEnum):
    """What is compared."""

    SUBJECT = "subject"
    SIZE = "size"
    BENEFICIARY = "beneficiary"
    PLACE = "place"
    YEAR = "year"


class Closeness(StrEnum):
    """How near the object of an operation is to that of the project, in the words of an answer, the nearest first."""

    SAME = "même objet"
    CLOSE = "objet proche"
    KIND = "même genre"
    FAR = "objet éloigné"


CLOSENESS = ((SAME_SUBJECT, Closeness.SAME), (COUNTED_FROM, Closeness.CLOSE), (SAME_KIND, Closeness.KIND))


class Nearness(StrEnum):
    """Where an operation stands against the territory of the project, the nearest first."""

    COMMUNE = "commune"
    DEPARTMENT = "department"
    REGION = "region"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


NEAR_PLACE = 0.9  # share of an operation of the territory asked, or of the département of the commune asked
PLACES = {
    Nearness.COMMUNE: (1.0, "même commune"),
    Nearness.DEPARTMENT: (NEAR_PLACE, "même département"),
    Nearness.REGION: (0.5, "même région"),
    Nearness.ELSEWHERE: (0.0, "autre région"),
    Nearness.UNKNOWN: (0.0, "lieu non publié"),
}


class ComparedProject(Frozen):
    """What the likeness compares of a project; None where it does not say.

    ``year`` is that of the question; ``place`` the level of its territory: a commune, a département or a région.
    """

    year: int
    cost_excl_tax: Decimal | None = None
    beneficiary: Beneficiary | None = None
    place: Nearness | None = None


class Trait(Frozen):
    """How alike two things are by one criterion: from 0 to 1, and in words."""

    criterion: Criterion
    share: float
    words: str


class Likeness(Frozen):
    """How alike an operation and a project are: ``score`` from 0 to 1, and the traits that make it."""

    score: float
    traits: tuple[Trait, ...]

    @property
    def words(self) -> str:
        """The likeness in words: «même objet, coût proche, même département»."""
        return ", ".join(trait.words for trait in self.traits if trait.words)

    @property
    def closeness(self) -> Closeness:
        """How near the title is to the project's subject."""
        return _closeness(self.share(Criterion.SUBJECT) or 0.0)

    @property
    def is_close(self) -> bool:
        """Whether the operation is alike enough for its cost to tell something of the project's."""
        return self.closeness in {Closeness.SAME, Closeness.CLOSE}

    def share(self, criterion: Criterion) -> float | None:
        """The share of a criterion; None when it was not compared."""
        return next((trait.share for trait in self.traits if trait.criterion is criterion), None)


def liken(
    operation: FundedOperation,
    project: ComparedProject,
    *,
    subject: float,
    place: Nearness,
    searched: float = 0.0,
) -> Likeness:
    """The likeness of an operation.

    ``subject`` is the nearness of its title to the project's subject, ``searched`` what the search of words and vectors
    gives it of its best, and ``place`` where it stands against the territory of the project, if it names one.
    """
    others = (
        _size(operation.cost_excl_tax, project.cost_excl_tax) if project.cost_excl_tax else None,
        _place(place, project.place) if project.place else None,
        _beneficiary(operation.beneficiary, project.beneficiary) if project.beneficiary else None,
        _year(operation.year, project.year),
    )
    compared = [trait for trait in others if trait]
    lacking = sum(WEIGHTS[trait.criterion] * (1 - trait.share) for trait in compared)
    told = (subject + SEARCH_WEIGHT * searched) / (1 + SEARCH_WEIGHT)
    score = told * (1 - lacking * (1 - OWN_WEIGHT) / sum(WEIGHTS.values()))
    traits = (Trait(criterion=Criterion.SUBJECT, share=subject, words=_closeness(subject).value), *compared)
    return Likeness(score=round(score, 4), traits=traits)


def distance_in_cost(operation: FundedOperation, project: ComparedProject) -> Decimal:
    """How many times dearer or cheaper an operation is than a project, from 1; 1 when the project does not say.

    One without a credible cost is further than any other.
    """
    cost, wanted = operation.cost_excl_tax, project.cost_excl_tax
    if not wanted:
        return Decimal(1)
    return max(cost, wanted) / min(cost, wanted) if cost and cost > 1 else Decimal("Infinity")


def _closeness(subject: float) -> Closeness:
    return next((closeness for least, closeness in CLOSENESS if subject >= least), Closeness.FAR)


def _size(cost: Decimal | None, wanted: Decimal) -> Trait:
    if not cost or cost <= 1:
        return Trait(criterion=Criterion.SIZE, share=0.0, words="coût non publié")
    ratio = max(cost, wanted) / min(cost, wanted)
    if ratio <= NEAR_COST:
        return Trait(criterion=Criterion.SIZE, share=1.0, words="coût proche")
    if ratio <= SAME_ORDER:
        return Trait(criterion=Criterion.SIZE, share=0.5, words="coût du même ordre")
    return Trait(
        criterion=Criterion.SIZE, share=0.0, words="coût bien plus élevé" if cost > wanted else "coût bien plus faible"
    )


def _place(place: Nearness, asked: Nearness | None) -> Trait:
    share, words = PLACES[place]
    is_asked = place is asked is Nearness.REGION
    return Trait(criterion=Criterion.PLACE, share=NEAR_PLACE if is_asked else share, words=words)


def _beneficiary(who: Beneficiary | None, wanted: Beneficiary) -> Trait:
    if who is None:
        return Trait(criterion=Criterion.BENEFICIARY, share=0.5, words="type de porteur non publié")
    words = "même type de porteur" if who is wanted else "autre type de porteur"
    return Trait(criterion=Criterion.BENEFICIARY, share=float(who is wanted), words=words)


def _year(year: int, asked: int) -> Trait:
    is_recent = asked - year <= RECENT_YEARS
    return Trait(criterion=Criterion.YEAR, share=float(is_recent), words="" if is_recent else "déjà ancienne")
