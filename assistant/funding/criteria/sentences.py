"""The sentences of a record that a criterion reads, remembered: the same aids come back from search to search."""

from functools import lru_cache

from assistant.domain import Aid
from assistant.language import split_sentences

REMEMBERED = 4096  # records
LONGEST_QUOTE = 260  # characters


def sentences_of(aid: Aid) -> tuple[str, ...]:
    """The sentences of the conditions of an aid, then those of its description."""
    return _sentences(f"{aid.eligibility}\n\n{aid.description}")


@lru_cache(maxsize=REMEMBERED)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(" ".join(sentence.removeprefix("- ").split()) for sentence in split_sentences(text))


def quoted(sentence: str, place: int = 0) -> str:
    """A sentence between quotation marks, cut around a place when it is long."""
    start = max(0, min(place - LONGEST_QUOTE // 2, len(sentence) - LONGEST_QUOTE))
    end = start + LONGEST_QUOTE
    words = sentence[start:end]
    if start:
        words = f"[…] {words.partition(' ')[2]}"
    if end < len(sentence):
        words = f"{words.rpartition(' ')[0]} […]"
    return f"« {words.rstrip(' .;:')} »"
