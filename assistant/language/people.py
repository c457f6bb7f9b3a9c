"""Who asks, and for how many: population and beneficiary as a message says them."""

import re
from decimal import Decimal

from assistant.domain import Beneficiary
from assistant.language.numbers import NumberMention, read_numbers
from assistant.language.text import normalise

# The first pattern found decides; groupings come before the communes that they are made of.
BENEFICIARIES = (
    (
        Beneficiary.EPCI,
        r"\b(epci|cc|cdc|intercommunalites?|communaute (?:de communes|d agglomeration|urbaine)|metropole|agglo\w*)\b",
    ),
    (
        Beneficiary.PUBLIC_BODY,
        r"\b(syndicats?(?: mixtes?)?|sivom|sivu|sdis|ccas|cias|etablissements? publics?|hopital)\b",
    ),
    (
        Beneficiary.DEPARTMENT,
        r"\b(?:notre|le|conseil|un|pour le) departement(?:al)?\b(?! de| d | du)"
        r"|\bnous sommes (?:un|le) departement\b|\bconseil departemental\b"
        r"|\b(?:le|notre) departement (?:de |d |du )?(?:la |l )?(?:\w+ ){1,4}?"
        r"(?:veut|souhaite|va|porte|prevoit|envisage)\b",
    ),
    (Beneficiary.REGION, r"\b(?:notre|conseil|nous sommes (?:une|la)) region(?:al)?\b"),
    (
        Beneficiary.COMMUNE,
        r"\b(communes?|mairies?|villes?|villages?|municipalites?|municipal\w*|communal\w*|ecole communale)\b",
    ),
    (Beneficiary.ASSOCIATION, r"\bassociations?\b"),
    (Beneficiary.FARMER, r"\bagriculteurs?\b"),
    (Beneficiary.COMPANY, r"\b(entreprises?|pme)\b"),
    (Beneficiary.PERSON, r"\bparticuliers?\b"),
)  # fmt: skip
LARGEST_POPULATION = Decimal(70_000_000)


def read_beneficiary(text: str) -> Beneficiary | None:
    """Who carries the project, or None when the message does not say."""
    normalised = normalise(text)
    return next((who for who, pattern in BENEFICIARIES if re.search(pattern, normalised)), None)


def read_population(text: str) -> NumberMention | None:
    """The number of inhabitants, or None; an impossible one is not a population."""
    for mention in read_numbers(text):
        if mention.unit == "habitants" and 0 < mention.value <= LARGEST_POPULATION and mention.value % 1 == 0:
            return mention
    return None
