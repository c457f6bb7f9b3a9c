"""The offline planner and the financing plan: what it reads of the aids, what it calls the tool with, what it asks."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from assistant.agent import Answer, Assistant
from assistant.agent.planner.told_aids import ToldAid, aid_words, with_told, without_aids
from assistant.calculators.financing import GrantStatus, load_book
from tests.agent.test_dialogues import converse, plain

PROJECT = "Commune de Dordogne de 3 200 habitants, remplacer 420 lampadaires par des LED, 310 000 € HT"


def rate(scheme: str, percent: str, status: GrantStatus = GrantStatus.PLANNED) -> ToldAid:
    return ToldAid(scheme=scheme, rate_percent=Decimal(percent), status=status)


def amount(scheme: str, euros: str, status: GrantStatus = GrantStatus.PLANNED) -> ToldAid:
    return ToldAid(scheme=scheme, amount=Decimal(euros), status=status)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("DETR 40 %, région 20 %", (rate("detr", "40"), rate("region", "20"))),
        ("la région donne 20 % et le département 30 000 €", (rate("region", "20"), amount("department", "30000"))),
        ("40 % de la DETR et 12 500,50 € de CEE", (rate("detr", "40"), amount("cee", "12500.50"))),
        ("DETR : 37,5 % (accordée), DSIL demandée à 20 %", (
            rate("detr", "37.5", GrantStatus.GRANTED), rate("dsil", "20", GrantStatus.REQUESTED),
        )),
        ("Le cumul du fonds vert (45 %) avec le FEDER (40 %) est-il légal ?", (
            rate("fonds_vert", "45"), rate("feder", "40"),
        )),
        ("fonds de concours de l'agglo : 15 k€", (amount("epci_contribution", "15000"),)),
        ("Une commune de la région Bretagne veut rénover son école pour 400 000 €", ()),
        ("Département de la Creuse, 310 000 € HT, autoconsommation de 60 %", ()),
        ("Quelles aides de la région ?", ()),
        ("DETR 140 %", ()),
    ],
)  # fmt: skip
def test_the_aids_of_a_message_are_read_with_their_rate_or_amount(text: str, told: tuple[ToldAid, ...]) -> None:
    assert with_told((), text) == told


def test_the_last_word_on_an_aid_replaces_the_one_before() -> None:
    known = with_told((), "DETR 40 %, région 20 %")
    assert with_told(known, "finalement la région donne 50 000 €") == (rate("detr", "40"), amount("region", "50000"))
    assert with_told(known, "la région a refusé")[1].status is GrantStatus.REFUSED


def test_the_figures_of_aids_are_no_cost() -> None:
    text = "travaux de 90 000 €, DETR 20 000 €"
    assert without_aids(text) == "travaux de 90 000 €, DETR         "


def test_every_scheme_that_words_name_is_one_of_the_rule_book() -> None:
    assert aid_words().schemes.keys() <= load_book().schemes.keys()


def answers(assistant: Assistant, *messages: str) -> Answer:
    return converse(assistant, f"p-{uuid.uuid4().hex[:8]}", list(messages))[-1]


def plan_of(answer: Answer) -> dict[str, Any]:
    (call,) = (one for one in answer.tool_calls if one.name == "build_financing_plan")
    assert call.error is None
    arguments: dict[str, Any] = dict(call.arguments)
    return dict(arguments["plan"])


@pytest.mark.parametrize(
    "asked", ["Est-ce que le cumul est légal ?", "Quel reste à charge ?", "Monte-moi le plan de financement."]
)
def test_the_plan_is_built_from_what_was_told_and_nothing_else(assistant: Assistant, asked: str) -> None:
    answer = answers(assistant, PROJECT, f"DETR 40 %, la région donne 62 000 €. {asked}")
    assert plan_of(answer) == {
        "title": "Rénovation de l'éclairage public",
        "owner": "commune",
        "territory": "24",
        "population": 3200,
        "costs": [{"label": "Rénovation de l'éclairage public", "amount_excl_tax": "310000"}],
        "aids": [
            {"scheme": "detr", "rate_percent": "40", "status": "planned"},
            {"scheme": "region", "amount": "62000", "status": "planned"},
        ],
    }
    assert answer.unverified == ()
    for shown in (
        "aucune règle bloquante", "Reste à votre charge : 124 000 €", "Région : 62 000 €", "Règle qui borne le plan",
        "il en faut 20 %", "CGCT, article L1111-10", "À vérifier", "indiquez les dates du projet",
    ):  # fmt: skip
        assert shown in plain(answer.answer)


def test_a_plan_that_breaks_a_rule_names_it(assistant: Assistant) -> None:
    answer = answers(assistant, PROJECT, "DETR 50 % et région 40 %, c'est légal de cumuler ?")
    assert "1 point bloquant" in plain(answer.answer)
    assert "Règle enfreinte" in plain(answer.answer)
    assert "Votre part est de 31 000 €" in plain(answer.answer)
    assert answer.unverified == ()


def test_a_plan_is_built_again_when_an_aid_changes(assistant: Assistant) -> None:
    messages = (PROJECT, "DETR 40 %, région 20 %, quel reste à charge ?", "finalement la région donne 30 %")
    assert "Reste à votre charge : 93 000 €" in plain(answers(assistant, *messages).answer)


def test_one_thing_that_lacks_is_asked_and_its_answer_builds_the_plan(assistant: Assistant) -> None:
    asked = answers(assistant, "Nous sommes une commune. DETR 40 % et région 20 % : le cumul est-il légal ?")
    assert asked.tool_calls == ()
    assert asked.answer.count("?") == 1
    assert "Quel est le coût prévisionnel" in asked.answer
    messages = ("Commune : DETR 40 % et région 20 %, le cumul est-il légal ?", "Le coût est de 100 000 € HT")
    assert "Reste à votre charge : 40 000 €" in plain(answers(assistant, *messages).answer)


def test_a_question_that_tells_the_whole_plan_is_enough(assistant: Assistant) -> None:
    asked = "Commune, travaux de 90 000 € HT, DETR 50 % accordée et 20 000 € du département : le cumul est-il légal ?"
    answer = answers(assistant, asked)
    assert plan_of(answer)["costs"] == [{"label": "Travaux", "amount_excl_tax": "90000"}]
    assert "Reste à votre charge : 25 000 €" in plain(answer.answer)


def test_without_aids_the_rules_are_told_and_the_aids_asked(assistant: Assistant) -> None:
    answer = answers(assistant, PROJECT, "Monte-moi le plan de financement")
    assert "build_financing_plan" not in {call.name for call in answer.tool_calls}
    assert "Participation minimale du maître d'ouvrage" in answer.answer
    assert "Quelles aides comptez-vous demander" in answer.answer


def test_the_plan_goes_into_the_sheet(assistant: Assistant) -> None:
    answer = answers(assistant, PROJECT, "DETR 40 %, région 20 %. Rédige la fiche projet.")
    saved = next(call for call in answer.tool_calls if call.name == "save_project_sheet")
    assert saved.error is None
    arguments: dict[str, Any] = dict(saved.arguments)
    assert arguments["draft"]["financing_plan"].startswith("calc-")
