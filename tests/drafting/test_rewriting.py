"""A field said otherwise without a model: its own sentences, their proofs, and what is lost told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting import check_variant, load_styles, rewrite
from assistant.drafting.rewriting import find_style
from assistant.errors import InputError
from tests.drafting.sheets import PROPOSED, SAID, proposed, said

LINES = [
    proposed("Réduire la facture de la commune."),
    said("Remplacer 420 points de 150 W par des LED, selon l'article L583-1."),
    said("Le coût est de 200 000 € HT en 2027."),
    said("Les habitants sont consultés."),
]
WORDS = st.lists(
    st.sampled_from(["12 000 €", "30 %", "la commune", "article L2334-36", "420 points", "2027", "les élus"]),
    min_size=1, max_size=5,
)  # fmt: skip


@pytest.mark.parametrize("style", load_styles(), ids=lambda style: style.id)
def test_every_style_proposes_two_or_three_different_variants(style) -> None:  # type: ignore[no-untyped-def]
    variants = rewrite(LINES, style)
    assert len(variants) in {2, 3}
    assert len({one.text for one in variants}) == len(variants)
    assert [one.number for one in variants] == list(range(1, len(variants) + 1))


@given(st.lists(WORDS, min_size=1, max_size=8), st.sampled_from(load_styles()))
def test_a_variant_adds_nothing_and_tells_every_figure_that_it_loses(texts, style) -> None:  # type: ignore[no-untyped-def]
    statements = [said(f"Avec {' et '.join(words)}.") for words in texts]
    original = " ".join(one.text for one in statements)
    for variant in rewrite(statements, style):
        assert all(one.text in original for one in variant.statements)
        assert check_variant(original, variant.text).added == ()
        assert check_variant(original, " ; ".join([variant.text, *variant.lost])).lost == ()


def test_each_sentence_keeps_its_own_proofs() -> None:
    form = rewrite(LINES, find_style("form"))[0]
    assert [one.text for one in form.statements] == [one.text for one in LINES[1:]]
    assert {one.provenance for one in form.statements} == {SAID}
    shorter = rewrite([proposed("Un. Deux 2."), said("Trois.")], find_style("shorter"))
    assert shorter[0].statements[0].provenance == PROPOSED


def test_elected_members_read_money_before_technique() -> None:
    one = next(v for v in rewrite(LINES, find_style("pour les élus")) if v.label == "une phrase simple")
    assert one.text == "Le coût est de 200 000 € HT en 2027."
    assert one.lost == ("420", "150 W", "article L583-1")


def test_one_sentence_cannot_be_said_otherwise() -> None:
    assert rewrite([said("Une seule phrase, 12 €.")], find_style("shorter")) == ()


@pytest.mark.parametrize(
    ("variant", "lost", "added"),
    [
        ("Coût : 1,2 M€ en 2027.", (), ()),
        ("Coût : 1 200 000 €.", ("2027",), ()),
        ("Coût : 1 300 000 € en 2027.", ("1 200 000 €",), ("1 300 000 €",)),
        ("Coût : 1 200 000 % en 2027.", ("1 200 000 €",), ("1 200 000 %",)),
    ],
)
def test_figures_are_compared_with_their_unit(variant: str, lost: tuple[str, ...], added: tuple[str, ...]) -> None:
    check = check_variant("Coût : 1 200 000 € en 2027.", variant)
    assert (check.lost, check.added) == (lost, added)


def test_an_unknown_style_lists_those_that_exist() -> None:
    with pytest.raises(InputError, match="shorter"):
        find_style("poétique")
