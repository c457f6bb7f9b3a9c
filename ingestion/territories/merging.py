"""Bring what the rows of code files say into the territories that are known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.domain import Territory, TerritoryLevel
from assistant.territories import name_key
from ingestion.territories.facts import Fact

GROUPED = frozenset({TerritoryLevel.EPCI, TerritoryLevel.METROPOLE})
AROUND = frozenset({TerritoryLevel.DEPARTMENT, TerritoryLevel.OVERSEAS})
COUNTRY = "FR"


class Change(NamedTuple):
    """What is to be written: territories new or changed, and the codes of communes that another has absorbed."""

    changed: list[Territory]
    removed: list[str]


class Merger:
    """Holds the territories as the rows read so far make them."""

    def __init__(self, shipped: Mapping[str, Territory], loaded: Mapping[str, Territory]) -> None:
        self._shipped = shipped
        self._loaded = loaded
        self._drafts: dict[str, Territory] = {**shipped, **loaded}
        self._by_siren = {one.siren: one.code for one in loaded.values() if one.siren}
        self._successors = {former: one.code for one in loaded.values() for former in one.former_codes}
        self._members: dict[str, dict[str, None]] = defaultdict(dict)
        self._absorbed: list[Fact] = []
        self._groups: dict[str, Fact] = {}
        self._across: dict[str, Territory] = {}

    def add(self, fact: Fact) -> bool:
        """Take a row in; False when it speaks of a territory that is not known."""
        if fact.part_of:
            self._absorbed.append(fact)
        elif fact.members and fact.level is TerritoryLevel.OTHER:
            self._gather(fact)
        elif fact.level in GROUPED or (fact.level is None and fact.members):
            self._group(fact)
        elif fact.level is None:
            return self._complete(fact)
        elif fact.code not in self._shipped:
            self._describe(fact)
        return True

    def finish(self) -> list[str]:
        """Settle what needs all the rows; returns the codes that speak of territories that are not known."""
        unknown = [fact.code for fact in self._absorbed if not self._absorb(fact)]
        unknown += self._settle_groups()
        for territory in self._across.values():
            unknown += self.include(territory, self._members[territory.code])
        return unknown

    def include(self, territory: Territory, members: Iterable[str]) -> list[str]:
        """Make the communes of a perimeter exactly these, and those of these EPCI; returns the codes not known."""
        wanted = {code: self.current(code) for code in members}
        kept = {code for code in wanted.values() if code}
        kept |= {code for code, one in self._drafts.items() if not kept.isdisjoint(one.parents)}
        if territory.code not in self._shipped:
            self._drafts[territory.code] = territory
        for code, known in list(self._drafts.items()):
            is_inside = territory.code in known.parents
            if known.level is TerritoryLevel.COMMUNE and is_inside != (code in kept):
                others = tuple(parent for parent in known.parents if parent != territory.code)
                self._update(code, parents=(*others, territory.code) if code in kept else others)
        return [code for code, known in wanted.items() if not known]

    def named(self, key: str, level: TerritoryLevel) -> Territory | None:
        """The known territory of a level whose name is spelled so."""
        return next((one for one in self._drafts.values() if one.level is level and name_key(one.name) == key), None)

    def change(self) -> Change:
        """What differs from what was loaded."""
        drafts = {code: self._in_order(one) for code, one in self._drafts.items() if one != self._shipped.get(code)}
        changed = [one for code, one in drafts.items() if one != self._loaded.get(code)]
        return Change(changed, [code for code in self._loaded if code not in drafts])

    def current(self, code: str) -> str:
        """The code of the commune that a code or a SIREN stands for today; empty when it is not known."""
        code = self._by_siren.get(code, code)
        code = self._successors.get(code, code) if code not in self._drafts else code
        return code if code in self._drafts else ""

    def _describe(self, fact: Fact) -> None:
        known = self._drafts.get(fact.code) or Territory(
            code=fact.code, name=fact.name, level=fact.level or TerritoryLevel.OTHER
        )
        parents = [*fact.parents]
        if fact.level is TerritoryLevel.COMMUNE:
            said = {TerritoryLevel.DEPARTMENT, TerritoryLevel.OVERSEAS} if fact.department else set()
            kept = [code for code in known.parents if self._level(code) not in said]
            parents = [*dict.fromkeys([*kept, *filter(None, [fact.department])])]
        if fact.siren:
            self._by_siren[fact.siren] = fact.code
        if fact.epci:
            self._groups.setdefault(fact.epci, Fact(code=fact.epci))
            self._members[fact.epci][fact.code] = None
        self._drafts[fact.code] = known.model_copy(
            update={
                "name": fact.name,
                "level": fact.level,
                "parents": tuple(parents),
                "population": fact.population if fact.population is not None else known.population,
                "postcodes": fact.postcodes or known.postcodes,
                "siren": fact.siren or known.siren,
            }
        )

    def _complete(self, fact: Fact) -> bool:
        code = self.current(fact.code)
        if code:
            postcodes = sorted({*self._drafts[code].postcodes, *fact.postcodes})
            self._update(code, postcodes=tuple(postcodes))
        return bool(code)

    def _absorb(self, fact: Fact) -> bool:
        """Give a commune the name and the code of one that it holds, which is no longer one of its own."""
        whole = self._drafts.get(fact.part_of)
        if whole is None:
            return False
        if fact.code != fact.part_of:
            self._drafts.pop(fact.code, None)
            self._successors[fact.code] = fact.part_of
        names = [name for name in (*whole.former_names, fact.name) if name != whole.name]
        codes = [code for code in (*whole.former_codes, fact.code) if code != whole.code]
        former = {"former_names": tuple(dict.fromkeys(names)), "former_codes": tuple(dict.fromkeys(codes))}
        self._update(fact.part_of, **former)
        return True

    def _group(self, fact: Fact) -> None:
        """Gather what several rows say of an EPCI: the last to name it, or to tell its level, wins."""
        before = self._groups.get(fact.code, Fact(code=fact.code))
        self._groups[fact.code] = Fact(
            code=fact.code,
            level=fact.level or before.level,
            name=fact.name if fact.level or not before.level else before.name,
            population=fact.population if fact.population is not None else before.population,
        )
        self._members[fact.code].update(dict.fromkeys(fact.members))

    def _gather(self, fact: Fact) -> None:
        """Gather the members of what lies across EPCI."""
        name, siren = fact.name, fact.code
        self._across[siren] = Territory(
            code=siren, name=name, level=TerritoryLevel.OTHER, parents=(COUNTRY,), siren=siren
        )
        self._members[siren].update(dict.fromkeys(fact.members))

    def _settle_groups(self) -> list[str]:
        """Place the EPCI between their communes and what contains them all, and remove those without communes.

        Returns those spoken of of which no commune is known.
        """
        for code in self._groups:
            for member in {self.current(member) for member in self._members[code]} - {""}:
                kept = [parent for parent in self._drafts[member].parents if self._level(parent) not in GROUPED]
                self._update(member, parents=(code, *kept))
        held: dict[str, list[str]] = defaultdict(list)
        for one in self._drafts.values():
            for parent in one.parents if one.level is TerritoryLevel.COMMUNE else ():
                held[parent].append(one.code)
        for code in self._groups.keys() & held.keys():
            self._settle_group(self._groups[code], held[code])
        for code in [code for code, one in self._drafts.items() if one.level in GROUPED and code not in held]:
            del self._drafts[code]
        return [code for code in self._groups if code not in held]

    def _settle_group(self, fact: Fact, communes: Iterable[str]) -> None:
        known = self._drafts.get(fact.code)
        name = fact.name or (known.name if known else f"Intercommunalité {fact.code}")
        self._drafts[fact.code] = Territory(
            code=fact.code,
            name=name,
            level=fact.level or (known.level if known else TerritoryLevel.EPCI),
            parents=(self._common_parent(communes),),
            population=fact.population if fact.population is not None or not known else known.population,
            siren=fact.code,
        )

    def _in_order(self, territory: Territory) -> Territory:
        """The same, with its EPCI first, then its département, then the perimeters by code."""

        def rank(code: str) -> tuple[int, str]:
            level = self._level(code)
            return (0 if level in GROUPED else 1 if level in AROUND else 2), code

        if territory.level is not TerritoryLevel.COMMUNE:
            return territory
        ordered = {
            "parents": tuple(sorted(territory.parents, key=rank)),
            "postcodes": tuple(sorted(territory.postcodes)),
        }
        return territory.model_copy(update=ordered)

    def _common_parent(self, communes: Iterable[str]) -> str:
        """The département of communes, else their région, else the country."""
        departments = {code for one in communes for code in self._drafts[one].parents if self._level(code) in AROUND}
        if len(departments) == 1:
            return departments.pop()
        regions = {
            code
            for one in departments
            for code in self._drafts[one].parents
            if self._level(code) is TerritoryLevel.REGION
        }
        return regions.pop() if len(regions) == 1 else COUNTRY

    def _level(self, code: str) -> TerritoryLevel | None:
        known = self._drafts.get(code)
        if known is None and code in self._groups:
            return self._groups[code].level or TerritoryLevel.EPCI
        return known.level if known else None

    def _update(self, code: str, **values: object) -> None:
        self._drafts[code] = self._drafts[code].model_copy(update=values)
