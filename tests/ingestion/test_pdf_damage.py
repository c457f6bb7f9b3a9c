"""PDF: what is damaged, too long or written in glyphs without letters is told page by page; the rest is kept."""

import contextlib
import random
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from assistant.errors import ParseError
from ingestion.parsers import parse_file, pdf
from ingestion.parsers.pdf_glyphs import Glyphs, is_garbage
from tests.ingestion.pdf_files import typeset

THREE_PAGES = "Premier texte.\n#pagebreak()\nDeuxième texte.\n#pagebreak()\nTroisième texte."


@pytest.fixture
def writer(tmp_path: Path) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(typeset(tmp_path / "trois.pdf", THREE_PAGES)))


def test_a_damaged_page_is_named_and_the_others_are_kept(tmp_path: Path, writer: PdfWriter) -> None:
    broken = StreamObject()
    broken.set_data(b"no deflated data " * 20)
    broken[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[1][NameObject("/Contents")] = writer._add_object(broken)
    writer.write(tmp_path / "abime.pdf")
    parsed = parse_file(tmp_path / "abime.pdf")
    assert parsed.text == "Premier texte.\n\nTroisième texte."
    assert parsed.warnings == ("page 2 : endommagée, elle n'a pas pu être lue",)


def test_a_blank_page_is_no_warning(tmp_path: Path, writer: PdfWriter) -> None:
    writer.insert_blank_page(index=1)
    writer.write(tmp_path / "verso.pdf")
    parsed = parse_file(tmp_path / "verso.pdf")
    assert [block.page for block in parsed.blocks] == [1, 3, 4]
    assert parsed.warnings == ()


@pytest.mark.parametrize("seed", range(40))
def test_any_damage_gives_a_text_or_a_reason(tmp_path: Path, writer: PdfWriter, seed: int) -> None:
    writer.write(tmp_path / "trois.pdf")
    damaged = bytearray((tmp_path / "trois.pdf").read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 5, 40])):
        damaged[chance.randrange(20, len(damaged))] = chance.randrange(256)
    (tmp_path / "abime.pdf").write_bytes(damaged)
    with contextlib.suppress(ParseError):
        assert parse_file(tmp_path / "abime.pdf").text


def test_a_document_cut_short_is_told(tmp_path: Path, writer: PdfWriter) -> None:
    writer.write(tmp_path / "trois.pdf")
    whole = (tmp_path / "trois.pdf").read_bytes()
    (tmp_path / "coupe.pdf").write_bytes(whole[: len(whole) // 8])
    with pytest.raises(ParseError, match="endommagé"):
        parse_file(tmp_path / "coupe.pdf")


def test_a_document_too_long_is_read_as_far_as_time_allows(
    tmp_path: Path, writer: PdfWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.write(tmp_path / "long.pdf")
    monkeypatch.setattr(pdf, "TEXT_SECONDS", 0)
    parsed = parse_file(tmp_path / "long.pdf")
    assert parsed.text == "Premier texte."
    assert parsed.warnings == ("pages 2 à 3 : non lues, document trop long ; scindez-le pour les ajouter",)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["collectivité", "commune"], "la collectivité"),  # the word stands elsewhere in the document
        ([], "la collectivité"),  # it is a word of any administrative text
    ],
)
def test_a_glyph_without_a_letter_is_learnt_from_whole_words(words: list[str], expected: str) -> None:
    glyphs = Glyphs()
    text = "la collec" + glyphs.mark("Calibri", "\x1f") + "vité"
    glyphs.learn_from_words([text], words)
    assert glyphs.explained(text) == expected


def test_a_sign_without_a_letter_is_learnt_from_another_reading() -> None:
    glyphs = Glyphs()
    opening, closing = glyphs.mark("Marianne", "B"), glyphs.mark("Marianne", "C")
    text = f"le programme {opening} Territoire engagé {closing}, puis la suite"
    glyphs.learn(text, "le programme « Territoire engagé », puis la suite")
    assert glyphs.explained(text) == "le programme « Territoire engagé », puis la suite"
    assert not glyphs.unknown


def test_a_glyph_that_nothing_explains_is_shown_as_unknown() -> None:
    glyphs = Glyphs()
    assert glyphs.explained("ca" + glyphs.mark("Calibri", "\x1f") + "on") == "ca\ufffdon"
    assert glyphs.unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ue001\ue002\ue003 \ue004\ue005 a", True),
        ("\ufffd\ufffd\ufffd", True),
        ("\ue001 Mairie de Raray", False),
        ("", False),
    ],
)
def test_a_text_made_of_glyphs_without_letters_is_garbage(text: str, expected: bool) -> None:
    assert is_garbage(text) is expected
