"""What a record says of itself: doubts on its opening, a call for projects, a part of the subject, contradictions."""

from assistant.domain import Aid
from assistant.funding.criteria.model import CALL, CONSISTENCY, OPENING, SUBJECT, Criterion, untold
from assistant.funding.opening import OpeningDoubt

WHOLE_SUBJECT = 0.6  # share of the request's words, under which a record may be about something else
PART_OF_SUBJECT = "la fiche ne parle que d'une partie de votre demande : vérifiez que votre projet y entre"
IN_COMPETITION = "les candidatures à cet appel sont mises en concurrence, l'aide n'est pas acquise"
WITHDRAWN = "la fiche n'est plus publiée : demandez au financeur si l'aide existe encore"


def subject_criterion(relevance: float) -> Criterion | None:
    """The doubt on a record that speaks of a part of the request only."""
    return untold(SUBJECT, PART_OF_SUBJECT) if relevance < WHOLE_SUBJECT else None


def call_criterion(aid: Aid) -> Criterion | None:
    """The doubt on an aid that is won in competition."""
    return untold(CALL, IN_COMPETITION) if aid.is_call_for_project else None


def opening_criterion(aid: Aid, doubt: OpeningDoubt | None) -> Criterion | None:
    """The doubt on the opening of an aid, in the words of its record."""
    if doubt:
        return untold(OPENING, f"« {doubt.sentence} »")
    return untold(OPENING, WITHDRAWN) if aid.is_live is False else None


def consistency_criterion(aid: Aid) -> Criterion | None:
    """The doubt on a record that contradicts itself, but for its dates, which the dates tell."""
    told = [sentence for sentence in aid.contradictions if "submission_deadline" not in sentence]
    return untold(CONSISTENCY, f"la fiche se contredit : {told[0]}") if told else None
