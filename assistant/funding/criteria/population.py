"""Population thresholds, read in the sentences of the record: «communes de moins de 3 500 habitants»."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.domain import Aid, Beneficiary
from assistant.funding.criteria.model import POPULATION, Criterion, met, not_met, untold
from assistant.funding.criteria.sentences import REMEMBERED, quoted, sentences_of
from assistant.language import fold
from assistant.language.display import format_decimal

NUMBER = r"(\d{1,3}(?:[ .]?\d{3})*)"
UPPER = r"(?:moins de|inferieure?s? (?:ou egale?s? )?a|jusqu['’]a|n['’]excedant pas|ne depasse(?:nt)? pas)"
LOWER = r"(?:plus de|au moins|superieure?s? (?:ou egale?s? )?a|depassant)"
WHO = re.compile(
    r"\b(communes?|villes?|villages?|epci|intercommunalites?|agglomerations?|communautes?|groupements?|collectivites?"
    r"|territoires?|population)\b"
)
# On a folded sentence: who, a bound or two, inhabitants.
BOUND = re.compile(
    rf"{WHO.pattern}[^.;()]{{0,60}}?\b(?:(?P<upper>{UPPER}) ?{NUMBER} hab(?:itants?)?\b"
    rf"|(?P<lower>{LOWER}) ?{NUMBER} hab(?:itants?)?\b|(?:entre|de) {NUMBER} (?:a|et) {NUMBER} hab(?:itants?)?\b"
    rf"|{NUMBER} habitants? (?P<most>au plus|au maximum|maximum|ou moins)\b"
    rf"|{NUMBER} habitants? (?P<least>au moins|au minimum|minimum|ou plus)\b)"
)
# A sentence that holds for the whole aid, and what makes of it a preference, a bonus or a part.
CONDITION = re.compile(
    r"\b(?:uniquement|exclusivement|seul(?:e?s?)|reserve\w*|eligibles?|destine\w*|s['’]adresse\w*|beneficiaires?"
    r"|peuvent (?:en )?beneficier|doivent)\b"
)
LOOSE = re.compile(
    r"\b(?:notamment|priorit\w*|particulier|bonif\w*|major\w*|taux|gratuit\w*|sauf|hors|excep\w*|hormis|par exemple"
    r"|plafon\w*|service|dont|environ)\b"
)
BUT = re.compile(r"\b(?:hors|sauf|hormis|excepte)\b")
# After a bound, in its clause, what asks for more than inhabitants: of those counted, or of all whom the clause names.
FURTHER = re.compile(
    r"^(?: ?\([^)]*\))?,? ?(?:et )?(?:dont|qui|ayant|exercant|justifiant|disposant|remplissant|situe\w*|competent\w*"
    r"|laureat\w*|signataire\w*|classe\w*|membres? d|adherent\w*|eligibles? (?:a|au|aux)|a faibles?|en zone)\b"
    r"|^(?:(?!\bau[- ]dela\b).)*\b(?:sous (?:condition|reserve)|a condition|a la condition|des lors qu|pourvu qu"
    r"|si (?:elle|il)s?)\b"
)
MAINLAND_ONLY = re.compile(r"\bmetropole\b|\bmetropolitaine?s?\b")  # «communes de métropole»
COMMUNES = frozenset({"commune", "ville", "village"})
GROUPINGS = frozenset({"epci", "intercommunalite", "agglomeration", "communaute", "groupement"})


class Threshold(NamedTuple):
    """Inhabitants between two bounds, included, for whom a sentence says.

    Firm when it holds for the whole aid, alone when the clause asks for nothing more; ``quote`` is that clause.
    """

    lowest: int
    highest: int | None
    who: str
    is_firm: bool
    is_alone: bool
    is_of_mainland: bool
    sentence: str
    quote: str

    def holds(self, population: int) -> bool:
        """Whether a population is within the bounds."""
        return self.lowest <= population and (self.highest is None or population <= self.highest)

    def concerns(self, beneficiary: Beneficiary | None) -> bool:
        """Whether the threshold is about a beneficiary: one of communes says nothing of an EPCI."""
        if self.who in COMMUNES:
            return beneficiary in (None, Beneficiary.COMMUNE)
        return self.who not in GROUPINGS or beneficiary in (None, Beneficiary.EPCI)


def population_criterion(
    aid: Aid, population: int | None, beneficiary: Beneficiary | None, *, is_overseas: bool = False
) -> Criterion | None:
    """The verdict of the thresholds of a record; None when it has none for the beneficiary.

    The thresholds of one sentence are alternatives. No only when every sentence is a condition, and certainly not met;
    yes only when the class of the beneficiary has no other condition, which nothing here can judge.
    """
    found = [one for one in thresholds_of(sentences_of(aid)) if one.concerns(beneficiary)]
    if not found:
        return None
    if population is None:
        return untold(POPULATION, f"{found[0].quote} : votre population n'est pas précisée", found[0].sentence)
    told = f"vous avez {format_decimal(population)} habitants"
    held = [one for one in found if one.holds(population) and not (is_overseas and one.is_of_mainland)]
    # Of two classes of a sentence the one without condition is enough, unless nobody says in which the asker stands.
    kept = {one.sentence: one for one in sorted(held, key=lambda one: one.is_alone is (beneficiary is not None))}
    failed = [one for one in found if one.sentence not in kept]
    if not failed:
        return _of_classes(list(kept.values()), told)
    because = f"{failed[0].quote} : {told}"
    if not kept and all(one.is_firm for one in failed):
        return not_met(POPULATION, because, failed[0].sentence)
    return untold(POPULATION, f"{because}, vérifiez si toute l'aide est concernée", failed[0].sentence)


def _of_classes(kept: Sequence[Threshold], told: str) -> Criterion:
    """The verdict of the classes into which a population falls, one for each sentence."""
    doubtful = next((one for one in kept if not one.is_alone), None)
    if doubtful:
        return untold(POPULATION, f"{doubtful.quote} : {told}, vérifiez l'autre condition", doubtful.sentence)
    return met(POPULATION, f"{kept[0].quote} : {told}", kept[0].sentence)


@lru_cache(maxsize=REMEMBERED)
def thresholds_of(sentences: tuple[str, ...]) -> tuple[Threshold, ...]:
    """The population thresholds that sentences give."""
    return tuple(
        threshold
        for sentence in sentences
        if "hab" in sentence
        for match in BOUND.finditer(fold(sentence))
        if (threshold := _threshold(match, sentence))
    )


def _threshold(match: re.Match[str], sentence: str) -> Threshold | None:
    bounds = _bounds(match)
    if bounds is None:
        return None
    folded, words = match.string, match[0]
    is_firm = bool(CONDITION.search(folded)) and not LOOSE.search(folded) and not _is_aside(folded, match.start())
    who = WHO.findall(words)[-1].removesuffix("s")
    start, end = _clause(folded, match)
    return Threshold(
        *bounds,
        who,
        is_firm,
        is_alone=not FURTHER.search(folded[match.end() : end]),
        is_of_mainland=bool(MAINLAND_ONLY.search(words)),
        sentence=sentence,
        quote=quoted(sentence[start:end].strip(), match.start() - start),
    )


def _clause(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the clause of a match begins and ends: between semicolons, the classes of a sentence are told apart."""
    end = folded.find(";", match.end())
    return folded.rfind(";", 0, match.start()) + 1, len(folded) if end < 0 else end


def _bounds(match: re.Match[str]) -> tuple[int, int | None] | None:
    """The bounds that a match says, the other way round for those left out: «hors agglomérations de plus de…»."""
    groups = (group for group in match.groups() if group and group[0].isdigit())
    numbers = [int(re.sub(r"\D", "", group)) for group in groups]
    without = BUT.search(match.string, max(0, match.start() - 20), match.end())
    match numbers:
        case [number] if match["upper"] or match["most"]:
            highest = number - 1 if match["upper"] == "moins de" else number
            return (highest + 1, None) if without else (0, highest)
        case [number]:
            lowest = number + 1 if match["lower"] == "plus de" else number
            return (0, lowest - 1) if without else (lowest, None)
        case [lowest, highest] if not without:
            return lowest, highest
    return None


def _is_aside(sentence: str, place: int) -> bool:
    """Whether a place of a sentence is between brackets: what they say holds for what stands before them."""
    return sentence.count("(", 0, place) > sentence.count(")", 0, place)
