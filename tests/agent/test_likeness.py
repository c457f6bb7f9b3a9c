"""What a message that no rule understands is most like: the weights that ship, and how sure they are."""

import numpy as np
import pytest

from assistant.agent.planner.likeness import Purpose, is_like, likeliest
from assistant.agent.planner.likeness.features import features
from assistant.agent.planner.likeness.purposes import WEIGHTS
from scripts.learn_likeness import FOLDER, digest_of_examples, read_examples


def test_the_weights_were_learnt_from_the_sentences_as_they_are() -> None:
    with np.load(FOLDER / WEIGHTS) as stored:
        learnt = bytes(stored["digest"]).decode()
    assert learnt == digest_of_examples(), "run «python -m scripts.learn_likeness»"


def test_every_purpose_has_sentences_and_none_is_of_two() -> None:
    sentences, labels = read_examples()
    assert min(np.bincount(labels, minlength=len(Purpose))) >= 100
    assert len({sentence.casefold() for sentence in sentences}) == len(sentences)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("qui pourrait mettre la main au portefeuille pour notre lavoir", Purpose.FUNDING),
        ("et chez les autres mairies ça leur est revenu à combien", Purpose.COMPARABLES),
        ("je m'y prends comment, par quel bout commencer", Purpose.STEPS),
        ("désolé je n'ai pas ce chiffre sous les yeux", Purpose.UNKNOWN),
        ("non laissons ça de côté pour l'instant", Purpose.KEPT),
        ("au fait un CRTE ça veut dire quoi", Purpose.QUESTION),
        ("tu connais une recette de gratin", Purpose.OFF_TOPIC),
        ("azerqsdf wxcv", Purpose.UNCLEAR),
    ],
)
def test_a_sentence_never_seen_is_told_by_its_likeness(text: str, purpose: Purpose) -> None:
    assert text not in read_examples()[0]
    assert is_like(text, purpose)


def test_a_purpose_that_cannot_be_is_never_the_likeliest() -> None:
    text = "affiche moi la fiche que je la relise"
    assert likeliest(text).purpose is Purpose.READ_SHEET
    assert likeliest(text, frozenset(Purpose) - {Purpose.READ_SHEET}).purpose is not Purpose.READ_SHEET


def test_every_number_is_the_same_piece() -> None:
    assert sorted(features("il reste 1 200 lampes")) == sorted(features("il reste 35 lampes"))
