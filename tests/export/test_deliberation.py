"""The draft deliberation tells what forbids the vote, and says of the project what its sheet says now."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.agent import Assistant
from assistant.calculators.financing import PlanInput
from assistant.domain.sheet import ProjectSheet
from assistant.export import export_sheet
from assistant.services import Services

TOWN_HALL = (
    "ok on se lance : isoler la mairie, commune de 800 habitants dans le Lot, 140000 euros HT de travaux, 250 m²",
    "qu'est-ce qu'on doit faire légalement ?",
    "Quelles aides ?",
    "en fait le coût est 152 300 € HT",
    "Rédige la fiche projet",
)


@pytest.fixture
def sheet(assistant: Assistant, services: Services) -> ProjectSheet:
    answer = assistant.ask(TOWN_HALL[0])
    for message in TOWN_HALL[1:]:
        answer = assistant.ask(message, project_id=answer.project_id)
    return services.projects.get(answer.project_id or "")


def deliberation(sheet: ProjectSheet) -> str:
    return export_sheet(sheet, "md", document="deliberation").decode().replace("\u202f", " ")


def with_plan(sheet: ProjectSheet, services: Services, asked: int) -> ProjectSheet:
    content = {
        "title": "Mairie", "on": date(2026, 12, 1), "owner": {"kind": "commune", "population": 800},
        "costs": [{"id": "c0", "label": "Travaux", "amount_excl_tax": Decimal(152_300)}],
        "grants": [{"id": "a0", "scheme": "detr", "label": "DETR", "amount": Decimal(asked)}],
    }  # fmt: skip
    plan = services.plans.judge(PlanInput.model_validate(content))
    return sheet.model_copy(update={"financing_plan": plan})


def test_a_plan_that_a_rule_forbids_is_told_at_the_head_and_not_approved(
    sheet: ProjectSheet, services: Services
) -> None:
    said = deliberation(with_plan(sheet, services, 140_000))
    head, _, draft = said.partition("## Projet de délibération")
    assert "## À régler avant le vote\n\n- Bloquant : " in head
    assert head.index("À régler avant le vote") < head.index("Contexte et besoin")
    assert "Approuve le plan de financement …… (celui présenté ci-dessus a 2 points bloquants à corriger)." in draft
    assert "Approuve le plan de financement présenté ci-dessus" not in draft


def test_a_plan_that_holds_is_approved(sheet: ProjectSheet, services: Services) -> None:
    said = deliberation(with_plan(sheet, services, 60_000))
    assert "Bloquant" not in said
    assert "Approuve le plan de financement présenté ci-dessus." in said


def test_the_need_is_told_by_the_facts_of_the_sheet(sheet: ProjectSheet) -> None:
    said = deliberation(sheet)
    assert "140000" not in said
    assert "ok on se lance" not in said
    assert (
        "Considérant le besoin exposé : Rénovation énergétique d'un bâtiment : mairie (Lot), porteur : Commune, "
        "800 habitants, coût prévisionnel : 152 300 € HT ;" in said
    )


def test_the_sheet_keeps_no_figure_that_was_corrected_since(sheet: ProjectSheet) -> None:
    said = export_sheet(sheet, "md").decode()
    assert "140000" in sheet.context[0].text
    assert "140000" not in said


def test_words_whose_figures_still_hold_are_kept(sheet: ProjectSheet) -> None:
    first = sheet.costs[0].model_copy(update={"amount_excl_tax": Decimal(140_000)})
    said = export_sheet(sheet.model_copy(update={"costs": (first,)}), "md").decode()
    assert "ok on se lance" in said


def test_a_text_that_does_not_apply_to_the_project_is_no_visa(sheet: ProjectSheet) -> None:
    assert any("Décret tertiaire" in line.text for line in sheet.obligations)
    said = deliberation(sheet)
    assert "Vu le décret n° 2019-771" not in said
    assert "Vu le code général des collectivités territoriales" in said


def test_an_aid_named_for_another_building_is_left_out_and_told(sheet: ProjectSheet) -> None:
    other = sheet.funding[0].model_copy(update={"name": "Rénovation des bâtiments scolaires", "fits": True})
    said = deliberation(sheet.model_copy(update={"funding": (*sheet.funding, other)}))
    draft, _, note = said.partition("Aides de la fiche laissées de côté, dont le nom vise un autre bâtiment : ")
    assert "« Rénovation des bâtiments scolaires »" in note
    assert "Sollicite l'aide « Rénovation des bâtiments scolaires »" not in draft
