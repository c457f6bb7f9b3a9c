"""Answers to questions of officers: the fact that was asked for is quoted, and first."""

import pytest

from assistant.agent import Assistant
from assistant.agent.planner.segments import CELL, ELISION, segments


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Quel est le taux de FCTVA ?", "16,404 %"),
        ("Quelle part de produits bio à la cantine ?", "20 % de la valeur HT"),
        ("Quelles sont les amendes du RGPD ?", "20 millions d'euros"),
        ("Quels sont les seuils des marchés publics de travaux ?", "moins de 100 000 €"),
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


@pytest.mark.parametrize(
    "question",
    [
        "Quelles sont les amendes du RGPD ?",
        "Quelle part de véhicules propres la LOM impose-t-elle ?",
        "Quelles règles pour la DETR ? Nous sommes une commune de 3 200 habitants.",
        "Le décret tertiaire concerne-t-il notre école de 900 m² ?",
    ],
)
def test_a_quotation_is_in_the_words_of_its_passage(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    for citation in answer.citations:
        line = next(line for line in answer.answer.split("\n") if f"[{citation.number}]" in line)
        quoted = [part.partition(" »")[0] for part in line.split("« ")[1:]]
        pieces = [piece for words in quoted for piece in words.replace(CELL, ELISION).split(ELISION)]
        assert pieces
        for piece in pieces:
            label, _, cell = piece.partition(" : ")
            said = " ".join(citation.text.split()).replace("**", "")
            assert piece in said or (label in said and cell in said), piece


def test_at_most_three_passages_are_quoted_each_with_its_note(assistant: Assistant) -> None:
    answer = assistant.ask("Quelles obligations pour les cantines scolaires ?")
    lines = [line for line in answer.answer.split("\n") if line.startswith("- ")]
    assert 1 <= len(lines) <= 3
    assert [line.rpartition("[")[2] for line in lines] == [f"{number}]" for number in range(1, len(lines) + 1)]


def test_a_question_of_deadline_is_answered_by_dates_to_come(assistant: Assistant) -> None:
    answer = assistant.ask("Quelle est la date limite pour le décret tertiaire ?").answer
    first = next(line for line in answer.split("\n") if line.startswith("- "))
    assert first.startswith("- Décret tertiaire")
    assert "30 septembre" in first
    assert "22 août 2026" not in answer
    assert "alors fixée au 1er janvier 2027" not in answer


def test_the_row_in_force_is_quoted_and_the_one_that_is_over_is_not(assistant: Assistant) -> None:
    answer = assistant.ask("Quelle part de véhicules propres la LOM impose-t-elle ?").answer
    assert "Du 1er janvier 2025 au 31 décembre 2029 | Taux : 40 % à faibles émissions" in answer
    assert "31 décembre 2024" not in answer


def test_a_threshold_is_compared_with_the_users_figure(assistant: Assistant) -> None:
    below = assistant.ask("Le décret tertiaire concerne-t-il notre école de 900 m² ?").answer.replace("\u202f", " ")
    assert "au moins 1 000 m²" in below
    assert "avec 900 m², vous n'entrez pas dans ce cas" in below
    row = assistant.ask("Doit-on installer des ombrières sur notre parking de 2 000 m² ?").answer.replace("\u202f", " ")
    assert "plus de 1 500 m² et moins de 10 000 m² | Échéance : 1er juillet 2028" in row
    assert "avec 2 000 m², vous entrez dans ce cas" in row
    assert "10 000 m² et plus" not in row


def test_a_population_is_compared_in_the_name_of_its_owner(assistant: Assistant) -> None:
    question = "Quelles règles pour la DETR ? Nous sommes une commune de 3 200 habitants."
    answer = assistant.ask(question).answer.replace("\u202f", " ")
    assert "2 001 à 20 000 habitants" in answer
    assert "votre commune de 3 200 habitants entre dans ce cas" in answer


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "| Obligation | Délai applicable |\n|---|---|\n| Notifier une violation | 72 heures |",
            ["Obligation : Notifier une violation | Délai applicable : 72 heures"],
        ),
        ("| Axe | Objectif |\n| 1 | Climat |", ["Axe : 1 | Objectif : Climat"]),
        (
            "Trois cas sont visés :\n\n- le premier ;\n- le second.",
            ["Trois cas sont visés : le premier ;", "Trois cas sont visés : […] le second."],
        ),
        ("Il n'existe donc pas de\n\ntaux national unique.", ["Il n'existe donc pas de taux national unique."]),
        ("passé pour réaliser l'opération. Les études ne comptent pas.", ["Les études ne comptent pas."]),
        ("Les études ne comptent pas. Le commencement est le premier acte juridique", ["Les études ne comptent pas."]),
        ("**Flotte.** La part est fixée par décret.", ["Flotte. La part est fixée par décret."]),
    ],
    ids=["row", "row without rule", "item", "sentence over a page", "cut start", "cut end", "run-in heading"],
)
def test_what_is_quoted_is_whole(text: str, quoted: list[str]) -> None:
    assert [segment.text for segment in segments(text)] == quoted
