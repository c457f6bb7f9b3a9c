"""The aids that a message tells, each with its rate or its amount: «DETR 40 %, la région donne 30 000 €»."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from assistant.agent.planner.cues import announces, load_cues, says
from assistant.calculators.financing import GrantStatus, load_book
from assistant.domain import Frozen
from assistant.domain.sheet import ProjectSheet
from assistant.language import normalise, read_amounts, split_sentences
from assistant.language.display import format_euros, format_percent
from assistant.language.numbers import NumberKind, NumberMention, read_numbers

SEPARATOR = re.compile(r"[;,)+?!]|\bet\b|\bpuis\b|\bplus\b(?! que\b)|\bavec\b", re.IGNORECASE)
CLAUSE = re.compile(r"(?<=[;,.)+?!])\s+|\s+(?=et\b)")
TAKEN_BACK = re.compile(r"(?:c['’ ]?est\s+)?\bpas\s+\d+(?:[.,]\d+)?\s*%?,?\s*(?:mais\s+)?(?=c['’ ]?est)", re.IGNORECASE)
RIGHT_AFTER = re.compile(r"^(?:de|du|des|d)(?: la| l)? ")
INSTEAD_OF = re.compile(r"\b(?:au lieu d(?:e|es|u|['’])|et pas|pas|et non) .*", re.IGNORECASE)
BARE = {NumberKind.PLAIN, NumberKind.YEAR}
LEAST_AMOUNT, LARGEST_RATE = 100, 100  # euros, percent
LEAST_BARE_RATE, LEAST_BARE_AMOUNT = 5, 1000  # below, a number without sign is that of a list, or of a form («CEE 104»)
BEFORE_NUMBER = re.compile(r" (?:a|de|est|pour|avec|soit|donne)$")
ENDS = re.compile(r"\s*(?:$|[;,.)+?!/]|(?:et|puis|plus|soit|combien|reste|on|il)\b)", re.IGNORECASE)
# Beside their name a number up to 100 is theirs («dept 15», «SDE 24»), unless other aids are listed so before it.
NUMBERED = frozenset({"department", "region", "other_public"})
STATE, PREFECTURE = "other_state", {"detr", "dsil", "dpv", "dsid", "fonds_vert"}
GIVES = re.compile(  # «le SIEDA donne», before an amount
    r"\b(?P<who>[^\W\d_]+) (?:nous |lui |en )?(?:donne|verse|apporte|participe)\w*(?: (?:à hauteur de|pour))? $"
)
OURSELVES = frozenset(
    ["on", "nous", "commune", "mairie", "ville", "village", "je", "il", "elle", "ca", "qui", "cela", "projet", "calcul"]
)
NEAR = 4  # words at the most between the name of a funder and its number, the short ones apart
SHORT = 3  # letters: «ne», «que»
WINDOW = 12  # words around a number in which a funder is looked for
EURO, PERCENT = "€", "%"
ANNOUNCED = "Financement annoncé"  # begins the lines of a sheet that repeat what the user told of its aids


class ToldAid(Frozen):
    """An aid as told: its scheme, and either a rate in percent or an amount in euros."""

    scheme: str
    rate_percent: Decimal | None = None
    amount: Decimal | None = None
    status: GrantStatus = GrantStatus.PLANNED

    @property
    def shown(self) -> str:
        """The aid in French: «Région : 20 %»."""
        label = load_book().schemes[self.scheme].label
        value = format_euros(self.amount) if self.amount is not None else format_percent(self.rate_percent or 0)
        return f"{label} : {value}"


class AidWords(Frozen):
    """The words of ``told_aids.toml``."""

    barriers: tuple[str, ...]
    status: Mapping[GrantStatus, tuple[str, ...]]
    withdrawn: Mapping[str, tuple[str, ...]]
    schemes: Mapping[str, tuple[str, ...]]


class _Mention(Frozen):
    aid: ToldAid
    start: int
    end: int


def with_told(known: Sequence[ToldAid], text: str) -> tuple[ToldAid, ...]:
    """The aids known with those that a message tells: the last word on a scheme replaces those before."""
    text = TAKEN_BACK.sub("", text)
    said = [_of_the_prefecture(one.aid, known, normalise(text)) for one in _mentions(text)]
    told = {aid.scheme: aid for aid in known} | {aid.scheme: aid for aid in said}
    told |= {aid.scheme: aid for aid in _bare_updates(known, text)}
    for sentence in split_sentences(text):
        scheme = scheme_named(normalise(sentence))
        if (
            scheme in told
            and says(aid_words().withdrawn["words"], normalise(sentence))
            and not any(_mentions(sentence))
        ):
            del told[scheme]
        elif scheme in told and says(aid_words().status[GrantStatus.REFUSED], normalise(sentence)):
            told[scheme] = told[scheme].model_copy(update={"status": GrantStatus.REFUSED})
    taken_back = {value for clause in CLAUSE.split(text) for value in _taken_back(clause)}
    return tuple(aid for aid in told.values() if (aid.amount or aid.rate_percent) not in taken_back)


def _taken_back(clause: str) -> Iterator[Decimal]:
    """The figures of the aids that a clause takes back without their name: «retire l'aide de 35 000»."""
    words = normalise(clause)
    if says(aid_words().withdrawn["words"], words) and scheme_named(words) is None:
        yield from (number.value for number in read_numbers(clause))


def with_corrected_rate(known: Sequence[ToldAid], text: str) -> tuple[ToldAid, ...]:
    """The aids known, the only one told by a rate having that which a message tells without a name: «non, 40 %»."""
    rates = [aid for aid in known if aid.rate_percent is not None]
    numbers = [one for one in read_numbers(text) if one.unit == PERCENT and 0 < one.value <= LARGEST_RATE]
    if len(rates) != 1 or len(numbers) != 1 or scheme_named(normalise(text)):
        return tuple(known)
    corrected = rates[0].model_copy(update={"rate_percent": numbers[0].value})
    return tuple(corrected if aid is rates[0] else aid for aid in known)


def _of_the_prefecture(aid: ToldAid, known: Sequence[ToldAid], normalised: str) -> ToldAid:
    """An aid told by the prefecture as the only known grant that it decides: «finalement la préfecture dit 30 %»."""
    decided = [one.scheme for one in known if one.scheme in PREFECTURE]
    tells = aid.scheme == STATE and len(decided) == 1 and "prefe" in normalised
    return aid.model_copy(update={"scheme": decided[0]}) if tells else aid


def _bare_updates(known: Sequence[ToldAid], text: str) -> Iterator[ToldAid]:
    """The known aids to which a message gives another value without its sign («la DETR plafonne à 45»)."""
    for sentence in split_sentences(INSTEAD_OF.sub("", text)):
        aid = next((one for one in known if one.scheme == scheme_named(normalise(sentence))), None)
        numbers = [one for one in read_numbers(sentence) if one.kind in BARE]
        if aid is None or len(numbers) != 1 or any(_mentions(sentence)):
            continue
        value = numbers[0].value
        if aid.amount is not None and value >= LEAST_AMOUNT:
            yield aid.model_copy(update={"amount": value})
        elif aid.rate_percent is not None and 0 < value <= LARGEST_RATE:
            yield aid.model_copy(update={"rate_percent": value})


def told_in(sheet: ProjectSheet) -> tuple[ToldAid, ...]:
    """The aids that the lines of a sheet tell in the user's words."""
    lines = (one.text for one in sheet.description if one.text.startswith(ANNOUNCED))
    return with_told((), " ".join(line.removeprefix(ANNOUNCED) for line in lines))


def without_funders(text: str) -> str:
    """A text without the clauses that tell an aid: who is named there pays, and is not the owner."""
    return " ".join(map(_without_funder, CLAUSE.split(text)))


def _without_funder(clause: str) -> str:
    """A clause that tells no aid, else what stands before the colon that introduces one («Commune : DETR 40 %»)."""
    if not any(_mentions(clause)):
        return clause
    head, _, tail = clause.partition(":")
    return head if any(_mentions(tail)) else ""


def without_aids(text: str) -> str:
    """A text without the figures of the aids that it tells: they are neither its cost nor an input of its estimate."""
    for one in _mentions(text):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


@lru_cache(maxsize=1024)  # the same message is read for its aids, its cost, its place and its inputs
def _mentions(text: str) -> tuple[_Mention, ...]:
    """The aids told with a sign, and beside a name of theirs those told without («detr 40, fonds vert 20»)."""
    bare = list(_bare_mentions(text))
    first = min((one.start for one in bare if one.aid.scheme not in NUMBERED), default=len(text))
    listed = (one for one in bare if one.aid.scheme not in NUMBERED or one.aid.amount or one.start > first)
    return tuple(sorted([*_signed_mentions(text), *listed], key=lambda one: one.start))


def _bare_mentions(text: str) -> Iterator[_Mention]:
    """The numbers without sign that stand right after the name of an aid, or before it with but an article between."""
    for number in read_numbers(text):
        is_rate, is_amount = LEAST_BARE_RATE <= number.value <= LARGEST_RATE, number.value >= LEAST_BARE_AMOUNT
        if number.kind is not NumberKind.PLAIN or not (is_rate or is_amount):
            continue
        before, after = normalise(text[: number.start]), normalise(text[number.end :])
        scheme = _right_before(before) if _stands_alone(text[number.end :]) else None
        if not scheme and is_amount:
            scheme = _right_after(after)
        if scheme:
            unit = PERCENT if is_rate else EURO
            aid = _aid(scheme, number.model_copy(update={"unit": unit}), "")
            yield _Mention(aid=aid, start=number.start, end=number.end)


def _right_before(words: str) -> str | None:
    """The scheme whose name ends some words, with but an article or «à» after it."""
    told = f" {BEFORE_NUMBER.sub('', words)}"
    return _longest_named(lambda cue: told.endswith(f" {cue}"))


def _stands_alone(after: str) -> bool:
    """Whether what follows a number counts nothing by it: a stop, or the name of another aid."""
    return bool(ENDS.match(after)) or _right_after(f"de {normalise(after)}") is not None


def _signed_mentions(text: str) -> Iterator[_Mention]:
    untaxed = {amount.start for amount in read_amounts(text) if amount.excl_tax is None}
    numbers = [one for one in read_numbers(text) if _can_be_an_aid(one, untaxed)]
    corrects = normalise(text).startswith(load_cues().corrections)
    for place, number in enumerate(numbers):
        start = numbers[place - 1].end if place else 0
        end = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
        before = SEPARATOR.split(text[start : number.start])[-1]
        after = SEPARATOR.split(text[number.end : end])[0]
        told = normalise(after)
        scheme = _right_after(told) or _before(normalise(before)) or _after(told, corrects=corrects)
        if not scheme and (giver := GIVES.search(before)) and normalise(giver["who"]) not in OURSELVES:
            scheme = "other_public"
        if scheme:
            aid = _aid(scheme, number, normalise(f"{before} {after}"))
            yield _Mention(aid=aid, start=number.start, end=number.end)


def _can_be_an_aid(number: NumberMention, untaxed: set[int]) -> bool:
    if number.unit == PERCENT:
        return 0 < number.value <= LARGEST_RATE
    return number.unit == EURO and number.start in untaxed and number.value > 0


def _aid(scheme: str, number: NumberMention, around: str) -> ToldAid:
    status = next((one for one, words in aid_words().status.items() if says(words, around)), GrantStatus.PLANNED)
    if number.unit == PERCENT:
        return ToldAid(scheme=scheme, rate_percent=number.value, status=status)
    return ToldAid(scheme=scheme, amount=number.value, status=status)


def _before(words: str) -> str | None:
    """The scheme named last before a number, when nothing stands between that makes it a number of something else."""
    return _near(words.split()[-WINDOW:], is_last=True)


def _right_after(words: str) -> str | None:
    """The scheme that follows a number with but an article between («30 % de DETR»)."""
    if not words.startswith(("de", "du ", "d ")):
        return None
    told = RIGHT_AFTER.sub("", words)
    return _longest_named(told.startswith)


def _after(words: str, *, corrects: bool) -> str | None:
    """The scheme named right after a number («40 % de la DETR»); in a correction also after «pour»."""
    told = words.split()[:WINDOW]
    return _near(told[1:] if corrects and told[:1] == ["pour"] else told, is_last=False)


def _near(words: Sequence[str], *, is_last: bool) -> str | None:
    text = " ".join(words)
    names = [(cue, scheme) for scheme, cues in aid_words().schemes.items() for cue in cues if announces(cue, text)]
    if not names:
        return None
    gaps = [text.rpartition(cue)[2] if is_last else text.partition(cue)[0] for cue, _ in names]
    between, (_, found) = min(zip(gaps, names, strict=True), key=lambda one: (len(one[0]), -len(one[1][0])))
    return (
        None
        if says(aid_words().barriers, between) or sum(len(word) > SHORT for word in between.split()) > NEAR
        else found
    )


def scheme_named(words: str) -> str | None:
    """The scheme that some words name, by the longest of the names that fit."""
    return _longest_named(lambda cue: announces(cue, words))


def _longest_named(fits: Callable[[str], bool]) -> str | None:
    """The scheme of the longest name that fits; None when none does."""
    names = ((cue, scheme) for scheme, cues in aid_words().schemes.items() for cue in cues if fits(cue))
    return max(names, key=lambda one: len(one[0]), default=("", None))[1]


@cache
def aid_words() -> AidWords:
    """The words that ship with Jalon."""
    text = (files("assistant.agent.planner") / "told_aids.toml").read_text(encoding="utf-8")
    return AidWords.model_validate(tomllib.loads(text))
