"""PDF: scanned pages are recognised where Tesseract is installed, and named where it is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import ParseError
from ingestion.parsers import parse_file, pdf_ocr
from tests.ingestion.pdf_files import scanned, tables, typeset

LETTER = "Le conseil municipal approuve la rénovation de l'éclairage public et sollicite une subvention de l'État."
STAMP = "Reçu en préfecture le 20/02/2026"


@pytest.fixture
def recognition() -> None:
    if not pdf_ocr.is_installed():
        pytest.skip("tesseract with the French language (tesseract-ocr-fra) is not installed")


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", "")
    pdf_ocr.is_installed.cache_clear()
    yield
    pdf_ocr.is_installed.cache_clear()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return typeset(tmp_path / "lettre.pdf", f"#set text(size: 14pt)\n{LETTER}")


def typographic(text: str) -> str:
    return text.replace("'", "’")


@pytest.mark.usefixtures("recognition")
def test_a_scanned_page_is_recognised_and_its_page_named(tmp_path: Path, letter: Path) -> None:
    other = typeset(tmp_path / "autre.pdf", "#set text(size: 14pt)\nLe maire signe le marché de travaux.")
    parsed = parse_file(scanned(tmp_path / "numerise.pdf", [letter, other]))
    assert typographic(parsed.text) == typographic(f"{LETTER}\n\nLe maire signe le marché de travaux.")
    assert [block.page for block in parsed.blocks] == [1, 2]
    assert parsed.warnings == ("pages 1 à 2 : lues par reconnaissance de caractères",)


@pytest.mark.usefixtures("recognition")
def test_a_scan_with_a_stamp_is_recognised_too(tmp_path: Path, letter: Path) -> None:
    parsed = parse_file(scanned(tmp_path / "tampon.pdf", [letter], stamp=STAMP))
    assert "éclairage public" in parsed.text
    assert "20/02/2026" in parsed.text
    assert parsed.warnings == ("page 1 : lue par reconnaissance de caractères",)


@pytest.mark.usefixtures("recognition")
def test_the_rules_of_a_scanned_table_make_its_cells(tmp_path: Path) -> None:
    cells = "[Commune], [Montant], [Raray], [12 000 €], [Arnage], [34 500 €]"
    source = f"#set text(size: 14pt)\nSubventions.\n#table(columns: (1fr, 1fr), inset: 8pt, {cells})"
    parsed = parse_file(scanned(tmp_path / "tableau.pdf", [typeset(tmp_path / "net.pdf", source)]))
    assert tables(parsed) == [["| Commune | Montant |", "| Raray | 12 000 € |", "| Arnage | 34 500 € |"]]


@pytest.mark.usefixtures("recognition")
def test_a_scan_in_which_nothing_can_be_read_is_told(tmp_path: Path) -> None:
    blank = typeset(tmp_path / "noir.pdf", "#rect(width: 5cm, height: 5cm, fill: black)")
    with pytest.raises(ParseError, match="numérisé sans texte"):
        parse_file(scanned(tmp_path / "noir-numerise.pdf", [blank]))


@pytest.mark.usefixtures("no_recognition")
def test_without_recognition_a_scan_says_what_to_do(tmp_path: Path, letter: Path) -> None:
    with pytest.raises(ParseError, match=r"passez-le à la reconnaissance de caractères \(OCR\)"):
        parse_file(scanned(tmp_path / "numerise.pdf", [letter]))


@pytest.mark.usefixtures("no_recognition")
def test_without_recognition_the_text_stamped_on_a_scan_is_kept_and_the_scan_named(
    tmp_path: Path, letter: Path
) -> None:
    parsed = parse_file(scanned(tmp_path / "tampon.pdf", [letter], stamp=STAMP))
    assert parsed.text == STAMP
    assert parsed.warnings == ("page 1 : numérisée, seul le texte ajouté par-dessus a pu être lu",)
