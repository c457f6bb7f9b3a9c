"""Compare texts by their letters and digits alone, and find the way back to the original characters."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.language import fold


@dataclass(frozen=True)
class FoldedText:
    """The letters and digits of a text, without accent or case; ``places[i]`` is where the i-th one comes from."""

    characters: str
    places: tuple[int, ...]


def fold_characters(characters: Iterable[str]) -> FoldedText:
    """What is left of a text once spaces, hyphens, punctuation, accents and case are set aside."""
    kept = [
        (letter, place) for place, character in enumerate(characters) for letter in fold(character) if letter.isalnum()
    ]
    return FoldedText(characters="".join(letter for letter, _ in kept), places=tuple(place for _, place in kept))
