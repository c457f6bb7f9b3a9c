"""The public buildings that a text names: an aid for crèches does not pay for a town hall."""

from functools import lru_cache

from assistant.funding.understanding.themes import read_themes
from assistant.funding.understanding.vocabulary import in_plain_french

# The places of the taxonomy that are buildings of one use, so that an aid which names one is not for another.
BUILDINGS = frozenset(
    {
        "ALSH, centre aéré, centre de loisirs",
        "Bibliothèque municipale",
        "Caserne pompiers",
        "Cinéma",
        "Crèche / Maison d'assistantes maternelles",
        "Ecole",
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
    }
)
REMEMBERED = 8192  # names: the same aids come back from search to search


@lru_cache(maxsize=REMEMBERED)
def buildings_named(text: str) -> frozenset[str]:
    """The buildings that a text names."""
    return BUILDINGS.intersection(facet.value for facet in read_themes(in_plain_french(text)).facets)
