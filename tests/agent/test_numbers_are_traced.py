"""No answer holds a number that is in neither the question, a cited passage nor a calculation.

The check is made here from the text alone, without the one that the product makes.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.agent import Answer, Assistant
from assistant.calculators.footprint import estimate
from assistant.domain import DocumentKind
from assistant.language import read_numbers
from assistant.language.display import format_euros, format_percent
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
    "Commune du Var de 1 200 habitants : école à rénover, 300 000 € HT, DETR 40 %, région 20 %. Reste à charge ?",
    "Commune, travaux de 90 000 € HT, DETR 50 % accordée et 20 000 € du département : le cumul est-il légal ?",
    "EPCI, chaufferie bois à 640 000 € HT, fonds vert 45 %, FEDER 40 %, CEE 12 500,50 €. Monte le plan de financement.",
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
        if call.name == "build_financing_plan":
            yield from planned(arguments["plan"], services)
        if call.name == "search_projects":
            hits = services.knowledge.search(arguments["query"], kind=DocumentKind.PROJECT, limit=arguments["limit"])
            yield str(sum(hit.relevance > 0 for hit in hits))


def planned(given: dict[str, Any], services: Services) -> Iterator[str]:
    """What the calculator says of a plan: its sums, its resources and its rules."""
    owner = {"kind": given["owner"]} | {name: given[name] for name in ("territory", "population") if name in given}
    costs = [{"id": f"c{place}", **cost} for place, cost in enumerate(given["costs"])]
    grants = [{"id": f"a{place}", **aid} for place, aid in enumerate(given["aids"])]
    content: dict[str, Any] = {"owner": owner, "costs": costs, "grants": grants}
    result = services.plans.build(content, on=date(2026, 11, 24))
    totals = result.totals
    yield from (format_euros(one) for one in (totals.cost_excl_tax, totals.owner_share, totals.fctva))
    yield format_percent(totals.owner_share_percent)
    for source in result.sources:
        yield f"{source.label} {format_euros(source.amount)} {format_euros(source.base or 0)}"
        yield format_percent(source.rate_percent or 0)
    yield from (f"{check.title} {check.because} {check.reference}" for check in result.checks)
    yield "1 point" if sum(check.verdict == "block" for check in result.checks) == 1 else "2 points"


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
