"""Amount thresholds, read in the sentences of the record: the least and the most that a project may cost, and caps.

A cap («plafond») limits what is paid and leaves no project out: it is told, and only a floor or a ceiling on the cost
of the project may say no.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from assistant.domain import Aid
from assistant.funding.criteria.model import AMOUNT, Criterion, met, not_met, untold
from assistant.funding.criteria.sentences import REMEMBERED, quoted, sentences_of
from assistant.language import Amount, fold, read_amounts
from assistant.language.display import format_euros

BEFORE = 90  # characters before an amount in which what it bounds is said
MONEY = ("€", "euro")
OTHER_THINGS = re.compile(r"chiffre d['’]affaires?|\bca\b|salari|fonds propres|levee|capital|bilan|loyer|/|par an\b")
PROJECT = re.compile(
    r"\b(?:montants?|couts?|depenses?|budgets?|investissements?|assiettes?|projets?|operations?|travaux)\b"
)
AID = re.compile(r"\b(?:aides?|subventions?|primes?|prets?|avances?|bonus|financements?|dotations?|soutien)\b")
FLOOR = re.compile(r"\b(?:minim\w+|planchers?|au moins|superieure?s? (?:ou egale?s? )?a|plus de|a partir de)\b")
CEILING = re.compile(r"\b(?:inferieure?s? (?:ou egale?s? )?a|moins de|n['’]exced\w+ pas|ne depass\w+ pas)\b")
CAP = re.compile(r"\b(?:plafonn?\w*|dans la limite|maxim\w+)\b")
LEFT_OUT = re.compile(
    r"\b(?:exclue?s?|ineligibles?|ne (?:sont|seront|peuvent) pas|n['’]est pas retenu|pas retenus?|rejete\w*)\b"
)
EXCEPTED = re.compile(r"\b(?:exception|hors|sauf|hormis)\b")
LOOSE = re.compile(
    r"\b(?:unitaires?|notamment|priorit\w*|bonif\w*|major\w*|sauf|en particulier|selon|phase|volet|etudes?|diagnostics?"
    r"|par (?:an|ha|hectare|logement|vehicule|point|borne)|pour les|pour la|pour le|pour l['’]\w+)\b|%"
)


class BoundKind(StrEnum):
    """What an amount bounds: the cost of the project from below or from above, or what is paid."""

    FLOOR = "floor"
    CEILING = "ceiling"
    CAP = "cap"


class Bound(NamedTuple):
    """An amount that a sentence makes a bound, in euros; firm when it holds for the whole aid."""

    kind: BoundKind
    value: Decimal
    is_firm: bool
    sentence: str
    quote: str

    def leaves_out(self, amount: Decimal) -> bool:
        """Whether a cost is on the wrong side."""
        return amount < self.value if self.kind is BoundKind.FLOOR else amount > self.value


def amount_criterion(aid: Aid, amount: Decimal | None) -> Criterion | None:
    """The verdict of the amounts that a record sets; None when it sets none that matters to the request.

    No only when the record has one bound of that side on the cost of the project and it is certainly not met.
    """
    bounds = bounds_of(sentences_of(aid))
    limits = [one for one in bounds if one.kind is not BoundKind.CAP]
    if amount is None:
        return _with(untold, limits[0], "votre montant n'est pas précisé") if limits else None
    told = f"votre projet coûte {format_euros(amount)}"
    failed = [one for one in limits if one.leaves_out(amount)]
    if failed:
        same = [one for one in limits if one.kind is failed[0].kind]
        if len(same) == 1 and failed[0].is_firm:
            return _with(not_met, failed[0], told)
        return _with(untold, failed[0], f"{told}, vérifiez s'il entre dans ce seuil")
    if limits:
        return _with(met, limits[0], told)
    most = amount * aid.rate_max / 100 if aid.rate_max else None  # that could be paid, were there no cap
    caps = [one for one in bounds if one.leaves_out(amount if most is None else most)]
    end = "l'aide a un plafond" if most is None else "l'aide sera plafonnée"
    return _with(met, caps[0], f"{told}, {end}") if caps else None


def _with(verdict: Callable[[str, str, str], Criterion], bound: Bound, told: str) -> Criterion:
    return verdict(AMOUNT, f"{bound.quote} : {told}", bound.sentence)


@lru_cache(maxsize=REMEMBERED)
def bounds_of(sentences: tuple[str, ...]) -> tuple[Bound, ...]:
    """The bounds that sentences set."""
    return tuple(
        bound
        for sentence in sentences
        if any(sign in sentence for sign in MONEY)
        for amount in read_amounts(sentence)
        if (bound := _bound(sentence, amount))
    )


def _bound(sentence: str, amount: Amount) -> Bound | None:
    before = re.split(r"[;(]", fold(sentence[max(0, amount.start - BEFORE) : amount.start]))[-1]
    if OTHER_THINGS.search(before):
        return None
    kind = _kind(before, fold(sentence))
    if kind is None:
        return None
    is_firm = not LOOSE.search(fold(sentence))
    return Bound(kind, amount.value, is_firm, sentence, quoted(sentence, amount.start))


def _kind(before: str, sentence: str) -> BoundKind | None:
    """What an amount bounds, by the nearest of the words before it, if no other figure comes between them."""
    places = {
        BoundKind.FLOOR: _last(FLOOR, before),
        BoundKind.CEILING: _last(CEILING, before),
        BoundKind.CAP: _last(CAP, before),
    }
    kind = max(places, key=lambda one: places[one])
    if places[kind] < 0 or re.search(r"\d", before[places[kind] :]):
        return None
    if kind is BoundKind.CAP:
        return kind
    if _last(PROJECT, before) <= _last(AID, before) or EXCEPTED.search(sentence):
        return None
    if LEFT_OUT.search(sentence):
        return BoundKind.FLOOR if kind is BoundKind.CEILING else None
    return kind


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern is found for the last time; -1 when it is not."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)
