"""A text as it is read, its misspelt words respelt and its words folded, with the way back to the text as written."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.language.spelling import Vocabulary, respellings
from assistant.language.text import fold

TOKEN = re.compile(r"(?P<word>[^\W_]+)|(?P<stop>[!?;\n]|(?<!\bhab)\.(?=\s|$))|(?P<pause>[,:()–])")
STOP, PAUSE = ".", ","
SHOUTED = 0.8  # share of capitals among letters, from which capitals say nothing


@dataclass(frozen=True)
class Token:
    """A folded word, a stop or a pause: ``text[start:end]``."""

    text: str
    start: int
    end: int


class PlainText:
    """A text (``written``) respelt as ``text``, and its tokens joined by one space (``folded``).

    In ``folded`` a stop is « . », a pause « , », so that a pattern of words does not run over them.
    """

    def __init__(self, written: str, vocabulary: Vocabulary) -> None:
        self.written = written
        quiet = _quiet(written)
        self._copied: list[tuple[int, int, int]] = []  # start in the text, start as written, length of what is copied
        parts: list[str] = []
        done = length = 0
        for part in respellings(quiet, vocabulary):
            self._copied.append((length, done, part.start - done))
            parts += [quiet[done : part.start], part.replacement]
            length += part.start - done
            self._copied.append((length, part.start, 0))
            length += len(part.replacement)
            done = part.end
        self._copied.append((length, done, len(quiet) - done))
        self.text = "".join([*parts, quiet[done:]])

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, stops and pauses."""
        return tuple(
            Token(fold(match[0]) if match["word"] else STOP if match["stop"] else PAUSE, match.start(), match.end())
            for match in TOKEN.finditer(self.text)
        )

    @cached_property
    def folded(self) -> str:
        """The tokens, joined by one space."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def _offsets(self) -> list[int]:
        offsets, place = [], 0
        for token in self.tokens:
            offsets.append(place)
            place += len(token.text) + 1
        return offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in ``text`` of a span of ``folded``."""
        first = bisect_right(self._offsets, start) - 1
        last = bisect_right(self._offsets, max(start, end - 1)) - 1
        return self.tokens[first].start, self.tokens[last].end

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    def folded_before(self, start: int) -> str:
        """What stands in ``folded`` before a place of ``text``."""
        index = bisect_right(self._starts, start - 1) if start else 0
        return self.folded[: self._offsets[index]].rstrip() if index < len(self.tokens) else self.folded

    def folded_after(self, end: int) -> str:
        """What stands in ``folded`` after a place of ``text``."""
        index = bisect_right(self._ends, end)
        return self.folded[self._offsets[index] :] if index < len(self.tokens) else ""

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """The matches of a pattern in ``folded``, with their spans in ``text``."""
        for match in pattern.finditer(self.folded):
            if match[0].strip():
                yield match, *self.span(match.start(), match.end())

    def as_written(self, start: int, end: int) -> tuple[int, int]:
        """The span in ``written`` of a span of ``text``: whole words where they were respelt."""
        return self._origin(start, is_end=False), self._origin(end, is_end=True)

    def _origin(self, place: int, *, is_end: bool) -> int:
        index = bisect_right(self._copied, place, key=lambda part: part[0]) - 1
        if is_end and index and self._copied[index][0] == place:
            index -= 1
        start, origin, length = self._copied[index]
        if place - start <= length:
            return origin + place - start
        return self._copied[index + 1][1] if is_end else origin


def _quiet(written: str) -> str:
    """A text all in capitals in lower case, character for character; any other as it is."""
    letters = [character for character in written if character.isalpha()]
    if sum(map(str.isupper, letters)) < SHOUTED * max(1, len(letters)):
        return written
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in written)
