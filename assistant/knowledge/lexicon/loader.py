"""Reading the tables of the lexicon."""

import csv
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import StringConstraints

from assistant.domain import Frozen

COMMON_WORD = "mot courant"
Term = Annotated[str, StringConstraints(min_length=1)]


class LexiconDomain(StrEnum):
    """What a row is about, in the word that stands in the tables."""

    ADMINISTRATIVE_LAW = "droit-administratif"
    PROCEDURE = "procédure"
    PERSONAL_DATA = "données-personnelles"
    PLANNING = "urbanisme"
    LAND = "foncier"
    ENVIRONMENT = "environnement"
    ENERGY = "énergie"
    BUILDINGS = "bâtiment"
    WATER = "eau"
    WASTE = "déchets"
    MOBILITY = "mobilité"
    BIODIVERSITY = "biodiversité"
    RISKS = "risques"
    AGRICULTURE = "agriculture"
    EDUCATION = "éducation"
    SOCIAL = "social"
    HEALTH = "santé"
    CULTURE = "culture"
    SPORT = "sport"
    TOURISM = "tourisme"
    ECONOMY = "économie"
    DIGITAL = "numérique"
    AIDS = "aides"
    FINANCES = "finances"
    PROCUREMENT = "commande-publique"
    CIVIL_SERVICE = "fonction-publique"
    ELECTIONS = "élections"
    CIVIL_STATUS = "état-civil"
    SAFETY = "sécurité"
    GENERAL = "général"


class PlainExpression(Frozen):
    """What people say, and the official terms for the same idea, most precise first."""

    plain: Term
    administrative: tuple[Term, ...]
    domain: LexiconDomain


class Acronym(Frozen):
    """An acronym with its capitals and one of its meanings; ``note`` may be empty."""

    acronym: Term
    expansion: Term
    domain: LexiconDomain
    note: str

    @property
    def is_common_word(self) -> bool:
        """Whether it is also a French word, so that only its capitals tell it."""
        return self.note.startswith(COMMON_WORD)


class SynonymGroup(Frozen):
    """Terms of the official vocabulary of which each may stand for any other."""

    term: Term
    synonyms: tuple[Term, ...]
    domain: LexiconDomain

    @property
    def members(self) -> tuple[str, ...]:
        """All the terms of the group."""
        return (self.term, *self.synonyms)


class Lexicon(Frozen):
    """The three tables, in the order of their rows."""

    plain_expressions: tuple[PlainExpression, ...]
    acronyms: tuple[Acronym, ...]
    synonym_groups: tuple[SynonymGroup, ...]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with Jalon."""
    return Lexicon(
        plain_expressions=tuple(
            PlainExpression.model_validate(row | {"administrative": row["administrative"].split("|")})
            for row in _rows("plain_french.csv")
        ),
        acronyms=tuple(Acronym.model_validate(row) for row in _rows("acronyms.csv")),
        synonym_groups=tuple(
            SynonymGroup.model_validate(row | {"synonyms": row["synonyms"].split("|")}) for row in _rows("synonyms.csv")
        ),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("assistant.knowledge.lexicon") / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
