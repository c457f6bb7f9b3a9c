"""A funding answer on a terminal."""

from assistant.cli.views.understood import understood_text
from assistant.funding import (
    FundingAnswer,
    FundingMatch,
    FundingStatus,
    Verdict,
    about_the_request,
    rate_of,
    reasons_of,
)
from assistant.language.display import format_date

EXCERPT = 300  # characters
NOTHING = {
    FundingStatus.NO_MATCH: "Aucune aide ne correspond à cette demande.",
    FundingStatus.NONE_OPEN: "Des aides correspondent, mais aucune n'est ouverte à la date : voir --include-closed.",
    FundingStatus.NONE_ON_TERRITORY: "Des aides correspondent, mais aucune n'est ouverte sur ce territoire.",
}


def funding_text(answer: FundingAnswer) -> str:
    """A funding answer on a terminal: the aids about the request, those that seem to fit apart."""
    lines = [understood_text(answer.request)]
    if answer.status is not FundingStatus.OK:
        lines.append(NOTHING[answer.status])
    shown = about_the_request(answer.listed)
    told = [*shown, *answer.general]
    for title, aids in (
        ("Semblent convenir", [match for match in told if match.fits]),
        ("À vérifier", [match for match in told if not match.fits and not match.is_excluded]),
        ("Ne conviennent pas", [match for match in told if match.is_excluded]),
    ):
        if aids:
            lines += ["", f"{title} :", *map(_match_text, aids)]
    others = len(answer.listed) - len(shown)
    if others:
        lines += ["", f"Autres aides, plus éloignées de la demande, non montrées : {others} (--json les donne)."]
    if answer.closed:
        lines.append(f"Aides closes à cette date, non montrées : {answer.closed} (--include-closed les montre).")
    return "\n".join(lines)


def _match_text(match: FundingMatch) -> str:
    aid = match.aid
    deadline = format_date(aid.submission_deadline) if aid.submission_deadline else "non indiquée"
    rows = (
        ("taux", rate_of(aid)),
        ("échéance", deadline),
        ("ne convient pas", reasons_of(match, Verdict.NO)),
        ("à vérifier", reasons_of(match, Verdict.UNKNOWN)),
        ("rempli", reasons_of(match, Verdict.YES)),
        ("passage", f"« {_excerpt(match.citation.text, EXCERPT)} » ({match.citation.source})"),
        ("lien", aid.application_url or aid.origin_url or match.citation.url or ""),
    )
    told = [f"    {name} : {text}" for name, text in rows if text]
    return "\n".join([f"  - {aid.name} ({', '.join(aid.financers)})", *told])


def _excerpt(text: str, limit: int) -> str:
    """The beginning of a text, cut between two words."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " […]"
