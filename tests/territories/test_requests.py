"""Where a request is about, in the words of people in a hurry: found, asked back, or nowhere; never guessed."""

import csv
from pathlib import Path

import pytest

from assistant.territories import Territories

NOWHERE = "-"
with (Path(__file__).parent / "requests.csv").open(encoding="utf-8", newline="") as file:
    CASES = [(row["text"], row["expected"]) for row in csv.DictReader(file)]


def read(book: Territories, text: str) -> str:
    """The codes that the place of a request may mean, in order."""
    return " ".join(sorted(one.code for one in book.named_in(text).candidates)) or NOWHERE


def test_there_are_at_least_sixty_requests() -> None:
    assert len({text for text, _ in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_request_names_its_place(book: Territories, text: str, expected: str) -> None:
    assert read(book, text) == expected


def test_no_place_is_guessed_among_all_communes(real_book: Territories) -> None:
    """With 35,000 communes a name may have more meanings: the one that is right is then one of those asked back."""
    wrong = []
    for text, expected in CASES:
        found = read(real_book, text).split()
        if not (found == expected.split() or (len(found) > 1 and set(expected.split()) <= set(found))):
            wrong.append((text, found, expected))
    assert not wrong
