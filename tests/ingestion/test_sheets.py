"""Workbooks and CSV: each passage explains itself, whatever the shape of the sheet; what is missing is told."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf import style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import ParseError
from ingestion.chunking import chunk
from ingestion.parsers import BlockKind, ParsedText, parse_file
from ingestion.parsers.cells import shown
from ingestion.parsers.csv_table import parse as parse_csv

Rows = Sequence[Sequence[object]]


def workbook(folder: Path, rows: Rows, *merged: str) -> ParsedText:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Feuille"
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book, folder)


def saved(book: openpyxl.Workbook, folder: Path) -> ParsedText:
    book.save(folder / "classeur.xlsx")
    return parse_file(folder / "classeur.xlsx")


def tables(parsed: ParsedText) -> list[str]:
    return [parsed.text[block.start : block.end] for block in parsed.blocks if block.kind is BlockKind.TABLE]


def test_headings_over_two_rows_are_joined(tmp_path: Path) -> None:
    rows: Rows = [["Commune", "Dépenses", None], [None, "HT", "TTC"], ["Raray", 100, 120]]
    assert tables(workbook(tmp_path, rows, "A1:A2", "B1:C1")) == [
        "Commune : Raray ; Dépenses – HT : 100 ; Dépenses – TTC : 120"
    ]


def test_a_cell_merged_over_rows_is_read_in_each(tmp_path: Path) -> None:
    rows: Rows = [["Thème", "Action"], ["Eau", "Fuites"], [None, "Puits"]]
    assert tables(workbook(tmp_path, rows, "A2:A3")) == ["Thème : Eau ; Action : Fuites\nThème : Eau ; Action : Puits"]


def test_each_table_of_a_sheet_has_its_own_headings_and_title(tmp_path: Path) -> None:
    rows: Rows = [
        ["Dépenses"], ["Poste", "Montant"], ["Travaux", 100], [], ["Études", 10],
        [], ["Recettes"], ["Financeur", "Part"], ["État", 50], ["Région", 60],
    ]  # fmt: skip
    parsed = workbook(tmp_path, rows)
    assert tables(parsed) == [
        "Poste : Travaux ; Montant : 100\nPoste : Études ; Montant : 10",
        "Financeur : État ; Part : 50\nFinanceur : Région ; Part : 60",
    ]
    paths = [block.heading_path for block in parsed.blocks if block.kind is BlockKind.TABLE]
    assert paths == [("Feuille", "Dépenses"), ("Feuille", "Recettes")]


def test_an_empty_row_does_not_cut_a_table_of_words(tmp_path: Path) -> None:
    rows: Rows = [["Élu", "Délégation"], ["Anne", "Eau"], [], ["Luc", "Air"], ["Zoé", "Sol"]]
    assert tables(workbook(tmp_path, rows)) == [
        "Élu : Anne ; Délégation : Eau\nÉlu : Luc ; Délégation : Air\nÉlu : Zoé ; Délégation : Sol"
    ]


def test_a_title_merged_over_the_table_is_no_heading_of_column(tmp_path: Path) -> None:
    parsed = workbook(tmp_path, [["Budget", None], ["Poste", "Montant"], ["Travaux", 100]], "A1:B1")
    assert tables(parsed) == ["Poste : Travaux ; Montant : 100"]


def test_headings_repeated_at_each_printed_page_are_read_once(tmp_path: Path) -> None:
    rows: Rows = [["Poste", "Montant"], ["Travaux", 100], ["Poste", "Montant"], ["Études", 10]]
    assert tables(workbook(tmp_path, rows)) == ["Poste : Travaux ; Montant : 100\nPoste : Études ; Montant : 10"]


def test_a_passage_is_a_group_of_whole_rows(tmp_path: Path) -> None:
    rows: Rows = [["Commune", "Montant"], *([f"Commune {number}", number] for number in range(400))]
    parsed = workbook(tmp_path, rows)
    passages = [parsed.text[part.start : part.end] for part in chunk(parsed)]
    assert all(line.startswith("Commune : Commune ") for passage in passages for line in passage.split("\n"))
    assert sum(passage.count("Montant") for passage in passages) == 400


def test_a_hidden_sheet_and_formulas_without_value_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Poste", "Total"])
    book.worksheets[0].append(["Travaux", "=1+1"])
    hidden: Worksheet = book.create_sheet("Barème")
    hidden.append(["Taux", "Plafond"])
    hidden.append(["Forfait", 5])
    hidden.sheet_state = "hidden"
    parsed = saved(book, tmp_path)
    assert "Barème (feuille masquée)" in parsed.text
    assert any("« Barème » : masquée" in warning for warning in parsed.warnings)
    assert any("« Sheet » : 1 formules sans valeur enregistrée" in warning for warning in parsed.warnings)


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (0.125, "0.0%", "12,5\u202f%"),
        (0.125, "0%", "12\u202f%"),
        (1234.5, "#,##0.00 €", "1\u202f234,50\u202f€"),
        (1234567, "#,##0", "1\u202f234\u202f567"),
        (3.14159, "0.00", "3,14"),
        (2026, "General", "2026"),
        (2 / 3, "General", "0,6666666667"),
        (1e300, "General", "1e+300"),
        (date(2026, 3, 1), "mm-dd-yy", "01/03/2026"),
        (timedelta(hours=36, minutes=5), "[h]:mm", "36:05"),
        (False, "General", "non"),
    ],
)
def test_a_value_is_shown_as_the_french_see_it(value: object, number_format: str, seen: str) -> None:
    assert shown(value, number_format) == seen


@given(st.integers(-(10**14), 10**14))
def test_no_digit_of_an_integer_is_lost(number: int) -> None:
    assert shown(number) == str(number)
    assert shown(number, "#,##0").replace("\u202f", "") == str(number)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "mac_roman"])
def test_a_french_csv_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    rows = "Élément;Valeur;Unité\nGaz naturel été;0,227;kgCO2e/kWh\nÉlectricité;0,052;kgCO2e/kWh\n"
    (tmp_path / "base.csv").write_bytes(rows.encode(encoding))
    assert parse_file(tmp_path / "base.csv").text == (
        "Élément : Gaz naturel été ; Valeur : 0,227 ; Unité : kgCO2e/kWh\n"
        "Élément : Électricité ; Valeur : 0,052 ; Unité : kgCO2e/kWh"
    )


def test_the_separator_announced_to_excel_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / "base.csv").write_text("sep=|\nNom|Note\nA, B;C|1\n", encoding="utf-8")
    assert parse_file(tmp_path / "base.csv").text == "Nom : A, B;C ; Note : 1"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@given(data=st.data())
def test_any_table_written_with_a_separator_is_read_with_it(separator: str, data: st.DataObject) -> None:
    words = st.text("abcdé ", min_size=1, max_size=8).map(str.strip).filter(bool)
    rows = data.draw(st.lists(st.tuples(words, words, words), min_size=1, max_size=8))
    lines = [("Nom", "Lieu", "Note"), *rows]
    content = "\n".join(separator.join(line) for line in lines)
    parsed = parse_csv(content.encode(), Path("t.csv"))
    kept = [row for row in rows if row != lines[0]]
    assert parsed.text.count("Nom : ") == len(kept)


def test_a_table_that_is_too_long_says_its_bound(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("Nom;Note\n" + "a;1\n" * 200_001, encoding="utf-8")
    with pytest.raises(ParseError, match="plus de 200000 lignes"):
        parse_file(tmp_path / "long.csv")


def test_an_opendocument_workbook_is_read_as_it_is_displayed(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    invisible = style.Style(name="ta2", family="table")
    invisible.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(invisible)
    sheet, hidden = table.Table(name="Budget"), table.Table(name="Barème", stylename=invisible)
    rows: list[list[tuple[str, dict[str, Any]]]] = [
        [("Commune", {"numberrowsspanned": 2}), ("Dépenses", {"numbercolumnsspanned": 2})],
        [("", {}), ("HT", {}), ("TTC", {})],
        [("Raray", {}), ("1 200,50 €", {"valuetype": "float", "value": "1200.5"}), ("", {"formula": "of:=[.B3]*1.2"})],
    ]
    for cells in rows:
        row = table.TableRow()
        for said, attributes in cells:
            cell = table.TableCell(**attributes)
            if said:
                cell.addElement(text.P(text=said))
            row.addElement(cell)
            for _ in range(int(attributes.get("numbercolumnsspanned", "1")) - 1):
                row.addElement(table.CoveredTableCell())
        sheet.addElement(row)
    sheet.addElement(table.TableRow(numberrowsrepeated=1_048_000))
    row = table.TableRow()
    for said in ("Taux", "40 %"):
        cell = table.TableCell()
        cell.addElement(text.P(text=said))
        row.addElement(cell)
    hidden.addElement(row)
    document.spreadsheet.addElement(sheet)
    document.spreadsheet.addElement(hidden)
    document.save(str(tmp_path / "budget.ods"))
    parsed = parse_file(tmp_path / "budget.ods")
    assert tables(parsed) == ["Commune : Raray ; Dépenses – HT : 1 200,50 €"]
    assert "Barème (feuille masquée)" in parsed.text
    assert any("« Budget » : 1 formules" in warning for warning in parsed.warnings)
