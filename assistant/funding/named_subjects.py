"""The subjects and the public buildings that a text names: an aid for crèches does not pay for a town hall."""

from functools import cache, lru_cache

from assistant.funding.understanding.lexicon import ThemeGroup, themes
from assistant.funding.understanding.themes import read_themes
from assistant.funding.understanding.vocabulary import in_plain_french

# The places of the taxonomy that are buildings of one use, so that an aid which names one is not for another.
BUILDINGS = frozenset(
    {
        "ALSH, centre aéré, centre de loisirs",
        "Bibliothèque municipale",
        "Caserne pompiers",
        "Cinéma",
        "City park / city stade / terrain multisports",
        "Crèche / Maison d'assistantes maternelles",
        "Ecole",
        "Edifices patrimoniaux traditionnels ou mémoriels",
        "Gendarmerie",
        "Hôpital",
        "Mairie",
        "Maison de santé",
        "Maison, logement ou immeuble résidentiel",
        "Monument historique",
        "Musée",
        "Patrimoine religieux (église, ...)",
        "Piscine",
        "Salle de sport ou gymnase",
        "Salle des fêtes, salle associative, pôle musical",
        "Stade",
    }
)
# Buildings that an aid named for one of them may pay for all the same: a church may be a historic monument.
FAMILIES = (
    frozenset(
        {
            "Edifices patrimoniaux traditionnels ou mémoriels",
            "Monument historique",
            "Musée",
            "Patrimoine religieux (église, ...)",
        }
    ),
    frozenset({"City park / city stade / terrain multisports", "Piscine", "Salle de sport ou gymnase", "Stade"}),
)
REMEMBERED = 8192  # names: the same aids come back from search to search


def buildings_named(text: str) -> frozenset[str]:
    """The buildings that a text names."""
    return subjects_named(text) & BUILDINGS


@lru_cache(maxsize=REMEMBERED)
def subjects_named(text: str) -> frozenset[str]:
    """The subjects of the taxonomy and the buildings that a text names; not its places of every use, as a square."""
    return _subjects().intersection(facet.value for facet in read_themes(in_plain_french(text)).facets)


def building_words(text: str) -> tuple[str, ...]:
    """The words by which a text names buildings, as written: «médiathèque»."""
    facets = read_themes(in_plain_french(text)).facets
    spans = (text[one.start : one.end] for one in facets if one.value in BUILDINGS)
    return tuple(dict.fromkeys(spans))


@cache
def _subjects() -> frozenset[str]:
    return BUILDINGS.union(theme.name for theme in themes() if theme.group is ThemeGroup.THEME)


def other_buildings(name: str, asked: frozenset[str]) -> frozenset[str]:
    """The buildings that the name of an aid says, when buildings are asked for and it says none like them."""
    named = buildings_named(name) if asked else frozenset()
    return named if named.isdisjoint(like(asked)) else frozenset()


def like(buildings: frozenset[str]) -> frozenset[str]:
    """Buildings, and those of their families."""
    return buildings.union(*(family for family in FAMILIES if family & buildings))
