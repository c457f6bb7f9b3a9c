"""Territories: communes, EPCI, départements, régions and the whole country."""

from enum import StrEnum

from assistant.domain.model import Frozen


class TerritoryLevel(StrEnum):
    """Level of a territory, from the smallest to the largest."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTMENT = "department"
    REGION = "region"
    BASIN = "basin"
    COUNTRY = "country"
    CONTINENT = "continent"
    OTHER = "other"


class Territory(Frozen):
    """A territory and the codes of those that contain it (``parents``), INSEE codes, SIREN for an EPCI."""

    code: str
    name: str
    level: TerritoryLevel
    parents: tuple[str, ...] = ()


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
