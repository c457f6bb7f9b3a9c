"""Find the sentences of a passage that answer a query."""

import math
from collections.abc import Sequence

from assistant.language import content_stems, split_sentences

SENTENCE_MAX_CHARACTERS = 420
MIN_STEMS = 2


def best_sentences(query: str, text: str, *, limit: int) -> list[str]:
    """The sentences of a text that share most content words with a query, in the order of the text.

    A sentence is never cut: one longer than a quotation should be is left aside unless it is the only one.
    """
    wanted = set(content_stems(query))
    sentences = [bare for sentence in split_sentences(text) if _is_quotable(bare := _bare(sentence))]
    quotable = [sentence for sentence in sentences if len(sentence) <= SENTENCE_MAX_CHARACTERS] or sentences[:1]
    scored = sorted(range(len(quotable)), key=lambda index: (-_overlap(wanted, quotable[index]), index))
    kept = [index for index in scored[:limit] if _overlap(wanted, quotable[index])]
    return [quotable[index] for index in sorted(kept)]


def _bare(sentence: str) -> str:
    """The sentence without its list sign and emphasis."""
    return sentence.replace("**", "").removeprefix("- ").removeprefix("• ").removeprefix("> ").strip()


def _is_quotable(sentence: str) -> bool:
    """Whether a sentence says something by itself: neither a table row, nor a link, nor a fragment."""
    return len(content_stems(sentence)) > MIN_STEMS and "|" not in sentence and "http" not in sentence


def _overlap(wanted: set[str], sentence: str) -> float:
    stems: Sequence[str] = content_stems(sentence)
    shared = len(wanted & set(stems))
    return shared / math.sqrt(8 + len(stems))
