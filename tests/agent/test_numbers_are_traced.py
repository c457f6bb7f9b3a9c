"""No answer holds a number that is in neither the question, a cited passage nor a calculation.

The check is made here from the text alone, without the one that the product makes.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.agent import Answer, Assistant
from assistant.calculators.footprint import estimate
from assistant.domain import DocumentKind
from assistant.language import read_numbers
from assistant.services import Services

QUESTIONS = (
    "Que dit la loi sur l'extinction de l'éclairage public ?",
    "Quels sont les seuils de la commande publique en 2026 ?",
    "Quelles obligations pour les cantines scolaires ?",
    "Le décret tertiaire concerne-t-il notre école de 1 200 m² ?",
    "Doit-on installer des ombrières sur un parking de 2 000 m² ?",
    "Quelles aides pour rénover une école en Bretagne ? Nous sommes une commune de 4 500 habitants.",
    "Commune de 900 habitants dans le Var : rénover l'école, 450 000 € HT. Quelles aides et quelles obligations ?",
    "Combien coûte une chaufferie bois pour une petite commune ?",
    "Nous voulons installer 100 kWc de panneaux photovoltaïques sur le gymnase. Quelles émissions évitées ?",
    "Notre EPCI veut remplacer 6 citadines essence roulant 12 000 km par an par des véhicules électriques.",
    "Nous achetons 30 ordinateurs portables reconditionnés gardés 6 ans au lieu de 3. Quelle empreinte ?",
    "250 agents passeraient de la voiture au vélo électrique, 5 km, 180 jours par an. Quelles émissions évitées ?",
    "Remplacer la chaudière fioul de la mairie (120 MWh par an) par des granulés : empreinte, aides, obligations ?",
    "Qu'est-ce que le FCTVA et quel est son taux ?",
    "Quel est le taux de la DETR ?",
    "Quel est le montant de la dotation de soutien à l'investissement des départements ?",
    "Quelles aides pour végétaliser la cour de l'école ?",
    "Qu'ont fait d'autres communes pour leur éclairage public ?",
    "Quelles sont les amendes du RGPD ?",
    "À partir de combien d'habitants le budget vert est-il obligatoire ?",
)


def numbers_without_proof(question: str, answer: Answer, services: Services) -> list[str]:
    """The numbers of an answer that stand neither in the question, nor in a cited passage, nor in a calculation."""
    sources = [question, *(f"{c.title} {c.heading} {c.text}" for c in answer.citations), *calculated(answer, services)]
    known = {(number.key or number.value) for source in sources for number in read_numbers(source)}
    shown = read_numbers(re.sub(r"\[\d+\]", "", answer.answer))
    return [number.text for number in shown if (number.key or number.value) not in known]


def calculated(answer: Answer, services: Services) -> Iterator[str]:
    """What the calculator and the spread of comparable costs give for the tool calls of an answer, computed again."""
    for call in answer.tool_calls:
        arguments: dict[str, Any] = dict(call.arguments)
        if call.name == "estimate_footprint":
            result = estimate(arguments["activity"], arguments["inputs"])
            yield from (f"{figure.display} {figure.display_interval or ''}" for figure in result.figures)
            yield from (value.sentence for value in result.inputs)
            yield from result.warnings
        if call.name == "search_projects":
            hits = services.knowledge.search(arguments["query"], kind=DocumentKind.PROJECT, limit=arguments["limit"])
            yield str(sum(hit.relevance > 0 for hit in hits))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_number_of_the_answer_has_its_proof(assistant: Assistant, services: Services, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.unverified == ()
    assert numbers_without_proof(question, answer, services) == []


def test_the_check_of_this_file_can_fail(assistant: Assistant, services: Services) -> None:
    answer = assistant.ask(QUESTIONS[0])
    lying = answer.model_copy(update={"answer": f"{answer.answer} Le plafond est de 123 456 €."})
    assert numbers_without_proof(QUESTIONS[0], lying, services) == ["123 456 €"]


def test_every_figure_leads_to_the_text_that_holds_it(assistant: Assistant) -> None:
    answer = assistant.ask("Que dit la loi sur la température de couleur de l'éclairage public ?")
    passages = {citation.passage_id: citation for citation in answer.citations}
    from_passages = [figure for figure in answer.figures if figure.origin == "passage"]
    assert from_passages
    for figure in from_passages:
        assert figure.reference in passages
