"""Keep of a model's proposals what the request says, as its own readers read it; report the rest."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.errors import InputError
from assistant.funding.request import Facet, FacetName, FacetOrigin, Remark, facet_name
from assistant.funding.understanding.checks import SINGLE
from assistant.funding.understanding.heard import Heard
from assistant.funding.understanding.kinds import read_kinds
from assistant.funding.understanding.people import read_owner
from assistant.funding.understanding.places import read_place
from assistant.funding.understanding.proposals import Proposal
from assistant.funding.understanding.stated import Stated, read_stated
from assistant.funding.understanding.vocabulary import in_plain_french
from assistant.territories import Territories

SHOWN = 60  # characters of a proposal that are shown again
SEVERAL = {FacetName.THEME, FacetName.OPERATION, FacetName.KIND_OF_HELP}  # facets stated as a list
# Facets that the same words cannot say both.
ALTERNATIVES = (
    {FacetName.AMOUNT, FacetName.AID_WANTED},
    {FacetName.STARTS_ON, FacetName.DEADLINE},
    {FacetName.KIND_OF_HELP, FacetName.UNWANTED_KIND},
)


class _RefusedError(Exception):
    """Why a proposal is dropped, in French."""


def checked(proposals: Sequence[Proposal], query: str, heard: Heard, territories: Territories, on: date) -> Heard:
    """What was heard, with the proposals that hold and a remark for each that does not."""
    facets, remarks = list(heard.facets), list(heard.remarks)
    for proposal in proposals:
        try:
            facet = _held(proposal, query, heard, territories, on)
        except _RefusedError as reason:
            remarks.append(_dropped(proposal, str(reason)))
            continue
        known = {(one.name, one.value) for one in facets}
        if (facet.name, facet.value) not in known:
            rival = next((one for one in facets if one.name is facet.name and facet.name in SINGLE), None)
            if rival:
                remarks.append(_dropped(proposal, f"« {rival.words} » est retenu"))
            else:
                facets.append(facet)
    return heard.model_copy(update={"facets": tuple(facets), "remarks": tuple(remarks)})


def _held(proposal: Proposal, query: str, heard: Heard, territories: Territories, on: date) -> Facet:
    """The facet of a proposal; raises _RefusedError when it does not hold."""
    if proposal.facet not in set(FacetName):
        raise _RefusedError("cette facette n'existe pas")
    name = FacetName(proposal.facet)
    match = _quoted(proposal.words, query)
    if match is None:
        raise _RefusedError("ces mots ne sont pas dans la demande")
    meant = _meant(name, proposal.value, territories, on)
    said = _said(name, match[0], territories, on)
    agreed = next((facet for facet in said if facet.value == meant), None)
    if agreed is None:
        raise _RefusedError(f"ces mots ne disent pas « {proposal.value[:SHOWN]} »")
    facet = agreed.model_copy(
        update={"words": match[0], "start": match.start(), "end": match.end(), "origin": FacetOrigin.MODEL}
    )
    _refuse_other_reading(facet, heard)
    return facet


def _quoted(words: str, query: str) -> re.Match[str] | None:
    """Where the words stand in the request, whole, whatever their case and spaces."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.search(rf"(?<!\w){spaced}(?!\w)", query, re.IGNORECASE) if spaced else None


def _meant(name: FacetName, value: str, territories: Territories, on: date) -> str:
    """The value proposed, as facets write it."""
    asked = FacetName.KIND_OF_HELP if name is FacetName.UNWANTED_KIND else name
    facets = _stated(asked, value, territories, on)
    if len(facets) != 1:
        raise _RefusedError(f"la valeur « {value[:SHOWN]} » n'est pas possible")
    return facets[0].value


def _said(name: FacetName, words: str, territories: Territories, on: date) -> tuple[Facet, ...]:
    """What our readers read of the facet in the words alone."""
    match name:
        case FacetName.BENEFICIARY:
            return read_owner(in_plain_french(words)).facets
        case FacetName.TERRITORY:
            place, _ = read_place(words, territories)
            return place.facets or _stated(name, words, territories, on)
        case FacetName.KIND_OF_HELP | FacetName.UNWANTED_KIND:
            return tuple(facet for facet in read_kinds(in_plain_french(words)).facets if facet.name is name)
    return _stated(name, words, territories, on)


def _stated(name: FacetName, text: str, territories: Territories, on: date) -> tuple[Facet, ...]:
    value = (text,) if name in SEVERAL else text
    try:
        return read_stated(Stated.model_validate({name.value: value}), territories, on)
    except InputError:
        return ()


def _refuse_other_reading(facet: Facet, heard: Heard) -> None:
    """Raise _RefusedError when the request, read whole, makes something else of the same words."""
    if any(one.name is facet.name and _overlap(facet, one.start, one.end) for one in heard.ignored):
        raise _RefusedError("dans la demande, ces mots parlent d'autre chose")
    group = next((group for group in ALTERNATIVES if facet.name in group), {facet.name})
    for other in heard.facets:
        same = (other.name, other.value) == (facet.name, facet.value)
        single = facet.name in SINGLE or facet.name is not other.name
        if other.name in group and single and not same and _overlap(facet, other.start, other.end):
            raise _RefusedError(f"dans la demande, ces mots se lisent « {other.label} »")


def _overlap(facet: Facet, start: int | None, end: int | None) -> bool:
    if facet.start is None or facet.end is None or start is None or end is None:
        return False
    return facet.start < end and start < facet.end


def _dropped(proposal: Proposal, reason: str) -> Remark:
    name = FacetName(proposal.facet) if proposal.facet in set(FacetName) else None
    told = facet_name(name) if name else proposal.facet[:SHOWN]
    message = f"Modèle de langue : « {told} » d'après « {proposal.words[:SHOWN]} » est écarté, {reason}."
    return Remark(field=name, message=message)
