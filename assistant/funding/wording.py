"""What is told of an aid in a line: a rate is never shown without the condition that its record sets."""

from assistant.domain import Aid
from assistant.funding.answer import FundingMatch
from assistant.funding.criteria.model import BENEFICIARY, NATIONAL, OPENING, TERRITORY, Criterion, Verdict
from assistant.language.display import format_percent

NO_RATE = "taux non indiqué"
READ_CONDITIONS = "conditions à lire dans la fiche"


EXCLUDED = "un critère au moins n'est pas rempli"
FITTING = "tous les critères connus sont remplis"
OPEN = "rien n'exclut l'aide, mais des critères restent à vérifier"


def conclusion(match: FundingMatch) -> str:
    """What the criteria of an aid say together."""
    return EXCLUDED if match.is_excluded else FITTING if match.fits else OPEN


def rate_of(aid: Aid) -> str:
    """The rate of an aid and its condition: the comment of its record, after the bounds that it does not tell."""
    comment = " ".join(aid.rate_comment.split()).rstrip(" .;")
    bounds = _bounds(aid)
    if not comment:
        return f"{bounds} ({READ_CONDITIONS})" if bounds else NO_RATE
    return comment if not bounds or _tells(comment, aid) else f"{bounds} : {comment}"


def _bounds(aid: Aid) -> str:
    if aid.rate_max is None:
        return f"à partir de {format_percent(aid.rate_min)}" if aid.rate_min is not None else ""
    if aid.rate_min is not None and aid.rate_min != aid.rate_max:
        return f"de {format_percent(aid.rate_min)} à {format_percent(aid.rate_max)}"
    return f"jusqu'à {format_percent(aid.rate_max)}"


def _tells(comment: str, aid: Aid) -> bool:
    rates = (format_percent(rate).rstrip("%").strip() for rate in (aid.rate_min, aid.rate_max) if rate is not None)
    return all(f"{rate} " in f"{comment.replace('%', ' % ')} " for rate in rates)


def reasons_of(match: FundingMatch, verdict: Verdict) -> str:
    """The sentences of a verdict, a doubt on the opening first."""
    told = sorted(
        (one for one in match.eligibility if one.verdict is verdict), key=lambda one: one.criterion != OPENING
    )
    return " ; ".join(one.because for one in told)


def met_briefly(match: FundingMatch) -> str:
    """The criteria that are met: by their names, and in a sentence those that tell who asks, where, or a bound."""
    met = [one for one in match.eligibility if one.verdict is Verdict.YES]
    told = [one for one in met if one.quote or one.criterion == BENEFICIARY or _is_local(one)]
    names = ", ".join(dict.fromkeys(one.criterion for one in met if one not in told))
    return " ; ".join(filter(None, (names, *(one.because for one in told))))


def _is_local(criterion: Criterion) -> bool:
    return criterion.criterion == TERRITORY and not criterion.because.startswith(NATIONAL)
