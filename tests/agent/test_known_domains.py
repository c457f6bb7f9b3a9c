"""What the planner knows of each domain: every activity can be told, and its rows name what the calculator has."""

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from assistant.agent.planner.asking import next_questions
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.plan import next_requests
from assistant.agent.planner.questions import input_questions
from assistant.agent.planner.slots import slots_of
from assistant.agent.planner.themes import load_themes
from assistant.calculators.footprint import activity, all_activities
from assistant.territories import load_territories

SENTENCES = [
    ("digital_servers", "garder nos 4 serveurs, mairie", {"servers": "4"}),
    ("digital_storage", "stocker 12 To de données avec 2 copies", {"data": "12 To", "copies": "2"}),
    ("digital_printing", "6 copieurs, 90 000 pages par an, ville", {"printers": "6", "pages": "90000"}),
    ("digital_video", "visioconférence : 400 heures par an, mairie", {"hours": "400 h/an"}),
    ("digital_sensors", "poser 30 capteurs, commune", {"sensors": "30"}),
    ("heat_network", "raccorder l'Ehpad au réseau de chaleur, 300 MWh, aujourd'hui au gaz",
     {"heat_delivered": "300 MWh", "system_before": "gas"}),
    ("cooling", "climatisation de bureaux, 120 m², mairie", {"building_use": "office", "cooled_area": "120 m²"}),
    ("roads", "refaire 800 m² de chaussée en enrobé, 5 cm",
     {"layer": "enrobe", "surface": "800 m²", "thickness": "5 cm"}),
]  # fmt: skip


def heard(*messages: str) -> Dialogue:
    said = [HumanMessage(message) for message in messages]
    return Dialogue(said, themes=load_themes(), territories=load_territories())


def test_every_activity_of_the_calculator_is_that_of_a_theme_and_has_slots() -> None:
    told = {theme.activity for theme in load_themes().theme}
    assert [one.id for one in all_activities() if one.id not in told or not slots_of(one.id)] == []


@pytest.mark.parametrize("name", [one.id for one in all_activities()])
def test_slots_fill_inputs_and_choices_that_the_calculator_has(name: str) -> None:
    specs = {spec.name: spec for spec in activity(name).inputs}
    for slot in slots_of(name):
        assert slot.field in specs
        assert slot.words.keys() <= {choice.value for choice in specs[slot.field].choices}


@pytest.mark.parametrize(("name", "text", "inputs"), SENTENCES, ids=[case[0] for case in SENTENCES])
def test_a_sentence_reaches_the_activity(name: str, text: str, inputs: dict[str, str]) -> None:
    dialogue = heard(text)
    assert dialogue.turn.facts.given == inputs
    calls = [one.arguments for one in next_requests(dialogue) if one.name == "estimate_footprint"]
    assert calls == [{"activity": name, "inputs": inputs}]


def test_a_hybrid_bus_is_asked_for_what_it_burns_before_any_estimate() -> None:
    dialogue = heard("bus hybride, agglo, 100 000 voyageurs par an, 4 km, 50 000 km/an")
    assert [question.field for question in input_questions(dialogue.turn.facts, required=True)] == ["litres_after"]
    assert "estimate_footprint" not in [one.name for one in next_requests(dialogue)]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("remplacer 3 voitures, pas essence mais gazole, 9000 km/an", "fuel_before", "gazole"),
        ("40 lampadaires en LED, pas d'extinction", "night_off", "0 h/nuit"),
        ("remplacer une cinquantaine de lampadaires par des LED", "points", "50"),
        ("remplacer 50 pts lumineux par des LED", "points", "50"),
    ],
    ids=["denied choice", "denied cue", "about", "abbreviated"],
)
def test_negations_and_hurried_numbers_are_read(text: str, field: str, value: str) -> None:
    assert heard(text).turn.facts.given[field] == value


def test_a_value_between_two_fills_nothing_and_is_asked_again() -> None:
    opening = "installer 36 kWc de panneaux, commune du Gers, 40 000 € HT"
    told = [HumanMessage(opening), AIMessage("…"), HumanMessage("50/60 % autoconsommé")]
    turn = Dialogue(told, themes=load_themes(), territories=load_territories()).turn
    assert turn.facts.given == {"peak_power": "36 kWc"}
    assert [question for question in next_questions(turn) if "sur place" in question] == next_questions(turn)


def test_several_questions_are_answered_in_their_order_with_a_call_each() -> None:
    dialogue = heard("quelles aides pour une flotte électrique ? et pour des pistes cyclables ? quelles obligations ?")
    names = [(one.name, one.arguments["query"]) for one in next_requests(dialogue)]
    assert [name for name, _ in names] == ["search_funding", "search_funding", "search_regulations"]
    assert "cyclable" in names[1][1]


def test_who_pays_is_not_who_carries_the_project() -> None:
    facts = heard("Commune de la Nièvre, isoler l'école, 60 000 € HT. DETR 30 %, SDE 20 %").turn.facts
    assert facts.beneficiary == "commune"
