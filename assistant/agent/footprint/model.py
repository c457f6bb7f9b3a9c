"""The footprint of an answer of a language model, by EcoLogits when it is installed (extra ``footprint``)."""

import logging
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from assistant.agent.footprint.assumptions import assumptions
from assistant.agent.footprint.told import AnswerFootprint, Span

NOT_INSTALLED = "EcoLogits n'est pas installé : pip install 'jalon[footprint]'"
UNKNOWN_MODEL = "modèle « {model} » inconnu d'EcoLogits"
CRITERIA = {
    "energy": ("energy", "kWh"),
    "climate": ("gwp", "kgCO2e"),
    "resources": ("adpe", "kgSbeq"),
    "primary_energy": ("pe", "MJ"),
    "water": ("wcf", "L"),
}


def of_tokens(base_url: str, model: str, tokens: int, seconds: float, *, are_counted_here: bool) -> AnswerFootprint:
    """The footprint of generated tokens; not estimated without EcoLogits, or when it does not know the model."""
    told = {"model": model, "output_tokens": tokens}
    try:
        from ecologits.tracers.utils import llm_impacts
    except ImportError:
        return AnswerFootprint(**told, how=NOT_INSTALLED)
    logging.getLogger("ecologits").setLevel(logging.ERROR)  # what it warns of is in the answer
    provider, zone = _hosting(base_url)
    found = llm_impacts(provider, model, tokens, seconds, zone)
    if found.errors:
        return AnswerFootprint(**told, how=UNKNOWN_MODEL.format(model=model))
    spans = {ours: _span(getattr(found, theirs), unit) for ours, (theirs, unit) in CRITERIA.items()}
    return AnswerFootprint(**told, how=_how(model, tokens, zone, are_counted_here=are_counted_here), **spans)


def _hosting(base_url: str) -> tuple[str, str | None]:
    """The provider of an endpoint and, for one that is not known, the zone supposed."""
    host = urlsplit(base_url).hostname or ""
    known = assumptions()
    for ending, provider in known.providers.items():
        if host == ending or host.endswith(f".{ending}"):
            return provider, None
    return known.own_hosting_provider, known.own_hosting_zone


def _how(model: str, tokens: int, zone: str | None, *, are_counted_here: bool) -> str:
    counted = "comptés ici, environ" if are_counted_here else "générés"
    place = ", hébergement supposé en France" if zone else ""
    return f"estimation EcoLogits : {model}, {tokens} tokens {counted}{place}"


def _span(impact: Any, unit: str) -> Span | None:
    """The bounds of a value of EcoLogits, which is a number or a range."""
    if impact is None:
        return None
    value = impact.value
    low, high = (getattr(value, bound, value) for bound in ("min", "max"))
    return Span(low=Decimal(str(low)), high=Decimal(str(high)), unit=unit)
