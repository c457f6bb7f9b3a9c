"""What the offline planner understands of a project told in several messages, and what it asks."""

import pytest

from assistant.agent import Assistant
from assistant.services import Services

OPENING = "Nous voulons remplacer 420 points lumineux par des LED."


def last_answer(assistant: Assistant, *messages: str) -> str:
    answer = assistant.ask(messages[0])
    for message in messages[1:]:
        answer = assistant.ask(message, project_id=answer.project_id)
    return answer.answer.replace("\u202f", " ")


def test_what_every_project_needs_is_asked_first(assistant: Assistant) -> None:
    answer = last_answer(assistant, OPENING)
    assert "Qui porte le projet" in answer
    assert "Dans quel département" in answer
    assert "hors taxes ?" in answer


def test_a_cost_without_a_word_on_tax_is_to_be_confirmed(assistant: Assistant) -> None:
    answer = last_answer(assistant, f"{OPENING} Budget : 310 000 €.")
    assert "310 000 € (hors taxes, à confirmer)" in answer
    assert "bien hors taxes ?" in answer


def test_a_cost_with_tax_is_never_taken_for_one_without(assistant: Assistant) -> None:
    answer = last_answer(assistant, OPENING, "Le devis est de 348 000 € TTC.")
    assert "Coût : 348 000 € TTC" in answer
    assert "à confirmer" not in answer
    assert "quel est le montant hors taxes" in answer


@pytest.mark.parametrize("amount", ["-310 000 €", "0 €", "99999999999999999999999999999999 €", "1" + "0" * 300 + " €"])
def test_a_nonsense_amount_is_refused_and_asked_again(assistant: Assistant, amount: str) -> None:
    answer = last_answer(assistant, f"Commune de Dordogne. {OPENING} Coût : {amount} HT.")
    assert "Coût :" not in answer
    assert "Ce montant n'est pas possible" in answer


def test_an_impossible_quantity_is_explained_with_the_bound(assistant: Assistant) -> None:
    answer = assistant.ask(f"{OPENING} Ils passent de 999 999 W à 45 W.")
    assert "hors limites" in answer.answer
    assert answer.unverified == ()


@pytest.mark.parametrize(
    ("correction", "shown"),
    [
        ("Finalement ce sera 380 points lumineux.", "Points lumineux remplacés : 380"),
        ("En fait 290 000 € HT.", "Coût : 290 000 € HT"),
        ("Nous sommes dans le Var.", "Territoire : Var"),
    ],
)
def test_the_last_word_wins(assistant: Assistant, correction: str, shown: str) -> None:
    assert shown in last_answer(assistant, f"Commune de Dordogne. {OPENING} 310 000 € HT.", correction)


def test_a_price_of_energy_is_not_a_cost(assistant: Assistant) -> None:
    answer = last_answer(assistant, OPENING, "De 150 à 45 W, et nous payons 0,15 €/kWh.")
    assert "Coût :" not in answer
    assert "Dépense d'électricité évitée" in answer


def test_a_sheet_before_any_project_asks_for_one(assistant: Assistant, services: Services) -> None:
    answer = assistant.ask("Rédige la fiche projet.")
    assert "Décrivez d'abord le projet" in answer.answer
    assert services.projects.list() == ()


def test_comparable_costs_come_from_the_operations_found(assistant: Assistant) -> None:
    answer = last_answer(assistant, OPENING, "Qu'ont fait d'autres communes ?")
    assert "Raray" in answer
    assert "Bulat-Pestivien" not in answer


def test_what_the_user_said_of_the_commune_reaches_the_criteria_of_the_aids(assistant: Assistant) -> None:
    told = "Nous sommes une commune de 3 200 habitants en Dordogne, nous rénovons l'école pour 280 000 € HT."
    first = assistant.ask(told)
    answer = assistant.ask("Quelles aides ?", project_id=first.project_id)
    (call,) = answer.tool_calls
    assert (call.arguments["population"], call.arguments["amount"]) == (3200, "280000")
    assert "votre population n'est pas précisée" not in answer.answer
    assert answer.unverified == ()
