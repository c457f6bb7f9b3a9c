"""The closed vocabularies of a financing plan (*plan de financement*)."""

from enum import StrEnum


class OwnerKind(StrEnum):
    """Kind of owner (*maître d'ouvrage*); ``epci`` is one with its own tax whose exact form is not said."""

    COMMUNE = "commune"
    NEW_COMMUNE = "new_commune"
    COMMUNITY_OF_COMMUNES = "community_of_communes"
    AGGLOMERATION_COMMUNITY = "agglomeration_community"
    URBAN_COMMUNITY = "urban_community"
    METROPOLIS = "metropolis"
    EPCI = "epci"
    SYNDICATE = "syndicate"
    DEPARTMENT = "department"
    REGION = "region"
    PUBLIC_BODY = "public_body"


class Basis(StrEnum):
    """Whether the plan is drawn up excluding tax (*hors taxes*) or including it (*toutes taxes comprises*)."""

    EXCLUDING_TAX = "excl_tax"
    INCLUDING_TAX = "incl_tax"


class CostNature(StrEnum):
    """Nature of an expense: investment, study, land or running cost (*fonctionnement*)."""

    INVESTMENT = "investment"
    STUDY = "study"
    LAND = "land"
    OPERATING = "operating"


class FctvaKind(StrEnum):
    """How the VAT of an expense is compensated by the FCTVA: not at all, at the common rate, at the cloud's rate."""

    NONE = "none"
    STANDARD = "standard"
    CLOUD = "cloud"


class FctvaRegime(StrEnum):
    """Years between the expense and its FCTVA (*régime de versement*)."""

    SAME_YEAR = "n"
    NEXT_YEAR = "n+1"
    SECOND_YEAR = "n+2"


class GrantStatus(StrEnum):
    """Where a grant stands: considered (*envisagée*), requested, granted or refused."""

    PLANNED = "planned"
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"


class Severity(StrEnum):
    """What a broken rule does: it blocks the plan, warns, or informs."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"


class Verdict(StrEnum):
    """Outcome of a rule on a plan; ``unknown`` when the plan does not say enough to apply it."""

    OK = "ok"
    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """Kind of a date of the plan: closing of an aid, milestone of the project, limit set by a rule."""

    DEADLINE = "deadline"
    MILESTONE = "milestone"
    LIMIT = "limit"
