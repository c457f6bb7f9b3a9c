"""Nothing that a person sees in a document is lost or glued to its neighbour, and nothing hidden is read."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odf import office
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import Note, NoteBody, NoteCitation, P

from ingestion.parsers import BlockKind, parse_file

PAGE = (
    "<html><head><title>Lot</title></head><body><nav>Menu du site</nav><main><h1>Marché</h1><p>Deux lots.</p>"
    "<table><tr><th>Lot</th><th>Prix</th></tr><tr><td>Gros œuvre</td><td>2 000 €</td></tr></table>"
    "<h2>Délai</h2><ul><li>six mois</li><li>sans pénalité</li></ul></main>"
    "<footer>Mentions légales</footer></body></html>"
)


def test_neighbouring_cells_that_say_the_same_are_both_kept(tmp_path: Path) -> None:
    document = Document()
    grid = document.add_table(rows=2, cols=3)
    for cell, text in zip(grid._cells, ["Année", "Coût", "Aide", "2025", "500 €", "500 €"], strict=True):
        cell.text = text
    document.save(str(tmp_path / "budget.docx"))
    assert parse_file(tmp_path / "budget.docx").text == "| Année | Coût | Aide |\n| 2025 | 500 € | 500 € |"


def test_a_merged_cell_is_read_once(tmp_path: Path) -> None:
    document = Document()
    grid = document.add_table(rows=1, cols=3)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "Total"
    grid.cell(0, 2).text = "900 €"
    document.save(str(tmp_path / "total.docx"))
    assert parse_file(tmp_path / "total.docx").text == "| Total | 900 € |"


def test_form_fields_and_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Montant : ")._p
    run = "<w:r><w:t>{}</w:t></w:r>"
    for xml in (
        f"<w:sdt {nsdecls('w')}><w:sdtContent>{run.format('310 000 €')}</w:sdtContent></w:sdt>",
        f"<w:ins {nsdecls('w')} w:id='1' w:author='Maire'>{run.format(' hors taxes')}</w:ins>",
        f"<w:del {nsdecls('w')} w:id='2' w:author='Maire'><w:r><w:delText> TTC</w:delText></w:r></w:del>",
    ):
        paragraph.append(parse_xml(xml))
    block = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format('Objet du marché')}</w:p></w:sdtContent></w:sdt>"
    paragraph.addprevious(parse_xml(block))
    document.save(str(tmp_path / "formulaire.docx"))
    assert parse_file(tmp_path / "formulaire.docx").text == "Objet du marché\n\nMontant : 310 000 € hors taxes"


def test_the_contents_of_a_word_document_are_not_a_passage(tmp_path: Path) -> None:
    document = Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Éclairage\t12", style="toc 1")
    document.add_paragraph("Un texte.")
    document.save(str(tmp_path / "sommaire.docx"))
    assert parse_file(tmp_path / "sommaire.docx").text == "Un texte."


def test_a_repeated_cell_of_an_opendocument_table_fills_its_columns(tmp_path: Path) -> None:
    document = OpenDocumentText()
    grid, row = Table(), TableRow()
    for text, count in (("2025", 1), ("500 €", 2)):
        cell = TableCell(numbercolumnsrepeated=count)
        cell.addElement(P(text=text))
        row.addElement(cell)
    grid.addElement(row)
    document.text.addElement(grid)
    document.save(str(tmp_path / "budget.odt"))
    assert parse_file(tmp_path / "budget.odt").text == "| 2025 | 500 € | 500 € |"


def test_a_footnote_stands_apart_and_a_comment_is_not_read(tmp_path: Path) -> None:
    document, paragraph = OpenDocumentText(), P(text="Le coût est de 500 €")
    note, body = Note(noteclass="footnote"), NoteBody()
    body.addElement(P(text="Hors taxes."))
    note.addElement(NoteCitation(text="1"))
    note.addElement(body)
    comment = office.Annotation()
    comment.addElement(P(text="À vérifier !"))
    paragraph.addElement(note)
    paragraph.addElement(comment)
    paragraph.addText(" par point.")
    document.text.addElement(paragraph)
    document.save(str(tmp_path / "note.odt"))
    assert parse_file(tmp_path / "note.odt").text == "Le coût est de 500 € (Hors taxes.) par point."


def test_a_short_web_page_keeps_its_structure_and_drops_its_menus(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    parsed = parse_file(tmp_path / "page.html")
    assert "Menu du site" not in parsed.text
    assert "Mentions légales" not in parsed.text
    assert "| Lot | Prix |\n| Gros œuvre | 2 000 € |" in parsed.text
    assert parsed.blocks[-1].kind is BlockKind.LIST
    assert parsed.blocks[-1].heading_path == ("Marché", "Délai")


def test_the_cells_of_a_workbook_are_shown_as_the_french_write_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Jour", "Heure", "Facteur", "Petit", "Année", "Payé"])
    sheet.append([date(2026, 3, 15), datetime.fromisoformat("2026-03-15T14:30"), 1.234, 0.00001, 2026, True])
    book.save(tmp_path / "suivi.xlsx")
    assert parse_file(tmp_path / "suivi.xlsx").text.endswith(
        "Jour : 15/03/2026 ; Heure : 15/03/2026 14:30 ; Facteur : 1,234 ; Petit : 0,00001 ; Année : 2026 ; Payé : oui"
    )


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_short_text_of_an_old_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "note.txt").write_bytes("été à Étréchy".encode(encoding))
    assert parse_file(tmp_path / "note.txt").text == "été à Étréchy"


def test_markdown_between_two_rules_is_text_and_no_metadata(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("---\n\nLe maire décide.\n\n---\n\nLe conseil vote.\n", encoding="utf-8")
    text = parse_file(tmp_path / "note.md").text
    assert "Le maire décide." in text
    assert "Le conseil vote." in text
