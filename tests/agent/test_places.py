"""Where a project is, once communes are loaded: found, or asked back when the name has several meanings."""

from collections.abc import Iterator

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.agent.planner.asking import next_questions
from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.themes import load_themes
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.territories import Territories
from tests.territories.made import COMMUNES, loaded_home, territories_of

PROJECT = "Nous voulons remplacer 100 lampadaires par des LED à {place}, 80 000 € HT"
WHICH = "« Saint-Denis » : Aude (11), Gard (30), Seine-Saint-Denis (93) ou La Réunion (974) ?"


@pytest.fixture(scope="module")
def territories(tmp_path_factory: pytest.TempPathFactory) -> Territories:
    """The territories of a home that has loaded communes."""
    return territories_of(loaded_home(tmp_path_factory.mktemp("places"), [COMMUNES]))


def turn(territories: Territories, *texts: str) -> Turn:
    """The last of the messages of a user, each answered by the questions that it leaves open."""
    messages: list[BaseMessage] = []
    for text in texts:
        messages.append(HumanMessage(text))
        last = Dialogue(messages, themes=load_themes(), territories=territories).turn
        messages.append(AIMessage("\n".join(next_questions(last))))
    return last


@pytest.mark.parametrize("said", [PROJECT.format(place="Gap"), "piste cyclable a gap", "aides vélo commune de gap"])
def test_a_commune_is_found(territories: Territories, said: str) -> None:
    place = turn(territories, said).request.territory
    assert place is not None
    assert place.code == "05061"
    assert [one.code for one in territories.ancestors(place)][1:3] == ["05", "R93"]


@pytest.mark.parametrize("said", [PROJECT.format(place="Saint-Denis"), "Quelles aides pour un vélo à Saint-Denis ?"])
def test_namesakes_are_asked_back(territories: Territories, said: str) -> None:
    heard = turn(territories, said)
    assert heard.facts.territory is None
    assert heard.request.territory is None
    assert WHICH in next_questions(heard)


@pytest.mark.parametrize("said", [PROJECT.format(place="Saint-Denis"), "Quelles aides pour un vélo à Saint-Denis ?"])
@pytest.mark.parametrize(
    "answer",
    [
        "93",
        "le 93",
        "c'est celui du 93",
        "dans le 93",
        "93200",
        "Seine-Saint-Denis",
        "celui de Seine-Saint-Denis",
        "en Seine-Saint-Denis",
    ],
)
def test_the_answer_tells_which(territories: Territories, said: str, answer: str) -> None:
    heard = turn(territories, said, answer)
    assert heard.facts.territory is not None
    assert heard.facts.territory.code == "93066"
    assert heard.facts.homonyms is None
    assert WHICH not in next_questions(heard)


@pytest.mark.parametrize("answer", ["974", "le 974", "La Réunion", "à la Réunion", "97411"])
def test_a_short_answer_tells_the_other_one(territories: Territories, answer: str) -> None:
    heard = turn(territories, "Quelles aides pour un vélo à Saint-Denis ?", answer)
    assert heard.request.territory is not None
    assert heard.request.territory.code == "97411"


@pytest.mark.parametrize("said", ["on veut en changer 93", "nous avons 93 lampadaires"])
def test_a_number_that_counts_something_is_no_answer(territories: Territories, said: str) -> None:
    heard = turn(territories, PROJECT.format(place="Saint-Denis"), said)
    assert heard.facts.territory is None


def test_an_answer_that_leaves_several_asks_among_them(territories: Territories) -> None:
    heard = turn(territories, "Quelles aides pour un vélo à Saint-Denis ?", "en Occitanie")
    assert heard.facts.homonyms is not None
    assert [one.code for one in heard.facts.homonyms.candidates] == ["11339", "30247"]
    assert next_questions(heard) == ["« Saint-Denis » : Aude (11) ou Gard (30) ?"]


def test_a_name_is_that_of_the_territory_already_told(territories: Territories) -> None:
    heard = turn(territories, "Nous sommes à La Réunion", PROJECT.format(place="Saint-Denis"))
    assert heard.facts.territory is not None
    assert heard.facts.territory.code == "97411"


@pytest.fixture
def loaded_services(settings: Settings) -> Iterator[Services]:
    """The indexed samples, in a home that has loaded communes."""
    with open_services(loaded_home(settings.home, [COMMUNES])) as opened:
        yield opened


def test_a_search_near_a_commune_takes_the_texts_of_what_contains_it(loaded_services: Services) -> None:
    places = loaded_services.territories
    hits = loaded_services.knowledge.search("éclairage public", territories=places.related(places.get("24322")))
    found = {hit.passage.territory for hit in hits}
    assert found <= {None, "24", "R75", "24322"}
    assert hits


def test_a_search_in_the_whole_country_is_not_slowed_by_its_communes(loaded_services: Services) -> None:
    places = loaded_services.territories
    everywhere = places.related(places.get("FR"))
    assert len(everywhere) > 100
    assert loaded_services.knowledge.search("éclairage public", territories=everywhere)
