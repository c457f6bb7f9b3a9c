"""PDF: ruled tables are kept row by row, in their place, under their header."""

from pathlib import Path

from ingestion.chunking import chunk
from ingestion.parsers import parse_file
from tests.ingestion.pdf_files import tables, typeset

HEADER = "| Commune | Montant | Objet |"
OBJECT = "Rénovation de l'école communale avec des matériaux biosourcés, numéro {}"


def subsidies(count: int) -> str:
    cells = ", ".join(f"[Commune {n}], [{n} 500 €], [{OBJECT.format(n)}]" for n in range(count))
    return f"Avant.\n#table(columns: (1fr, 1fr, 2fr), [Commune], [Montant], [Objet], {cells})\nAprès."


def test_a_table_over_several_pages_has_its_header_in_each_passage(tmp_path: Path) -> None:
    parsed = parse_file(typeset(tmp_path / "aides.pdf", subsidies(70)))
    passages = [
        parsed.text[part.start : part.end] for part in chunk(parsed) if "Commune " in parsed.text[part.start : part.end]
    ]
    assert len(passages) > 3
    assert all(HEADER in passage for passage in passages)
    assert {block.page for block in parsed.blocks} >= {1, 2}
    rows = [row.replace("’", "'") for table in tables(parsed) for row in table if row != HEADER]
    assert rows == [f"| Commune {n} | {n} 500 € | {OBJECT.format(n)} |" for n in range(70)]


def test_a_table_stands_in_its_place_and_its_text_is_given_once(tmp_path: Path) -> None:
    text = parse_file(typeset(tmp_path / "aides.pdf", subsidies(3))).text
    assert text.index("Avant.") < text.index(HEADER) < text.index("Après.")
    assert text.count("Commune 2") == 1


def test_a_cell_over_several_rows_is_repeated_and_one_over_several_columns_is_read_once(tmp_path: Path) -> None:
    cells = "[Lot], [Titulaire], table.cell(rowspan: 2)[Gros œuvre], [Dupont], [Durand], table.cell(colspan: 2)[Fin]"
    parsed = parse_file(typeset(tmp_path / "lots.pdf", f"#table(columns: 2, {cells})"))
    assert tables(parsed) == [["| Lot | Titulaire |", "| Gros œuvre | Dupont |", "| Gros œuvre | Durand |", "| Fin |"]]


def test_a_row_of_figures_is_no_header(tmp_path: Path) -> None:
    cells = ", ".join(f"[1.{n}], [Action {n} {'du programme de transition ' * 12}]" for n in range(8))
    parsed = parse_file(typeset(tmp_path / "actions.pdf", f"#table(columns: (1cm, 1fr), {cells})"))
    assert parsed.text.count("Action 0") == 1


def test_a_frame_around_a_text_and_the_axes_of_a_chart_are_no_table(tmp_path: Path) -> None:
    frame = "#rect(width: 10cm)[Un avis encadré du conseil.]\n"
    chart = "#table(columns: (2cm,) * 4, rows: (1cm,) * 4, ..range(16).map(_ => []))\n2020 2021 2022"
    parsed = parse_file(typeset(tmp_path / "cadre.pdf", frame + chart))
    assert tables(parsed) == []
    assert "Un avis encadré du conseil." in parsed.text


def test_a_table_cut_by_the_end_of_a_page_and_left_open_keeps_its_last_row(tmp_path: Path) -> None:
    strokes = "stroke: (x, y) => (left: 1pt, right: 1pt, top: 1pt)"  # nothing under the last row
    parsed = parse_file(
        typeset(tmp_path / "ouvert.pdf", f"#table(columns: 2, {strokes}, [Nom], [Prix], [Banc], [12 €])")
    )
    assert tables(parsed) == [["| Nom | Prix |", "| Banc | 12 € |"]]


def test_shaded_columns_without_rules_are_a_table(tmp_path: Path) -> None:
    fill = "stroke: none, gutter: 1pt, fill: (x, y) => if y == 0 { blue } else { aqua }"
    parsed = parse_file(typeset(tmp_path / "ombre.pdf", f"#table(columns: 2, {fill}, [Nom], [Prix], [Banc], [12 €])"))
    assert tables(parsed) == [["| Nom | Prix |", "| Banc | 12 € |"]]
