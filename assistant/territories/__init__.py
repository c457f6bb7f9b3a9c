"""Territories: resolve names and codes, find them in a text, and tell which contains which.

Régions and départements (code officiel géographique, INSEE; départements as in the IGN/Etalab table of 2022) and
river basins ship with Jalon; a région's code is ``R`` and its INSEE code, as régions and départements share numbers.
"""

from assistant.territories.book import Mention, Resolution, Territories, load_territories

__all__ = ["Mention", "Resolution", "Territories", "load_territories"]
