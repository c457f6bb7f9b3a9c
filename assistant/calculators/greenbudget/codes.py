"""The closed lists of the green budget (*budget vert*). Their French words are in ``assistant.export.greenbudget``."""

from enum import StrEnum


class Axis(StrEnum):
    """Environmental objective of the European taxonomy, in the order of its six axes."""

    MITIGATION = "mitigation"
    ADAPTATION = "adaptation"
    WATER = "water"
    CIRCULAR_ECONOMY = "circular_economy"
    POLLUTION = "pollution"
    BIODIVERSITY = "biodiversity"


class Rating(StrEnum):
    """What an expense does to an axis (*cotation*); ``undefined`` when no rule says, or when rules disagree."""

    FAVOURABLE = "favourable"
    MIXED = "mixed"
    NEUTRAL = "neutral"
    UNFAVOURABLE = "unfavourable"
    UNDEFINED = "undefined"


class EntityKind(StrEnum):
    """Kind of authority; ``public_body`` is an administrative local body (CCAS, CIAS, SDIS, caisse des écoles)."""

    COMMUNE = "commune"
    EPCI = "epci"
    SYNDICATE = "syndicate"
    DEPARTMENT = "department"
    REGION = "region"
    PUBLIC_BODY = "public_body"


class Instruction(StrEnum):
    """Budget and accounts instruction of the budget: M57, or M4 for an industrial and commercial service."""

    M57 = "M57"
    M4 = "M4"


class AmountBasis(StrEnum):
    """Which amounts the lines give: excluding tax, voted, or paid (*mandatés*); the annex takes what was paid."""

    EXCLUDING_TAX = "excl_tax"
    VOTED = "voted"
    PAID = "paid"
