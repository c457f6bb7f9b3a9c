"""PDF: the text in the order in which it is read, without what is on the page and no part of it."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingestion.parsers import BlockKind, parse_file
from tests.ingestion.pdf_files import drawn, headings, typeset

LINES = 12
PROSE = "La commune rénove son école avec des matériaux biosourcés et plante des arbres dans la cour. "


def across(columns: int, top: float, tag: str) -> list[tuple[float, float, str]]:
    """Columns of prose drawn line by line across the page."""
    width = 510 / columns
    text = "la commune rénove son école"[: 27 if columns == 2 else 20]
    return [
        (45 + width * column, top - 12 * row, f"{tag}{column} ligne {row} : {text}")
        for row in range(LINES)
        for column in range(columns)
    ]


def order(text: str, *words: str) -> list[str]:
    return sorted(words, key=text.index)


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_drawn_line_by_line_are_read_column_by_column(tmp_path: Path, columns: int) -> None:
    parsed = parse_file(drawn(tmp_path / "journal.pdf", across(columns, 700, "c"), size=8))
    expected = [f"c{column} ligne {row} " for column in range(columns) for row in range(LINES)]
    assert order(parsed.text, *expected) == expected


def test_a_title_over_the_whole_width_separates_what_is_above_from_what_is_below(tmp_path: Path) -> None:
    title = (45.0, 530.0, "DEUXIÈME PARTIE DU BULLETIN DE LA COMMUNE ET DE SES HAMEAUX")
    parsed = parse_file(drawn(tmp_path / "b.pdf", [*across(2, 760, "haut"), title, *across(2, 490, "bas")], size=8))
    expected = ["haut0 ligne 11", "haut1 ligne 0", "haut1 ligne 11", "DEUXIÈME", "bas0 ligne 0", "bas1 ligne 0"]
    assert order(parsed.text, *expected) == expected
    assert headings(parsed) == [title[2]]


def test_terms_beside_their_definitions_stay_beside_them(tmp_path: Path) -> None:
    cells = ", ".join(f"[Terme {n}], [Définition {n} : {PROSE * 2}]" for n in range(8))
    parsed = parse_file(typeset(tmp_path / "lexique.pdf", f"#table(columns: (3cm, 1fr), stroke: none, {cells})"))
    expected = [f"{word} {n}" for n in range(8) for word in ("Terme", "Définition")]
    assert order(parsed.text, *expected) == expected


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("in_content", [True, False])
def test_a_page_turned_by_the_scanner_or_by_its_author_is_read_upright(
    tmp_path: Path, angle: int, in_content: bool
) -> None:
    source = "#set page(flipped: true)\n#table(columns: 2, [Nom], [Prix], [Banc], [12 €])\nTexte en paysage."
    writer = PdfWriter(clone_from=PdfReader(typeset(tmp_path / "droit.pdf", source)))
    writer.pages[0].rotate(angle)
    if in_content:
        writer.pages[0].transfer_rotation_to_content()
    writer.write(tmp_path / "tourne.pdf")
    assert parse_file(tmp_path / "tourne.pdf").text == "| Nom | Prix |\n| Banc | 12 € |\n\nTexte en paysage."


def test_running_lines_and_page_numbers_are_dropped_wherever_they_stand(tmp_path: Path) -> None:
    header = "#set page(header: [Commune de Test \\ Service technique \\ Dossier 12], "
    footer = "footer: context [Téléphone 01 02 03 04 05 \\ #counter(page).display()])\n"
    pages = "\n#pagebreak()\n".join(f"Une page qui parle du thème {word}." for word in ("eau", "air", "sol", "feu"))
    parsed = parse_file(typeset(tmp_path / "quatre.pdf", header + footer + pages))
    assert parsed.text.split("\n\n") == [
        f"Une page qui parle du thème {word}." for word in ("eau", "air", "sol", "feu")
    ]


def test_the_table_of_contents_is_no_text(tmp_path: Path) -> None:
    subjects = ("Éclairage", "Chauffage", "Toiture", "Cour", "Cantine")
    chapters = "\n".join(f"= {subject}\n{subject} : {PROSE}\n#pagebreak()" for subject in subjects)
    parsed = parse_file(typeset(tmp_path / "sommaire.pdf", f"#outline()\n#pagebreak()\n{chapters}"))
    assert ". . ." not in parsed.text
    assert headings(parsed) == [*subjects]
    assert parsed.warnings == ()


def test_a_list_of_amounts_with_dots_is_kept(tmp_path: Path) -> None:
    lines = [(50.0, 700.0 - 14 * n, f"Commune {n} ............ {9 - n} 500 €") for n in range(6)]
    assert "Commune 4 ............ 5 500 €" in parse_file(drawn(tmp_path / "aides.pdf", lines)).text


def test_the_call_of_a_note_is_not_glued_to_a_figure(tmp_path: Path) -> None:
    source = "Référence 2015#footnote[Année choisie.], soit 300 m#super[2] de toiture."
    assert "Référence 2015 (1), soit 300 m² de toiture." in parse_file(typeset(tmp_path / "note.pdf", source)).text


def test_a_bullet_of_another_font_makes_no_heading(tmp_path: Path) -> None:
    source = "= Territoires\n" + "\n".join(f"#text(weight: 700, size: 13pt)[•] {PROSE}\n" for _ in range(3)) + PROSE * 6
    parsed = parse_file(typeset(tmp_path / "puces.pdf", source))
    assert headings(parsed) == ["Territoires"]
    assert sum(block.kind is BlockKind.LIST for block in parsed.blocks) == 3


def test_a_name_cut_at_its_own_hyphen_keeps_it(tmp_path: Path) -> None:
    lines = [(50.0, 700.0, "Le conseil du LANGUEDOC-"), (50.0, 688.0, "ROUSSILLON délibère sur le finance-"),
             (50.0, 676.0, "ment de la chaufferie.")]  # fmt: skip
    text = parse_file(drawn(tmp_path / "nom.pdf", lines)).text
    assert text == "Le conseil du LANGUEDOC-ROUSSILLON délibère sur le financement de la chaufferie."
