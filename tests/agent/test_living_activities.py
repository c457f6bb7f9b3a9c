"""Meals, waste, water and soils told in a sentence: the activity, its inputs, and what is still asked."""

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.plan import next_requests
from assistant.agent.planner.questions import input_questions
from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import estimate
from assistant.territories import load_territories

SENTENCES = [
    ("cantine : passer à 2 repas végétariens par semaine, 40 000 repas par an", "school_canteen",
     {"meals": "40000", "vegetarian_days_after": "2"}),
    ("Nous servons 120 000 repas par an à la cantine et voulons passer à deux menus végétariens par semaine.",
     "school_canteen", {"meals": "120000", "vegetarian_days_after": "2"}),
    ("La cantine sert 30 000 repas, 3 jours végétariens par semaine prévus", "school_canteen",
     {"meals": "30000", "vegetarian_days_after": "3 j"}),
    ("Composter 120 tonnes de biodéchets aujourd'hui incinérées", "composting",
     {"tonnes": "120 t", "treatment_before": "incineration"}),
    ("Nous voulons méthaniser 500 t de biodéchets enfouis aujourd'hui", "composting",
     {"tonnes": "500 t", "treatment_before": "landfill", "treatment_after": "methanisation"}),
    ("désimperméabiliser 2 000 m² de cour d'école", "unsealing", {"area": "2000 m²"}),
    ("Nous voulons désimperméabiliser 0,5 ha de parking et y planter des arbres", "unsealing",
     {"area": "0,5 ha", "use_after": "urban_trees"}),
    ("renaturer 1 500 m² de bitume en prairie", "unsealing", {"area": "1500 m²", "use_after": "lawn"}),
    ("artificialiser 2 ha de terres agricoles", "land_use",
     {"area": "2 ha", "use_before": "crop", "use_after": "sealed"}),
    ("Nous voulons remettre 3 ha de cultures en prairie", "land_use",
     {"area": "3 ha", "use_before": "crop", "use_after": "grassland"}),
    ("boiser 3 ha de terre agricole en feuillus", "tree_planting",
     {"area": "3 ha", "use_before": "crop", "planted": "forest_broadleaf"}),
    ("Reboisement de 3 ha en résineux", "tree_planting", {"area": "3 ha", "planted": "forest_conifer"}),
    ("planter 1 200 m de haies", "hedges", {"planted": "1200 m"}),
    ("arracher 300 m de haies et en planter 1 200 m", "hedges", {"planted": "1200 m", "removed": "300 m"}),
    ("économiser 3 000 m³ d'eau par an dans les bâtiments", "water", {"saved": "3000 m³"}),
    ("Réduire les fuites du réseau d'eau potable de 20 000 m³ par an", "water", {"leaks_avoided": "20000 m³/an"}),
    ("économies d'eau : 400 m³ d'eau chaude au gymnase, chauffée au gaz", "water",
     {"hot_saved": "400 m³", "hot_water_system": "gas"}),
    ("Nous voulons recycler 80 tonnes de carton aujourd'hui incinérées", "waste_treatment",
     {"tonnes": "80 t", "stream": "cardboard", "treatment_before": "incineration", "treatment_after": "recycling"}),
]  # fmt: skip
INCOMPLETE = [
    ("composter 120 tonnes de biodéchets", ["treatment_before"]),
    ("planter 200 arbres", ["storage_per_tree", "storage_source"]),
    ("Nous voulons désimperméabiliser la cour d'école", ["area"]),
    ("Nous voulons un deuxième menu végétarien à la cantine", ["meals", "vegetarian_days_after"]),
]


def heard(text: str) -> Dialogue:
    return Dialogue([HumanMessage(text)], themes=load_themes(), territories=load_territories())


@pytest.mark.parametrize(
    ("text", "activity", "inputs"), SENTENCES, ids=[f"{i}-{case[1]}" for i, case in enumerate(SENTENCES)]
)
def test_a_sentence_is_enough_for_an_estimate(text: str, activity: str, inputs: dict[str, str]) -> None:
    dialogue = heard(text)
    assert dialogue.turn.facts.given == inputs
    assert input_questions(dialogue.turn.facts, required=True) == []
    calls = [request.arguments for request in next_requests(dialogue) if request.name == "estimate_footprint"]
    assert calls == [{"activity": activity, "inputs": inputs}]
    assert estimate(activity, inputs).figures


@pytest.mark.parametrize(("text", "asked"), INCOMPLETE, ids=[case[1][0] for case in INCOMPLETE])
def test_only_what_the_estimate_cannot_do_without_is_required(text: str, asked: list[str]) -> None:
    dialogue = heard(text)
    assert [question.field for question in input_questions(dialogue.turn.facts, required=True)] == asked
    assert "estimate_footprint" not in [request.name for request in next_requests(dialogue)]


def test_a_short_answer_to_the_question_completes_the_estimate() -> None:
    question = input_questions(heard("composter 120 tonnes de biodéchets").turn.facts, required=True)[0].text
    told = [HumanMessage("composter 120 tonnes de biodéchets"), AIMessage(question), HumanMessage("incinérées")]
    dialogue = Dialogue(told, themes=load_themes(), territories=load_territories())
    assert dialogue.turn.facts.given == {"tonnes": "120 t", "treatment_before": "incineration"}
    assert "estimate_footprint" in [request.name for request in next_requests(dialogue)]


def test_what_few_people_know_is_never_asked() -> None:
    asked = {question.field for question in input_questions(heard("désimperméabiliser 2 000 m² de cour").turn.facts)}
    assert asked == {"use_after"}


def test_a_share_of_organic_food_is_no_input_of_the_meals() -> None:
    told = heard("cantine : 50 % de produits bio et 20 % de gaspillage, 40 000 repas par an")
    assert told.turn.facts.given == {"meals": "40000", "waste_before": "20 %"}
