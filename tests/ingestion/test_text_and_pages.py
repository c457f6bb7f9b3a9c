"""Text in any encoding and web pages: read as they are shown, and a page of menus is told."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ParseError
from ingestion.parsers import BlockKind, parse_file
from ingestion.parsers.plain import decode

SAID = "L'été, la forêt brûle : « où êtes-vous ? » Ça coûte 3 000 € à la commune. Œuvre achevée, déjà."
SENTENCE = "La commune rénove son école avec des matériaux biosourcés, et les élèves y sont bien. "


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_french_is_read_in_any_encoding(encoding: str) -> None:
    assert decode(SAID.encode(encoding)) == SAID


def test_french_of_the_dos_days_is_read() -> None:
    said = SAID.replace("€", "F").replace("Œ", "OE")
    assert decode(said.encode("cp850")) == said


def test_a_utf8_text_that_was_cut_in_a_letter_is_read() -> None:
    assert decode(("La forêt " * 50 + "été").encode()[:-1]) == "La forêt " * 50 + "ét�"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_always_read_as_it_is(said: str) -> None:
    assert decode(b"\xef\xbb\xbf" + said.encode()) == said


@given(st.binary())
def test_any_bytes_are_text_or_told_not_to_be(data: bytes) -> None:
    with contextlib.suppress(ParseError):
        assert isinstance(decode(data), str)


def page(folder: Path, body: str, head: str = "") -> Path:
    (folder / "page.html").write_text(
        f"<html><head>{head}<title>Aide</title></head><body>{body}</body></html>", encoding="utf-8"
    )
    return folder / "page.html"


def test_lists_definitions_questions_and_line_breaks_of_a_page_are_kept(tmp_path: Path) -> None:
    body = (
        f"<main><h1>Aide</h1><p>{SENTENCE}<br>À vous.</p>"
        "<dl><dt>Taux</dt><dd>40 %</dd><dt>Plafond</dt><dd>5 €</dd></dl>"
        "<details><summary>Qui ?</summary><p>Les communes.</p></details>"
        "<ul><li>un<ul><li>un-un</li></ul></li><li>deux</li></ul></main>"
    )
    text = parse_file(page(tmp_path, body)).text
    assert f"{SENTENCE.strip()}\nÀ vous." in text
    assert "- Taux : 40 %\n- Plafond : 5 €" in text
    assert "Qui ?\n\nLes communes." in text
    assert "- un\n  - un-un\n- deux" in text


def test_a_table_of_a_page_keeps_its_caption_headings_and_spans(tmp_path: Path) -> None:
    body = (
        f"<main><h1>Aide</h1><p>{SENTENCE}</p><table><caption>Barème</caption>"
        "<tr><th>Qui</th><th colspan=2>Taux</th></tr><tr><td rowspan=2>Communes</td><td>20 %</td><td>40 %</td></tr>"
        "<tr><td>30 %</td><td>50 %</td></tr></table></main>"
    )
    parsed = parse_file(page(tmp_path, body))
    assert "Barème\n\n| Qui | Taux | Taux |\n| Communes | 20 % | 40 % |\n| Communes | 30 % | 50 % |" in parsed.text
    assert parsed.blocks[-1].kind is BlockKind.TABLE


def test_a_page_that_is_all_menu_is_told(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{number}'>Rubrique numéro {number}</a></li>" for number in range(30))
    with pytest.raises(ParseError, match="que des menus ou des liens"):
        parse_file(page(tmp_path, f"<ul>{links}</ul><p>Mairie</p>"))


@pytest.mark.parametrize(
    ("declared", "actual"),
    [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("windows-1252", "cp1252"), ("iso-8859-15", "iso-8859-15")],
)
def test_a_charset_declared_wrongly_is_not_believed(tmp_path: Path, declared: str, actual: str) -> None:
    html = f"<html><head><meta charset='{declared}'></head><body><main><p>{SENTENCE * 3}</p></main></body></html>"
    (tmp_path / "page.html").write_bytes(html.encode(actual))
    assert "matériaux biosourcés, et les élèves" in parse_file(tmp_path / "page.html").text


def test_a_rich_text_is_read(tmp_path: Path) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 La for\'eat co\'fbte 5\~\'80.\par Deuxi\'e8me.\par}"
    (tmp_path / "note.rtf").write_bytes(rtf)
    assert parse_file(tmp_path / "note.rtf").text == "La forêt coûte 5\u00a0€.\n\nDeuxième."
