"""How results read on a terminal, and the JSON of the command-line contract."""

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.agent.answer import Answer, Citation
from assistant.calculators.footprint import FootprintResult
from assistant.domain import SearchHit
from assistant.funding import (
    FundingAnswer,
    FundingMatch,
    FundingStatus,
    Verdict,
    about_the_request,
    rate_of,
    reasons_of,
)
from assistant.language.display import format_date, format_decimal
from assistant.language.names import beneficiary_name

EXCERPT, PASSAGE_EXCERPT = 600, 300  # characters
NOTHING = {
    FundingStatus.NO_MATCH: "Aucune aide ne correspond à cette demande.",
    FundingStatus.NONE_OPEN: "Des aides correspondent, mais aucune n'est ouverte à la date : voir --include-closed.",
    FundingStatus.NONE_ON_TERRITORY: "Des aides correspondent, mais aucune n'est ouverte sur ce territoire.",
}


def hit_json(hit: SearchHit) -> dict[str, Any]:
    """A passage as the contract says."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "passage_id": passage.passage_id,
        "document_id": passage.document_id,
        "title": passage.title,
        "source": passage.source,
        "page": passage.page,
        "heading": passage.heading,
        "text": passage.text,
        "score": hit.score,
        "kind": passage.kind.value,
        "heading_path": list(passage.heading_path),
        "start": passage.start,
        "end": passage.end,
        "url": passage.url,
        "verified_on": passage.verified_on.isoformat() if passage.verified_on else None,
    }


def hit_text(hit: SearchHit) -> str:
    """A passage on a terminal."""
    passage = hit.passage
    page = f", page {passage.page}" if passage.page else ""
    heading = f" › {passage.heading}" if passage.heading else ""
    text = passage.text if len(passage.text) <= EXCERPT else passage.text[:EXCERPT].rsplit(" ", 1)[0] + " […]"
    return f"{hit.rank}. {passage.title}{heading} ({passage.source}{page}) [{passage.passage_id}]\n{text}"


def outdated_text(hit: SearchHit) -> str:
    """What is said when the only passage that answers is not in force."""
    passage = hit.passage
    place = f"{passage.title}{f' › {passage.heading}' if passage.heading else ''}"
    if passage.valid_to:
        return f"Le seul passage qui répond n'est plus en vigueur depuis le {format_date(passage.valid_to)} : {place}."
    assert passage.valid_from is not None  # a text without dates is always in force
    return f"Le seul passage qui répond n'entre en vigueur que le {format_date(passage.valid_from)} : {place}."


def funding_json(answer: FundingAnswer) -> dict[str, Any]:
    """A funding answer as the contract says."""
    request = answer.request
    understood = request.model_dump(
        mode="json", include={"beneficiary", "population", "amount", "on", "include_closed"}
    )
    territory = request.territory
    understood["territory"] = (
        territory.model_dump(mode="json", include={"code", "name", "level"}) if territory else None
    )
    return {
        "query": request.query,
        "understood": understood,
        "status": answer.status.value,
        "closed": answer.closed,
        "results": [_match_json(match) for match in answer.results],
    }


def _match_json(match: FundingMatch) -> dict[str, Any]:
    aid, citation = match.aid, match.citation
    return {
        "rank": match.rank,
        "aid_id": aid.aid_id,
        "slug": aid.slug,
        "name": aid.name,
        "financers": list(aid.financers),
        "score": match.score,
        "eligibility": [criterion.model_dump(mode="json") for criterion in match.eligibility],
        "rate_max": float(aid.rate_max) if aid.rate_max is not None else None,
        "deadline": aid.submission_deadline.isoformat() if aid.submission_deadline else None,
        "citation": {
            "passage_id": citation.passage_id,
            "document_id": citation.document_id,
            "heading": citation.heading,
            "source": citation.source,
            "url": citation.url,
            "text": citation.text,
        },
    }


def funding_text(answer: FundingAnswer) -> str:
    """A funding answer on a terminal: the aids about the request, those that seem to fit apart."""
    lines = [_understood_text(answer)]
    if answer.status is not FundingStatus.OK:
        lines.append(NOTHING[answer.status])
    shown = about_the_request(answer.results)
    told = [*shown, *answer.general]
    for title, aids in (
        ("Semblent convenir", [match for match in told if match.fits]),
        ("À vérifier", [match for match in told if not match.fits and not match.is_excluded]),
        ("Ne conviennent pas", [match for match in told if match.is_excluded]),
    ):
        if aids:
            lines += ["", f"{title} :", *map(_match_text, aids)]
    others = len(answer.results) - len(shown)
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
        ("passage", f"« {_excerpt(match.citation.text, PASSAGE_EXCERPT)} » ({match.citation.source})"),
        ("lien", aid.application_url or aid.origin_url or match.citation.url or ""),
    )
    told = [f"    {name} : {text}" for name, text in rows if text]
    return "\n".join([f"  - {aid.name} ({', '.join(aid.financers)})", *told])


def _excerpt(text: str, limit: int) -> str:
    """The beginning of a text, cut between two words."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " […]"


def _understood_text(answer: FundingAnswer) -> str:
    request = answer.request
    parts = [
        beneficiary_name(request.beneficiary) if request.beneficiary else "",
        request.territory.name if request.territory else "",
        f"{format_decimal(request.population)} habitants" if request.population else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Compris : {told or 'ni porteur ni territoire'}, le {format_date(request.on)}."


def footprint_text(result: FootprintResult) -> str:
    """An estimate on a terminal."""
    lines = [f"{result.title} ({result.calculation_id})", f"Référence : {result.reference_scenario}.", ""]
    lines += [
        f"{f.label} : {f.display}" + (f" ({f.display_interval})" if f.display_interval else "") for f in result.figures
    ]
    lines += ["", "Données :", *(f"- {value.sentence}" for value in result.inputs)]
    lines += ["", "Calcul :", *(f"- {s.label} = {s.expression} = {s.display}" for s in result.steps)]
    lines += ["", "Facteurs :"]
    lines += [f"- {f.label} : {format_decimal(f.value)} {f.unit}, {f.source} ({f.locator})" for f in result.factors]
    return "\n".join([*lines, "", *(f"À savoir : {warning}" for warning in result.warnings)])


def answer_text(answer: Answer) -> str:
    """An answer with its notes."""
    problems = [f"Non vérifié : « {item.text} », {item.reason}." for item in answer.unverified]
    project = [f"Projet : {answer.project_id}"] if answer.project_id else []
    return "\n".join([answer.answer, "", *source_lines(answer.citations), *problems, *project]).rstrip()


def source_lines(citations: Iterable[Citation]) -> list[str]:
    """The notes of an answer, one line a text: its headings or pages, its file and its address once."""
    texts: dict[str, list[Citation]] = {}
    for citation in citations:
        texts.setdefault(citation.document_id, []).append(citation)
    return [_source_line(notes) for notes in texts.values()]


def _source_line(notes: Sequence[Citation]) -> str:
    first = notes[0]
    places = dict.fromkeys(
        ", ".join(part for part in (note.heading, f"page {note.page}" if note.page else "") if part) for note in notes
    )
    told = " ; ".join(place for place in places if place)
    numbers = "".join(f"[{note.number}]" for note in notes)
    return f"{numbers} {first.title}{f' › {told}' if told else ''} ({first.source}) {first.url or ''}".rstrip()
