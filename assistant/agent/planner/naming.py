"""Name a project after what the user says it is about: «école primaire Jean Moulin»."""

import re

PLACES = (
    "groupe scolaire", "école", "collège", "lycée", "crèche", "cantine", "mairie", "hôtel de ville", "gymnase",
    "piscine", "stade", "salle des fêtes", "salle polyvalente", "salle communale", "médiathèque", "bibliothèque",
    "musée", "église", "EHPAD", "maison de santé", "centre de loisirs", "caserne", "halle", "parking", "cimetière",
    "station d'épuration", "déchetterie", "recyclerie", "place du village", "centre-bourg",
)  # fmt: skip
KINDS = "primaire|maternelle|élémentaire|communale?|municipale?|intercommunale?"
NAME = r"(?:[ «]+[A-ZÀ-Ý][\wà-ÿ'’-]+)"
PLACE = re.compile(
    rf"\b(?P<place>(?i:{'|'.join(re.escape(place) for place in PLACES)}))\b(?: (?:{KINDS}))*{NAME}{{0,3}}"
)


def named_place(description: str) -> str:
    """The first building or place that a description names, with its own name when it has one; empty without any."""
    found = PLACE.search(description)
    return " ".join(found[0].replace("«", " ").split()) if found else ""
