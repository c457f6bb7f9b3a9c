"""Word and OpenDocument texts: notes, lists, text boxes, headings and tables are read where a reader sees them."""

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odf import draw, style, table, text
from odf.opendocument import OpenDocumentText

from ingestion.chunking import chunk
from ingestion.parsers import BlockKind, ParsedText, parse_file

NOTES = f"""<w:{{kind}}s {nsdecls("w")}>
  <w:{{kind}} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{{kind}}>
  <w:{{kind}} w:id="2"><w:p><w:r><w:t xml:space="preserve"> Hors </w:t></w:r><w:r><w:t>taxes.</w:t></w:r></w:p>
  </w:{{kind}}>
</w:{{kind}}s>"""


def saved(document: WordDocument, folder: Path) -> ParsedText:
    document.save(str(folder / "texte.docx"))
    return parse_file(folder / "texte.docx")


def saved_odt(document: OpenDocumentText, folder: Path) -> ParsedText:
    document.save(str(folder / "texte.odt"))
    return parse_file(folder / "texte.odt")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_in_brackets_where_it_is_called(tmp_path: Path, kind: str) -> None:
    document = Document()
    paragraph = document.add_paragraph("Le coût est de 500 €")
    paragraph.add_run()._r.append(parse_xml(f"<w:{kind}Reference {nsdecls('w')} w:id='2'/>"))
    paragraph.add_run(" par point.")
    notes = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        NOTES.format(kind=kind).encode(),
        document.part.package,
    )
    document.part.relate_to(notes, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    assert saved(document, tmp_path).text == "Le coût est de 500 € (Hors taxes.) par point."


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Encadré.</w:t></w:r></w:p></w:txbxContent>"
    namespaces = (
        f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    document.add_paragraph("Avant.")._p.append(
        parse_xml(
            f"<w:r {namespaces}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
            f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    document.add_paragraph("Après.")
    assert saved(document, tmp_path).text == "Avant.\n\nEncadré.\n\nAprès."


def test_a_nested_list_keeps_its_levels(tmp_path: Path) -> None:
    document = Document()
    for said, named in (("un", "List Bullet"), ("un-un", "List Bullet 2"), ("deux", "List Bullet")):
        document.add_paragraph(said, style=named)
    assert saved(document, tmp_path).text == "- un\n  - un-un\n- deux"


def test_headings_of_french_and_home_made_styles_are_headings(tmp_path: Path) -> None:
    document = Document()
    document.styles.add_style("Titre 2", 1)
    derived = document.styles.add_style("Chapitre de la charte", 1)
    derived.base_style = document.styles["Heading 1"]
    document.add_paragraph("Objet", style="Chapitre de la charte")
    document.add_paragraph("Durée", style="Titre 2")
    document.add_paragraph("Trois ans.")
    assert saved(document, tmp_path).blocks[-1].heading_path == ("Objet", "Durée")


def test_every_group_of_rows_of_a_long_table_begins_with_its_headings(tmp_path: Path) -> None:
    document = Document()
    grid = document.add_table(rows=0, cols=2)
    for row in [("Commune", "Montant"), *((f"Commune numéro {number}", f"{number} 000 €") for number in range(90))]:
        for cell, said in zip(grid.add_row().cells, row, strict=True):
            cell.text = said
    parsed = saved(document, tmp_path)
    passages = [parsed.text[part.start : part.end] for part in chunk(parsed)]
    assert len(passages) > 2
    assert all(passage.startswith("| Commune | Montant |\n") for passage in passages)
    assert sum(passage.count("numéro") for passage in passages) == 90


def test_a_cell_merged_over_rows_is_read_in_each_and_a_table_in_a_cell_is_read(tmp_path: Path) -> None:
    document = Document()
    grid = document.add_table(rows=3, cols=2)
    for cell, said in zip(grid._cells, ["Lot", "Prix", "Voirie", "5 €", "", "7 €"], strict=True):
        cell.text = said
    grid.cell(1, 0).merge(grid.cell(2, 0))
    inner = grid.cell(2, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "TTC"
    assert saved(document, tmp_path).text == "| Lot | Prix |\n| Voirie | 5 € |\n| Voirie | 7 € TTC |"


def test_an_opendocument_text_keeps_list_levels_styles_boxes_and_tables_in_cells(tmp_path: Path) -> None:
    document = OpenDocumentText()
    centred = style.Style(name="P1", family="paragraph", parentstylename="Heading_20_2")
    document.automaticstyles.addElement(centred)
    document.text.addElement(text.P(stylename=centred, text="Durée"))
    outer, item, inner, inner_item = text.List(), text.ListItem(), text.List(), text.ListItem()
    inner_item.addElement(text.P(text="un-un"))
    inner.addElement(inner_item)
    item.addElement(text.P(text="un"))
    item.addElement(inner)
    outer.addElement(item)
    document.text.addElement(outer)
    frame, box, around = draw.Frame(width="5cm", height="2cm"), draw.TextBox(), text.P(text="Avant.")
    box.addElement(text.P(text="Encadré."))
    frame.addElement(box)
    around.addElement(frame)
    document.text.addElement(around)
    grid, row, cell, nested = table.Table(), table.TableRow(), table.TableCell(), table.Table()
    nested_row, nested_cell = table.TableRow(), table.TableCell()
    nested_cell.addElement(text.P(text="dedans"))
    nested_row.addElement(nested_cell)
    nested.addElement(nested_row)
    cell.addElement(text.P(text="Dehors"))
    cell.addElement(nested)
    row.addElement(cell)
    grid.addElement(row)
    document.text.addElement(grid)
    parsed = saved_odt(document, tmp_path)
    assert parsed.text == "Durée\n\n- un\n  - un-un\n\nAvant.\n\nEncadré.\n\n| Dehors dedans |"
    assert {block.heading_path for block in parsed.blocks} == {("Durée",)}
    assert parsed.blocks[1].kind is BlockKind.LIST


def test_a_numbered_heading_of_an_opendocument_text_is_a_heading(tmp_path: Path) -> None:
    document = OpenDocumentText()
    numbering, item = text.List(), text.ListItem()
    item.addElement(text.H(outlinelevel=1, text="Objet"))
    numbering.addElement(item)
    document.text.addElement(numbering)
    document.text.addElement(text.P(text="Un texte."))
    assert saved_odt(document, tmp_path).blocks[-1].heading_path == ("Objet",)
