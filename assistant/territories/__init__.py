"""Territories: resolve names and codes, find them in a text, and tell which contains which.

Régions, départements and overseas collectivities (code officiel géographique, INSEE), the régions of before 2016 and
river basins ship with Jalon; a région's code is ``R`` and its INSEE code, as régions and départements share numbers.
Communes, EPCI and other perimeters are those that the home has loaded (``jalon territories load``).
"""

from assistant.territories.book import Territories
from assistant.territories.resolution import Candidate, Doubt, Mention, Resolution
from assistant.territories.shipped import load_territories, open_territories, shipped_territories
from assistant.territories.whose import Asked, Place
from assistant.territories.words import name_key

__all__ = [
    "Asked",
    "Candidate",
    "Doubt",
    "Mention",
    "Place",
    "Resolution",
    "Territories",
    "load_territories",
    "name_key",
    "open_territories",
    "shipped_territories",
]
