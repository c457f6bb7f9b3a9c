"""Answers to questions of officers: the fact that was asked for is quoted, and first."""

import pytest

from assistant.agent import Assistant
from assistant.agent.planner.extract import best_sentences


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Quel est le taux de FCTVA ?", "16,404 %"),
        ("Quelle part de produits bio à la cantine ?", "20 % de la valeur HT"),
        ("Quelles sont les amendes du RGPD ?", "20 millions d'euros"),
        ("Quels sont les seuils des marchés publics de travaux ?", "100 000 € HT pour les travaux"),
        (
            "Dans quel délai faut-il commencer les travaux après une notification de DETR ?",
            "2 ans après la notification",
        ),
        ("Quelle température de couleur pour l'éclairage public ?", "3 000 K"),
        ("Quelle baisse de consommation le décret tertiaire impose-t-il en 2030 ?", "-40 %"),
        ("À partir de quelle population faut-il une stratégie numérique responsable ?", "50 000 habitants"),
    ],
)
def test_the_fact_asked_for_is_quoted_first(assistant: Assistant, question: str, fact: str) -> None:
    answer = assistant.ask(question)
    lines = [line for line in answer.answer.split("\n") if line.startswith("- ")]
    assert any(fact in line for line in lines[:2]), answer.answer
    assert answer.unverified == ()


@pytest.mark.parametrize(
    "question",
    [
        "Doit-on installer des ombrières sur notre parking de 2 000 m² ?",
        "Faut-il rénover l'école avant 2030 ?",
        "Peut-on remplacer une chaudière fioul par une autre ?",
    ],
)
def test_a_question_about_a_duty_opens_no_project(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.project_id is None
    assert "Ce que disent les textes" in answer.answer


def test_a_quotation_is_in_the_words_of_its_passage(assistant: Assistant) -> None:
    answer = assistant.ask("Quelles sont les amendes du RGPD ?")
    for citation in answer.citations:
        line = next(line for line in answer.answer.split("\n") if f"[{citation.number}]" in line)
        quoted = [part.partition(" »")[0] for part in line.split("« ")[1:]]
        assert quoted
        assert all(words in " ".join(citation.text.split()) for words in quoted)


def test_the_heading_of_a_table_is_never_quoted() -> None:
    table = "| Obligation | Délai applicable |\n|---|---|\n| Notifier une violation de données | 72 heures |"
    found = best_sentences("délai obligation violation", table, limit=3)
    assert [sentence.text for sentence in found] == ["Notifier une violation de données | 72 heures"]
