"""Reading a conversation is a pure function that takes any text."""

from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.agent.planner.dialogue import Dialogue, Turn
from assistant.agent.planner.themes import load_themes
from assistant.territories import load_territories

OPENING = "Commune de Dordogne, remplacer 420 lampadaires par des LED, 150 W avant, 45 W après, 310 000 € HT"
PIECES = st.sampled_from(
    ["non", "plutôt", "oui", "24", "60 W", "850", "12 000 €", "TTC", "et pour l'école ?", "fioul", "je ne sais pas",
     "nouveau projet", "36 kWc", "la deuxième", "0,20", "le titre est", "200 jours", "corrige", "-5", "1e9", "€", "«"]
)  # fmt: skip


def heard(*texts: str) -> Turn:
    messages: list[BaseMessage] = []
    for text in texts:
        messages += [HumanMessage(text), AIMessage("Quel est le coût prévisionnel du projet, en euros hors taxes ?")]
    return Dialogue(messages[:-1], themes=load_themes(), territories=load_territories()).turn


@given(st.lists(st.one_of(st.text(max_size=40), st.lists(PIECES, min_size=1, max_size=4).map(" ".join)), max_size=4))
@settings(deadline=None, max_examples=150)
def test_any_conversation_is_read_without_failing_and_always_alike(texts: list[str]) -> None:
    assert heard(OPENING, *texts, "350") == heard(OPENING, *texts, "350")


@given(st.integers(min_value=210, max_value=840).filter(lambda points: points != 420))
def test_a_bare_correction_of_a_count_changes_nothing_else(points: int) -> None:
    before, after = heard(OPENING).facts, heard(OPENING, f"non, plutôt {points}").facts
    assert after.inputs["points"].value == str(points)
    assert after.model_copy(update={"inputs": {**after.inputs, "points": before.inputs["points"]}}) == before
