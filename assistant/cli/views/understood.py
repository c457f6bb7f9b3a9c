"""What was understood of a funding request, on a terminal, and how to correct it."""

from assistant.funding import Certainty, Facet, FacetOrigin, FundingRequest, facet_name
from assistant.language.display import format_date

CORRECT = "Pour corriger : les options de « jalon funding --help », ou --not et le nom de la facette."
FROM_MODEL, FROM_OPTION, IMPLIED = "proposé par le modèle", "indiqué", "déduit"


def understood_text(request: FundingRequest) -> str:
    """The facets in a line, each with the words that say it, then the doubts."""
    lines = [f"Compris, le {format_date(request.on)} :"]
    lines += [f"  - {_facet_text(facet)}" for facet in request.facets]
    if not request.facets:
        lines = [f"Compris : ni porteur, ni territoire, ni projet précis, le {format_date(request.on)}."]
    lines += [f"  ! {remark.message}" for remark in request.remarks]
    if request.homonyms:
        codes = ", ".join(f"{one.territory.code} ({one.place})" for one in request.homonyms.choices)
        lines.append(f"  ? Territoire : {request.homonyms.question} Précisez avec --territory : {codes}.")
    return "\n".join([*lines, CORRECT])


def _facet_text(facet: Facet) -> str:
    said = f"« {' '.join(facet.words.split())} »"
    if facet.origin is FacetOrigin.STATED:
        said = FROM_OPTION
    elif facet.origin is FacetOrigin.MODEL:
        said = f"{FROM_MODEL}, {said}"
    elif facet.certainty is Certainty.IMPLICIT:
        said = f"{IMPLIED} de {said}"
    return f"{facet_name(facet.name)} ({facet.name}) : {facet.label} — {said}"
