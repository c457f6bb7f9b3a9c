"""The markers of what a sheet says: its provenances, as a model cites them and as grounding reads them."""

from collections.abc import Iterable

from assistant.agent.evidence import calculation_marker
from assistant.domain.sheet import Origin, Provenance

BARE = {Origin.USER: "[u]", Origin.ASSUMPTION: "[h]"}


def markers_of(provenance: Iterable[Provenance]) -> str:
    """The markers of some provenances, each once: «[p:…][u]»."""
    return "".join(dict.fromkeys(map(_marker, provenance)))


def _marker(proof: Provenance) -> str:
    if proof.origin in BARE:
        return BARE[proof.origin]
    reference = proof.reference or ""
    return calculation_marker(reference) if proof.origin is Origin.CALCULATION else f"[p:{reference}]"
