"""Where operations stand against the territory of a project."""

from functools import cache

from assistant.calculators.comparables import Nearness
from assistant.domain import FundedOperation, Territory, TerritoryLevel
from assistant.errors import InputError
from assistant.territories import Territories

LEVELS = {
    TerritoryLevel.COMMUNE: Nearness.COMMUNE,
    TerritoryLevel.EPCI: Nearness.DEPARTMENT,
    TerritoryLevel.DEPARTMENT: Nearness.DEPARTMENT,
    TerritoryLevel.REGION: Nearness.REGION,
}


class Geography:
    """The names of the codes of operations, and the région of their département."""

    def __init__(self, territories: Territories) -> None:
        self._territories = territories
        self.region_of = cache(self._region_of)
        self.name_of = cache(self._name_of)

    def surroundings(self, territory: Territory | None) -> "Surroundings":
        """What stands near a territory; raises InputError for one that is no commune, EPCI, département or région."""
        if territory is None or territory.level is TerritoryLevel.COUNTRY:
            return Surroundings(None, {}, self)
        if territory.level not in LEVELS:
            raise InputError(
                f"« {territory.name} » ne se compare pas : donnez une commune, un EPCI, un département ou une région.",
                field="territory",
            )
        codes = {one.level: one.code for one in (*reversed(self._territories.ancestors(territory)), territory)}
        return Surroundings(LEVELS[territory.level], codes, self)

    def _region_of(self, department: str) -> str | None:
        found = self._territories.resolve(department).candidates if department else ()
        ancestors = (outer for one in found[:1] for outer in (one, *self._territories.ancestors(one)))
        return next((outer.code for outer in ancestors if outer.level is TerritoryLevel.REGION), None)

    def _name_of(self, code: str) -> str:
        found = self._territories.resolve(code).candidates
        return found[0].name if len(found) == 1 else code


class Surroundings:
    """The commune, the département and the région of a project, by level; ``level`` is None when it names no place."""

    def __init__(self, level: Nearness | None, codes: dict[TerritoryLevel, str], geography: Geography) -> None:
        self.level = level
        self._codes = codes
        self._geography = geography

    def nearness(self, operation: FundedOperation) -> Nearness:
        """Where an operation stands."""
        department = operation.department
        if operation.insee_code and operation.insee_code == self._codes.get(TerritoryLevel.COMMUNE):
            return Nearness.COMMUNE
        if department is None:
            return Nearness.UNKNOWN
        if department == self._codes.get(TerritoryLevel.DEPARTMENT):
            return Nearness.DEPARTMENT
        region = self._geography.region_of(department)
        is_same = region is not None and region == self._codes.get(TerritoryLevel.REGION)
        return Nearness.REGION if is_same else Nearness.ELSEWHERE
