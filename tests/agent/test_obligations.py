"""The obligations of a sheet, of the texts that ship: what the project's own figures exclude is told apart."""

import pytest

from assistant.agent import Assistant
from assistant.projects import lines_of
from assistant.services import Services

DECREE = "Décret tertiaire"
OUT = "ne s'applique pas d'après les chiffres du projet"


def obligations(assistant: Assistant, services: Services, building: str) -> list[str]:
    said = f"Commune de Dordogne de 900 habitants : rénover {building} au gaz, 280 000 € HT. Rédige la fiche projet."
    project = str(assistant.ask(said).project_id)
    return [" ".join(one.split()) for one in lines_of(services.projects.get(project), "obligations")]


def test_a_text_whose_threshold_the_project_is_clearly_under_is_told_once_as_such(
    assistant: Assistant, services: Services
) -> None:
    found = obligations(assistant, services, "l'école de 640 m² chauffée")
    (decree,) = [one for one in found if one.startswith(DECREE)]
    assert f"({OUT} : 640 m² pour un seuil de 1 000 m², à confirmer)" in decree
    assert found[-1] == decree


@pytest.mark.parametrize(
    "building",
    [
        "l'école chauffée",
        "l'école de 1 400 m² chauffée",
        "l'école de 950 m² chauffée",
        "l'école de 640 m² et le gymnase de 700 m² chauffés",
    ],
)
def test_it_stays_an_obligation_without_a_figure_near_the_threshold_or_with_another_building(
    assistant: Assistant, services: Services, building: str
) -> None:
    found = obligations(assistant, services, building)
    assert any(one.startswith(DECREE) for one in found)
    assert not any(OUT in one for one in found)


def test_another_sentence_of_a_text_is_quoted_when_the_condition_of_the_first_excludes_the_project(
    assistant: Assistant, services: Services
) -> None:
    said = "Commune de Dordogne : poser des ombrières solaires sur un parking de 700 m², 300 000 € HT."
    sheet = services.projects.get(str(assistant.ask(f"{said} Rédige la fiche projet.").project_id))
    assert sheet.obligations
    assert not [one.text for one in sheet.obligations if "vous n'entrez pas dans ce cas" in one.text]
