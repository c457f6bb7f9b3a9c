"""Questions about aids that a rule, or one aid alone, answers: «peut-on dépasser 80 % ?», «la date de la DETR ?».

None of them asks for a list of aids.
"""

import re

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.told_aids import aid_words, scheme_named
from assistant.calculators.financing import GrantStatus, load_book

SUPPOSES = re.compile(r"\b(?:si|sans)\b")
SHARE_OF_A_SUM = re.compile(r"\b\d{1,3}(?:[.,]\d+)?\s?(?:%|pour ?cent)\s+d(?:e|u|es|['’])\s*\d")


def asks_for_a_list(normalised: str) -> bool:
    """Whether a message asks which aids there are."""
    return says(load_cues().which_aids, normalised)


def asks_a_rule_of_aids(normalised: str) -> bool:
    """Whether a message asks how far aids may go, or go together («est-ce qu'on peut dépasser 80 % d'aides ?»)."""
    return says(load_cues().aid_rules, normalised) and not asks_for_a_list(normalised)


def asks_of_beginning(normalised: str) -> bool:
    """Whether a message asks what may begin before an aid is granted, or why works that have begun lost it."""
    if says(load_cues().begun, normalised):
        return says(aid_words().status[GrantStatus.REFUSED], normalised)
    return says(load_cues().beginning, normalised)


def goes_without(normalised: str) -> bool:
    """Whether a message supposes that an aid named is not had («et sans la DETR ?»)."""
    words = (*aid_words().withdrawn["words"], *aid_words().status[GrantStatus.REFUSED])
    return proper_scheme(normalised) is not None and SUPPOSES.search(normalised) is not None and says(words, normalised)


def proper_scheme(normalised: str) -> str | None:
    """The scheme with a name of its own that a message names: the DETR, and not «la région»."""
    scheme = scheme_named(normalised)
    return scheme if scheme and load_book().schemes[scheme].known_as else None
