"""The checklists as data, and how complete a sheet is for each file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Beneficiary
from assistant.domain.sheet import ProjectSheet
from assistant.drafting import Checklist, completeness_of, find_checklist, known_of_sheet, load_checklists
from assistant.drafting.checklist import Level
from assistant.drafting.completeness import ItemState
from assistant.drafting.interview import load_facts
from assistant.errors import InputError
from tests.drafting.sheets import SAID, cost, proposed, said, sheet, step

CASES = pytest.mark.parametrize("checklist", load_checklists(), ids=lambda one: one.id)
FIELDS = {
    "description": (said("Isoler."),), "objectives": (said("Réduire."),), "context": (said("Vieux."),),
    "risks": (said("Aucun."),), "obligations": (said("Texte."),), "partners": (said("SDE"),), "costs": (cost(100),),
    "actions": (step("2027"),), "beneficiary": Beneficiary.COMMUNE, "population": 300,
}  # fmt: skip


@CASES
def test_every_item_names_a_field_of_the_sheet_or_a_document_and_its_source(checklist: Checklist) -> None:
    facts = {fact.id for fact in load_facts()}
    assert len({item.id for item in checklist.item}) == len(checklist.item)
    for item in checklist.item:
        assert item.document or item.field in {*ProjectSheet.model_fields, "schedule"}
        assert item.fact is None or item.fact in facts
        assert item.source
        assert item.locator
        assert item.verified_on is None or date(2026, 1, 1) <= item.verified_on <= date(2026, 11, 30)
        assert (item.link is None) or item.link.startswith("https://")


@CASES
def test_what_was_not_verified_says_so(checklist: Checklist) -> None:
    found = completeness_of(sheet(), checklist, known_of_sheet(sheet()))
    for one in found.items:
        assert ("(à vérifier)" in one.proof) == (one.item.verified_on is None)
    assert any(one.item.verified_on for one in found.items)


@pytest.mark.parametrize(
    ("name", "id"),
    [("detr", "detr"), ("DSIL", "detr"), ("le Fonds vert", "fonds_vert"), ("fonds_vert", "fonds_vert"),
     ("fiche CRTE", "crte"), ("note de synthèse", "deliberation"), ("la délibération", "deliberation")],
)  # fmt: skip
def test_a_file_is_known_by_its_usual_names(name: str, id: str) -> None:
    assert find_checklist(name).id == id


def test_an_unknown_file_lists_those_that_exist() -> None:
    with pytest.raises(InputError, match=r"detr .*fonds_vert"):
        find_checklist("FEDER")


@given(st.sets(st.sampled_from(sorted(FIELDS))), st.sampled_from(sorted(FIELDS)), st.sampled_from(load_checklists()))
def test_filling_a_field_never_lowers_the_score(known: set[str], more: str, checklist: Checklist) -> None:
    before, after = ({name: FIELDS[name] for name in names} for names in (known, known | {more}))
    scores = [
        completeness_of(one, checklist, known_of_sheet(one)).score_percent for one in (sheet(**before), sheet(**after))
    ]
    assert 0 <= scores[0] <= scores[1] <= 100


def test_a_proposal_counts_half_and_a_document_counts_nothing() -> None:
    checklist = find_checklist("detr")
    alone = checklist.model_copy(
        update={"item": tuple(i for i in checklist.item if i.field == "objectives" or i.document)}
    )
    scores = []
    for objectives in ((), (proposed("Réduire."),), (said("Réduire."),)):
        one = sheet(objectives=objectives)
        scores.append(completeness_of(one, alone, known_of_sheet(one)).score_percent)
    assert scores == [0, 50, 100]


def test_a_cost_whose_tax_is_unsaid_is_to_confirm() -> None:
    one = sheet(costs=(cost(100, is_tax_unsaid=True),))
    found = completeness_of(one, find_checklist("detr"), known_of_sheet(one))
    assert next(status.state for status in found.items if status.item.id == "costs") is ItemState.TO_CONFIRM


def test_what_the_file_waits_for_is_asked_first_and_what_is_known_never() -> None:
    one = sheet(beneficiary=Beneficiary.COMMUNE, costs=(cost(100),), actions=(step(provenance=SAID),))
    found = completeness_of(one, find_checklist("detr"), known_of_sheet(one))
    asked = [need.fact for need in found.next_questions]
    assert asked[0] == "aids"
    assert {"territory", "population"} <= set(asked)
    assert not {"beneficiary", "cost", "tax", "schedule"} & set(asked)
    levels = {item.id: item.level for item in find_checklist("detr").item}
    assert levels["population"] is Level.REQUIRED
