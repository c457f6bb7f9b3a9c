"""Territories: communes, what they gather in, and the whole country; a graph in which one may have many parents."""

from enum import StrEnum

from assistant.domain.model import Frozen


class TerritoryLevel(StrEnum):
    """Level of a territory, from the smallest to the largest; ``metropole`` is an EPCI with that status.

    ``overseas`` is a collectivity of its own (Polynésie française), ``programme`` a list of communes that a programme
    has chosen (Petites villes de demain), ``other`` any other perimeter (a former région, a PETR).
    """

    COMMUNE = "commune"
    EPCI = "epci"
    METROPOLE = "metropole"
    PARK = "park"
    PROGRAMME = "programme"
    DEPARTMENT = "department"
    OVERSEAS = "overseas"
    BASIN = "basin"
    OTHER = "other"
    REGION = "region"
    COUNTRY = "country"
    CONTINENT = "continent"


class Territory(Frozen):
    """A territory and the codes of those that contain the whole of it (``parents``).

    ``code`` is the INSEE code, the SIREN for an EPCI. ``former_names`` and ``former_codes`` are those of the communes
    and municipal districts (*communes déléguées, arrondissements*) that a commune holds.
    """

    code: str
    name: str
    level: TerritoryLevel
    parents: tuple[str, ...] = ()
    population: int | None = None
    postcodes: tuple[str, ...] = ()
    siren: str | None = None
    former_names: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()


class Beneficiary(StrEnum):
    """Who carries the project (*porteur de projet*); values are those of the Aides-territoires audiences."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTMENT = "department"
    REGION = "region"
    OVERSEAS = "special"
    PUBLIC_BODY = "public-org"
    PUBLIC_COMPANY = "public-cies"
    ASSOCIATION = "association"
    COMPANY = "private-sector"
    PERSON = "private-person"
    FARMER = "farmer"
    RESEARCHER = "researcher"
