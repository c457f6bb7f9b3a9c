"""Hurried French is read as Jalon knows it; correct French keeps its letters."""

import re
from pathlib import Path

import pytest

from assistant.agent.planner.vocabulary import in_plain_french
from assistant.language import fold

SAMPLES = Path(__file__).parents[2] / "ingestion" / "samples"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("slt on ve changé les lampadère de la comune", "salut on veut changé les lampadaire de la commune"),
        ("c koi les aide", "c'est quoi les aide"),
        ("ya 200 lampe dan le 24", "il y a 200 lampe dans le 24"),
        ("une subvension", "une subvention"),
        ("chaudiere fuel", "chaudiere fioul"),
        ("des paneaux fotovoltaiques", "des panneaux photovoltaique"),
        ("l'éclairrage publique", "l'eclairage publique"),
    ],
)
def test_misspelt_words_are_read_as_those_that_matter(written: str, read: str) -> None:
    assert in_plain_french(written) == read


@pytest.mark.parametrize("text", ["36 kWc", "150 W, 45 W", "la commune de Sarlat", "le Lot", "finalement 380", "24 h"])
def test_numbers_names_and_short_words_are_left_alone(text: str) -> None:
    assert in_plain_french(text) == text


def test_no_word_of_the_texts_that_ship_is_taken_for_another() -> None:
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*/*.md")))
    words = sorted({fold(word) for word in re.findall(r"[^\W\d_]{4,}", texts)})
    assert [(word, in_plain_french(word)) for word in words if in_plain_french(word) != word] == []
