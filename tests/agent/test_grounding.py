"""Grounding: a figure without proof is marked, a citation that leads nowhere is said."""

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from assistant.agent.evidence import Evidence
from assistant.agent.grounding import Grounder
from assistant.domain import DocumentKind, Passage

PASSAGE = Passage(
    passage_id="abc", document_id="d", kind=DocumentKind.REGULATION, title="Arrêté du 27 décembre 2018", source="a.pdf",
    text="La température de couleur ne dépasse pas 3 000 K. Un taux de 20 % s'applique.", start=0, end=76,
)  # fmt: skip


def grounder(*said: str) -> Grounder:
    evidence = Evidence(said)
    evidence.passages["abc"] = PASSAGE
    return Grounder(evidence)


@pytest.mark.parametrize(
    "line",
    ["Au plus 3 000 K [p:abc].", "Au plus 3000 K [p:abc]", "L'arrêté du 27 décembre 2018 [p:abc]", "20 % [p:abc]"],
)
def test_a_figure_of_the_cited_passage_is_traced(line: str) -> None:
    assert grounder().ground(line).unverified == ()


@pytest.mark.parametrize("line", ["Au plus 4 000 K [p:abc].", "25 % [p:abc]", "Au plus 3 000 K.", "20 € [p:abc]"])
def test_a_figure_without_proof_is_marked(line: str) -> None:
    grounded = grounder().ground(line)
    assert len(grounded.unverified) == 1
    assert "(non vérifié)" in grounded.text


@pytest.mark.parametrize("line", ["**-30 %** [p:abc]", "_30 %_ [p:abc]", "|-30 %| [p:abc]", "De 20-30 % [p:abc]"])
def test_typography_hides_no_figure(line: str) -> None:
    assert [problem.text.lstrip("-") for problem in grounder("20").ground(line).unverified] == ["30 %"]


def test_the_code_of_a_territory_beside_its_name_is_no_figure() -> None:
    assert grounder().ground("Aude (11), Corse-du-Sud (2A) ou Seine-Saint-Denis (93) ?").unverified == ()
    assert len(grounder().ground("Aude (12) ou Atlantide (93) ?").unverified) == 2


def test_a_citation_of_nothing_is_unverified() -> None:
    grounded = grounder().ground("Une règle [p:inconnu].")
    assert [problem.text for problem in grounded.unverified] == ["[p:inconnu]"]


def test_the_users_own_figures_are_traced() -> None:
    assert grounder("420 points pour 310 000 €").ground("Coût : 310 000 € HT pour 420 points").unverified == ()


def test_a_refusal_keeps_the_arguments_of_its_own_call_when_ids_repeat() -> None:
    calls = [{"name": "estimate_footprint", "args": {"activity": name}, "id": "call-1"} for name in ("a", "b")]
    messages = [
        AIMessage("", tool_calls=calls[:1]),
        ToolMessage("Activité inconnue.", tool_call_id="call-1", status="error"),
        AIMessage("", tool_calls=calls[1:]),
        ToolMessage("Trouvé.", tool_call_id="call-1"),
    ]
    (refusal,) = Evidence.from_messages(messages).refusals
    assert "'a'" in refusal.arguments


@pytest.mark.parametrize("line", ["Il faut 2 m² [p:abc].", "Il reste 7 € [p:abc].", "Une part de 3 % [p:abc]."])
def test_the_number_of_a_line_of_a_page_or_of_a_part_is_no_quantity(line: str) -> None:
    evidence = Evidence(())
    text = "1. Revoir les marchés.\n2. Choisir un critère, selon l'annexe 3."
    evidence.passages["abc"] = PASSAGE.model_copy(update={"text": text, "page": 7})
    assert len(Grounder(evidence).ground(line).unverified) == 1
