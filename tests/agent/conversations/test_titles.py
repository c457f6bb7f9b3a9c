"""The title of a conversation: made from its first message, or typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.conversations.titles import LONGEST_MADE, UNTITLED, made_title, typed_title
from assistant.errors import InputError
from assistant.language.personal import mask_personal


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("Rénover l'éclairage public. Coût 12 000 €.", "Rénover l'éclairage public"),
        ("Bonjour, nous voulons planter des haies", "Nous voulons planter des haies"),
        ("Bonjour Madame, Monsieur, quelles aides ?", "Quelles aides ?"),
        ("bonjour", UNTITLED),
        ("Écrivez à marie.durand@mairie.fr", "Écrivez à"),
        ("Appelez le 06 12 34 56 78 pour l'école", "Appelez le … pour l'école"),
        ("une\nligne\tou deux", "Une ligne ou deux"),
    ],
)
def test_the_first_sentence_gives_the_title(message: str, title: str) -> None:
    assert made_title(message) == title


def test_a_long_sentence_is_cut_between_two_words() -> None:
    title = made_title("remplacer les quatre cent vingt points lumineux du bourg et des hameaux par des diodes sobres")
    assert title == "Remplacer les quatre cent vingt points lumineux du bourg et des…"


@given(st.text(max_size=300))
def test_any_message_gives_one_short_line_without_personal_data(message: str) -> None:
    title = made_title(message)
    assert 0 < len(title) <= LONGEST_MADE + 2  # a capital may be two letters («ß»)
    assert "\n" not in title
    assert mask_personal(title) == title


@pytest.mark.parametrize("title", ["", "   ", "\0", "x" * 201], ids=["empty", "spaces", "null", "long"])
def test_a_title_that_cannot_be_is_refused_with_an_example(title: str) -> None:
    with pytest.raises(InputError, match="de 1 à 200 caractères"):
        typed_title(title)
