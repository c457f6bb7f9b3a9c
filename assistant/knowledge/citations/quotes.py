"""Find in a passage the sentence that an answer quotes."""

from assistant.domain import Frozen
from assistant.knowledge.citations.folding import FoldedText, fold_characters

NEAR_ENOUGH = 75.0  # percent of the quote's characters found in a row, under which another sentence was quoted
CLOSING = '.;:!?…»”’")]'


class QuoteMatch(Frozen):
    """Where a quote stands in a passage: ``text[start:end]``; ``score`` is 1 but for accents, signs and case."""

    quote: str
    start: int
    end: int
    score: float


def find_quote(text: str, quote: str) -> QuoteMatch | None:
    """The place of a quote in a text, the nearest words when they differ a little; None when it is not there."""
    folded, wanted = fold_characters(text), fold_characters(quote).characters
    if not wanted:
        return None
    found = _exact(text, folded, wanted) or _nearest(folded, wanted)
    if found is None:
        return None
    first, last, score = found
    start, end = _whole_words(text, folded.places[first], folded.places[last - 1] + 1)
    return QuoteMatch(quote=quote, start=start, end=end, score=round(score, 4))


Found = tuple[int, int, float]


def _exact(text: str, folded: FoldedText, wanted: str) -> Found | None:
    """The first occurrence made of whole words, else the first one."""
    starts = []
    start = folded.characters.find(wanted)
    while start >= 0:
        starts.append(start)
        start = folded.characters.find(wanted, start + 1)
    if not starts:
        return None
    spans = [(first, first + len(wanted)) for first in starts]
    whole = (span for span in spans if _is_whole(text, folded.places[span[0]], folded.places[span[1] - 1] + 1))
    return (*next(whole, spans[0]), 1.0)


def _nearest(folded: FoldedText, wanted: str) -> Found | None:
    from rapidfuzz.fuzz import partial_ratio_alignment

    aligned = partial_ratio_alignment(wanted, folded.characters, score_cutoff=NEAR_ENOUGH)
    if aligned is None or aligned.dest_end <= aligned.dest_start:
        return None
    if len(wanted) > len(folded.characters) / NEAR_ENOUGH * 100:  # most of the quote is elsewhere
        return None
    return aligned.dest_start, aligned.dest_end, min(aligned.score / 100, 0.9999)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words, with the signs that close it."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] in CLOSING):
        end += 1
    return start, end
