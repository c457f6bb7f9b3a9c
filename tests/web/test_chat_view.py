"""What the notes and the figures of an answer open."""

from assistant.agent import ShownMessage
from assistant.agent.answer import AnswerFigure, Citation, FigureOrigin
from assistant.web.answers import answer_html
from assistant.web.chat_view import shown_answer


def citation(number: int) -> Citation:
    return Citation(
        number=number, passage_id=f"a{number}", document_id="d", kind="regulation", title="Texte", heading="Seuils",
        source="lois/texte.pdf", page=2, url="javascript:alert(1)", verified_on=None, start=0, end=9, text="Le texte.",
    )  # fmt: skip


def figure(text: str, origin: FigureOrigin, reference: str | None) -> AnswerFigure:
    value, _, unit = text.partition(" ")
    return AnswerFigure(text=text, value=value, unit=unit or None, origin=origin, reference=reference)


def test_a_note_opens_its_passage_at_the_very_words_that_the_answer_quotes() -> None:
    text = "Le seuil : « trois mille » et « dix | Pas : deux » [1]. Autre chose [2]."
    message = ShownMessage(role="assistant", text=text, citations=(citation(1), citation(2)))
    first, second = shown_answer(message, "3", "p-00000001").sources
    assert first.address == "/passages/a1?quote=trois+mille&quote=dix&quote=deux"
    assert second.address == "/passages/a2"
    assert (first.anchor, first.place) == ("source-3-1", "Seuils, page 2, texte.pdf")
    assert first.url == ""  # neither a page of the web nor anything that runs


def test_a_computed_figure_opens_its_calculation_and_one_of_two_origins_opens_nothing() -> None:
    figures = (
        figure("12 t", FigureOrigin.CALCULATION, "c-1"),
        figure("24 t", FigureOrigin.CALCULATION, "c-1"),
        figure("24 t", FigureOrigin.USER, None),
        figure("2025", FigureOrigin.CALCULATION, "c-1"),
        figure("7", FigureOrigin.PASSAGE, "a1"),
    )
    shown = shown_answer(ShownMessage(role="assistant", text="x", figures=figures), "1", "p-00000001")
    assert shown.figures == {"12 t": "/conversations/p-00000001/calculs/c-1"}


def test_a_figure_is_linked_where_it_stands_whole_and_the_rest_is_text() -> None:
    html = answer_html("**12 t** et 112 t, <b>12 t</b>", 1, {"12 t": "/calcul"})
    link = '<a class="figure" href="/calcul">12 t</a>'
    assert html == f"<p><strong>{link}</strong> et 112 t, &lt;b&gt;{link}&lt;/b&gt;</p>"
