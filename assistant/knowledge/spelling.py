"""Typo tolerance: a word that no text holds is read as the nearest word that some text holds."""

from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5  # letters: a shorter word has too many neighbours
LONG = 8  # letters, from which two slips are forgiven
SURE_LETTERS = 2  # the first ones, which are rarely mistyped

Vocabulary = Callable[[str], Iterable[tuple[str, int]]]


def nearest_word(word: str, vocabulary: Vocabulary) -> str | None:
    """The word at the fewest slips (a letter missing, added, changed, or two exchanged), the most used among equals.

    ``vocabulary`` gives the known words that begin with some letters and how many texts hold each. None when the word
    is short, has a digit, or has no near neighbour.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    slips = 1 if len(word) < LONG else 2
    counts = {known: count for known, count in vocabulary(word[:SURE_LETTERS]) if abs(len(known) - len(word)) <= slips}
    near = process.extract(word, list(counts), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return min(near, key=lambda found: (found[1], -counts[found[0]], found[0]), default=(None,))[0]
