"""A text that a person chose is kept when the sheet is drafted again, unless what it stood for has changed."""

import pytest

from assistant.drafting import find_field, with_kept, with_statements
from assistant.errors import InputError
from tests.drafting.sheets import ON, proposed, said, sheet

DRAFTED = (proposed("Réduire la facture."), proposed("Protéger la nuit."))


def test_a_chosen_text_is_a_new_version() -> None:
    chosen = with_statements(sheet(objectives=DRAFTED), find_field("objectif"), [said("Réduire.")], now=ON)
    assert chosen.version == 2
    assert [one.text for one in chosen.objectives] == ["Réduire."]


def test_it_stays_when_the_same_sheet_is_drafted_again() -> None:
    chosen = with_statements(sheet(objectives=DRAFTED), find_field("objectives"), [said("Réduire.")], now=ON)
    again = with_statements(chosen, find_field("objectives"), [said("Moins.")], now=ON)
    redrafted = with_kept(sheet(objectives=DRAFTED, version=4), again)
    assert [one.text for one in redrafted.objectives] == ["Moins."]
    assert with_kept(sheet(objectives=DRAFTED, version=5), redrafted).objectives == redrafted.objectives


def test_it_gives_way_when_the_facts_have_changed() -> None:
    chosen = with_statements(sheet(objectives=DRAFTED), find_field("objectives"), [said("Réduire.")], now=ON)
    redrafted = with_kept(sheet(objectives=(said("Tout autre chose."),)), chosen)
    assert [one.text for one in redrafted.objectives] == ["Tout autre chose."]
    assert redrafted.kept_texts == ()


def test_an_unknown_field_lists_those_that_exist() -> None:
    with pytest.raises(InputError, match="objectives"):
        find_field("couleur")
