"""Two hundred ways to write a territory: each is understood, or asked back."""

import csv
from pathlib import Path
from typing import NamedTuple

from assistant.territories import Territories

RIGHT_OR_ASKED = 0.99
RIGHT = 0.97


class Spelling(NamedTuple):
    """What is written, and the code that it means; «ask» when only a question is right. ``small``: for few communes."""

    text: str
    expected: str
    small: str


with (Path(__file__).parent / "spellings.csv").open(encoding="utf-8", newline="") as file:
    SPELLINGS = [Spelling(**row) for row in csv.DictReader(file)]


def outcome(book: Territories, spelling: Spelling) -> str:
    """right, asked, or what was wrongly understood."""
    found = book.resolve(spelling.text)
    codes = [one.code for one in found.candidates]
    if codes == [spelling.expected]:
        return "right"
    if len(codes) != 1 and found.question:
        return "right" if spelling.expected == "ask" else "asked"
    return f"{spelling.text} : {codes} au lieu de {spelling.expected}"


def check(book: Territories, spellings: list[Spelling]) -> None:
    outcomes = [outcome(book, spelling) for spelling in spellings]
    wrong = [one for one in outcomes if one not in {"right", "asked"}]
    asked = [spelling.text for spelling, one in zip(spellings, outcomes, strict=True) if one == "asked"]
    assert len(wrong) <= (1 - RIGHT_OR_ASKED) * len(spellings), wrong
    assert outcomes.count("right") >= RIGHT * len(spellings), asked


def test_there_are_two_hundred_spellings() -> None:
    assert len({spelling.text for spelling in SPELLINGS}) == len(SPELLINGS) >= 200


def test_spellings_are_understood_or_asked_back_among_few_communes(book: Territories) -> None:
    check(book, [spelling for spelling in SPELLINGS if spelling.small == "yes"])


def test_spellings_are_understood_or_asked_back_among_all_communes(real_book: Territories) -> None:
    check(real_book, SPELLINGS)
