"""An answer as HTML: its signs are shown, everything else is text."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from assistant.web.answers import answer_html


def test_the_signs_of_an_answer_are_shown() -> None:
    html = answer_html("**Gras** et note [2].\n\n- un (non vérifié)\n- deux", 3)
    assert html == (
        '<p><strong>Gras</strong> et note <a href="#source-3-2" aria-label="Source 2">[2]</a>.</p>'
        '<ul><li>un <span class="unverified">(non vérifié)</span></li><li>deux</li></ul>'
    )


@given(st.text(alphabet="<>&\"'*[]()-abc1 \n", max_size=80))
def test_no_text_becomes_markup(text: str) -> None:
    html = answer_html(text, 1)
    for sign in ("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<strong>", "</strong>", "</a>"):
        html = html.replace(sign, "")
    assert "<" not in html.replace('<a href="#source-1-', "")
    assert str(escape("<script>")) in answer_html("<script>", 1)
