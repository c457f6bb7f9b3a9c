"""A text as the finder of territories reads it: its words, which of them hang together, and what stands before one."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from assistant.domain import Frozen
from assistant.territories.words import read_words

JOINED = re.compile(r"(?:[ \u00a0'’/–-]|\. ){1,3}|\n ?")
LONGEST_ABBREVIATION = 3  # letters of what a full stop shortens: «St. Denis»
HEADING = re.compile(r"\s*(?:$|[:,;.?!(–]|- |\d{1,2}(?:e|er|ème)\b)")
ADJACENT = re.compile(r"[\s'’]*")


class Cue(StrEnum):
    """What the words before a name make of it."""

    COMMUNE = "commune"
    AREA = "area"
    AT = "at"
    OF = "of"
    INSIDE = "inside"
    BEARER = "bearer"
    NONE = "none"


class Name(NamedTuple):
    """A name found in a text: ``length`` words from ``position`` on, the codes of those that bear it."""

    position: int
    length: int
    key: str
    codes: list[str]
    cue: Cue


class PlaceCues(Frozen):
    """The words of ``cues.toml``."""

    at: frozenset[str]
    of: frozenset[str]
    inside: frozenset[str]
    communes: frozenset[str]
    some: frozenset[str]
    areas: frozenset[str]
    articles: frozenset[str]
    bearers: frozenset[str]
    bodies: frozenset[str]
    ways: frozenset[str]
    common_areas: frozenset[str]
    before_number: tuple[str, ...]
    after_number: tuple[str, ...]
    in_an_answer: tuple[str, ...]


class Page:
    """The words of a text; ``keys`` are spelled as in the index."""

    def __init__(self, text: str, *, is_request: bool) -> None:
        self.text = text
        self.is_request = is_request
        self.is_shouted = text.isupper()
        self.words = read_words(text)
        self.keys = [word.key for word in self.words]

    def run(self, position: int, limit: int) -> list[str]:
        """The keys from a word on, as far as the words hang together, at most ``limit``."""
        end = min(position + limit, len(self.words))
        for index in range(position + 1, end):
            between = self.text[self.words[index - 1].end : self.words[index].start]
            is_abbreviated = len(self.written(index - 1, 1)) <= LONGEST_ABBREVIATION
            if between and not (JOINED.fullmatch(between) and (is_abbreviated or "." not in between)):
                return self.keys[position:index]
        return self.keys[position:end]

    def written(self, position: int, count: int) -> str:
        """The text of some words."""
        start, end = self.span(position, count)
        return self.text[start:end]

    def span(self, position: int, count: int) -> tuple[int, int]:
        """Where some words begin and end."""
        return self.words[position].start, self.words[position + count - 1].end

    def is_whole(self, position: int, count: int) -> bool:
        """Whether some words are not a part of a longer, hyphenated name."""
        start, end = self.span(position, count)
        before, after = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        glued_before = before[-1:] == "-" and before[:1].isalnum()
        return not glued_before and not (after[:1] in {"-", "'", "’"} and after[1:].isalnum())

    def is_capital(self, position: int) -> bool:
        """Whether a word begins with a capital."""
        return self.text[self.words[position].start : self.words[position].end][:1].isupper()

    def before(self, position: int) -> str:
        """The key of the word just before one; empty across punctuation."""
        if position < 1 or position >= len(self.words):
            return ""
        between = self.text[self.words[position - 1].end : self.words[position].start]
        return self.keys[position - 1] if ADJACENT.fullmatch(between) else ""

    def after(self, position: int) -> str:
        """The key of the word just after one; empty across punctuation."""
        following = position + 1
        return self.keys[following] if following < len(self.keys) and self.before(following) else ""

    def cue(self, position: int) -> Cue:
        """What the words before one make of the name that it begins."""
        cues, before, further = load_place_cues(), self.before(position), self.before(position - 1)
        if before in cues.at and self._is_preposition(position - 1):
            return Cue.AT
        if before in cues.of:
            return self._cue_of(further, self.before(position - 2), cues)
        for words, cue in ((cues.communes, Cue.COMMUNE), (cues.areas, Cue.AREA), (cues.bearers, Cue.BEARER)):
            if before in words:
                return cue
        return Cue.INSIDE if before in cues.inside else Cue.NONE

    def _cue_of(self, noun: str, article: str, cues: PlaceCues) -> Cue:
        if noun in cues.some or (noun in cues.communes and article == "une"):
            return Cue.AREA
        nouns = ((cues.communes, Cue.COMMUNE), (cues.areas, Cue.AREA), (cues.ways, Cue.BEARER))
        return next((cue for words, cue in nouns if noun in words), Cue.OF)

    def follows_a_body(self, position: int) -> bool:
        """Whether a word follows that of a local authority and a link: «commune du lot», «villages de la creuse»."""
        cues, place = load_place_cues(), position - 1
        while place >= 0 and self.keys[place] in cues.of | cues.inside:
            place -= 1
        return place < position - 1 and bool({*self.keys[max(0, place - 1) : place + 1]} & cues.bodies)

    def follows_a_name(self, position: int) -> bool:
        """Whether a word follows a capitalised one, as a family name does."""
        return bool(self.before(position) and self.is_capital(position - 1))

    def stands_alone(self, position: int, count: int) -> bool:
        """Whether some words are the whole text, or its heading: «Gap : piste cyclable», «Marseille 8e»."""
        return position == 0 and HEADING.match(self.text, self.span(position, count)[1]) is not None

    def _is_preposition(self, position: int) -> bool:
        """Whether a word is «à», and not the verb «a»; people in a hurry do not write the accent."""
        written = self.text[self.words[position].start : self.words[position].end]
        return written.lower() != "a" or self.is_request


@cache
def load_place_cues() -> PlaceCues:
    """The cues that ship with Jalon."""
    text = (files("assistant.territories") / "cues.toml").read_text(encoding="utf-8")
    return PlaceCues.model_validate(tomllib.loads(text))


@cache
def common_words() -> frozenset[str]:
    """The names of communes that are also common words, folded, without their article."""
    return frozenset((files("assistant.territories") / "common_words.txt").read_text(encoding="utf-8").split())
