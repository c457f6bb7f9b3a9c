"""The book of territories."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files

from assistant.domain import Frozen, Territory, TerritoryLevel
from assistant.errors import InputError
from assistant.language import normalise

SURE_LENGTH = 8  # a shorter single name («Lot», «Nord», «Manche») is also a common word: it must be capitalised
SOUGHT_LEVELS = (TerritoryLevel.DEPARTMENT, TerritoryLevel.REGION, TerritoryLevel.COMMUNE, TerritoryLevel.EPCI)


class Resolution(Frozen):
    """The territories that a name or a code may mean."""

    asked: str
    candidates: tuple[Territory, ...]

    def single(self) -> Territory:
        """The only candidate; raises InputError when there is none or more than one."""
        if not self.candidates:
            raise InputError(
                f"Territoire inconnu : « {self.asked[:80]} ». Donnez un département ou une région, par son nom ou son "
                "code (24, R75).",
                field="territory",
            )
        if len(self.candidates) > 1:
            names = ", ".join(f"{territory.name} ({territory.code})" for territory in self.candidates[:8])
            raise InputError(f"« {self.asked[:80]} » désigne plusieurs territoires : {names}.", field="territory")
        return self.candidates[0]


class Mention(Frozen):
    """A territory named by a text: ``text[start:end]``."""

    territory: Territory
    start: int
    end: int


class Territories:
    """Every known territory."""

    def __init__(self, territories: Iterable[Territory], aliases: Iterable[tuple[str, str]] = ()) -> None:
        self._by_code = {territory.code: territory for territory in territories}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for territory in self._by_code.values():
            self._by_name[normalise(territory.name)].append(territory.code)
        for name, code in aliases:
            self._by_name[normalise(name)].append(code)

    def get(self, code: str) -> Territory:
        """The territory of a code; raises InputError."""
        return self.resolve(code).single()

    def names(self) -> tuple[str, ...]:
        """The names of all the territories."""
        return tuple(territory.name for territory in self._by_code.values())

    def resolve(self, text: str) -> Resolution:
        """The territories of a code or a name, whatever its case, accents, hyphens and article."""
        code = text.strip().upper()
        if code in self._by_code:
            return Resolution(asked=text, candidates=(self._by_code[code],))
        name = normalise(text)
        without_article = re.sub(
            r"^(?:la|le|les|l|region|departement|departement de|bassin)\s(?:de\s|du\s|la\s|l\s)?", "", name
        )
        codes = self._by_name.get(name) or self._by_name.get(without_article) or []
        return Resolution(asked=text, candidates=tuple(self._by_code[code] for code in dict.fromkeys(codes)))

    def find_in(self, text: str) -> tuple[Mention, ...]:
        """The régions and départements that a text names, in order; a basin's name is not a territory of the user."""
        found = []
        for match in self._pattern.finditer(_unaccented(text)):
            territory = self._by_code[self._by_name[normalise(match[0])][0]]
            written = text[match.start() : match.end()]
            if territory.level in SOUGHT_LEVELS and self._is_sure(written):
                found.append(Mention(territory=territory, start=match.start(), end=match.end()))
        return tuple(found)

    def _is_sure(self, written: str) -> bool:
        return len(written) >= SURE_LENGTH or written[0].isupper()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted((name for name in self._by_name if len(name) > 2), key=len, reverse=True)
        spelled = "|".join(re.escape(name).replace(r"\ ", "[ '’-]") for name in names)
        return re.compile(rf"\b(?:{spelled})\b(?![’'-]\w)", re.IGNORECASE)

    def contains(self, outer: Territory, inner: Territory) -> bool:
        """Whether a territory contains another, or is it."""
        return any(territory.code == outer.code for territory in self._with_ancestors(inner))

    def related(self, territory: Territory) -> frozenset[str]:
        """The codes of a territory, of those that contain it and of those that it contains."""
        inside = (code for code, other in self._by_code.items() if self.contains(territory, other))
        return frozenset(inside) | {outer.code for outer in self.ancestors(territory)}

    def ancestors(self, territory: Territory) -> tuple[Territory, ...]:
        """The territories that contain one, the nearest first."""
        return tuple(self._with_ancestors(territory))[1:]

    def _with_ancestors(self, territory: Territory) -> Iterator[Territory]:
        yield territory
        for code in territory.parents:
            if code in self._by_code:
                yield from self._with_ancestors(self._by_code[code])


def _unaccented(text: str) -> str:
    """The text without accents, character for character."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)


@cache
def load_territories() -> Territories:
    """The territories that ship with Jalon."""
    folder = files("assistant.territories")
    rows = csv.DictReader((folder / "territories.csv").read_text(encoding="utf-8").splitlines())
    territories = [
        Territory(
            code=row["code"],
            name=row["name"],
            level=TerritoryLevel(row["level"]),
            parents=(row["parent"],) if row["parent"] else (),
        )
        for row in rows
    ]
    aliases = csv.DictReader((folder / "aliases.csv").read_text(encoding="utf-8").splitlines())
    return Territories(territories, ((row["name"], row["code"]) for row in aliases))
