"""The sheet and its deliberation as office files: opened again by the libraries that read them, in a letterhead."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from odf import svg, table, teletype, text
from odf.opendocument import load

from assistant.domain import DocumentKind
from assistant.domain.sheet import ProjectSheet
from assistant.errors import InputError
from assistant.export import export_sheet, read_letterhead
from assistant.export.blocks import Grid
from assistant.export.letterhead import PLAIN, Letterhead
from tests.export.test_sheet import sheet

__all__ = ["sheet"]

BOTH = pytest.mark.parametrize("document", ["fiche", "deliberation"])
OFFICE = pytest.mark.parametrize("name", ["docx", "odt"])


def read_docx(data: bytes) -> str:
    page = docx.Document(io.BytesIO(data))
    cells = [cell.text for one in page.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in page.paragraphs), *cells])


def read_odt(data: bytes) -> str:
    body = load(io.BytesIO(data)).text
    found = [*body.getElementsByType(text.H), *body.getElementsByType(text.P)]
    return "\n".join(teletype.extractText(one) for one in found)


def read(data: bytes, name: str) -> str:
    return read_docx(data) if name == "docx" else read_odt(data)


@OFFICE
@BOTH
def test_an_office_file_says_what_the_sheet_says(sheet: ProjectSheet, document: str, name: str) -> None:
    said = read(export_sheet(sheet, name, document=document), name).replace("\u202f", " ")
    assert sheet.title.text in said
    assert "280 000 € (hors taxes, à confirmer)" in said
    assert all(passage.title in said for passage in sheet.sources)
    assert all(figure.label in said for result in sheet.footprint for figure in result.figures)


@OFFICE
@BOTH
def test_the_same_sheet_gives_the_same_bytes(sheet: ProjectSheet, document: str, name: str) -> None:
    assert export_sheet(sheet, name, document=document) == export_sheet(sheet, name, document=document)


def test_a_screen_reader_finds_headings_language_and_head_rows(sheet: ProjectSheet) -> None:
    page = docx.Document(io.BytesIO(export_sheet(sheet, "docx")))
    assert page.core_properties.title == sheet.title.text
    assert page.core_properties.language == "fr-FR"
    assert "Heading 2" in {paragraph.style.name for paragraph in page.paragraphs if paragraph.style}
    assert all("w:tblHeader" in one.rows[0]._tr.xml for one in page.tables)
    written = load(io.BytesIO(export_sheet(sheet, "odt")))
    assert len(written.text.getElementsByType(table.TableHeaderRows)) == len(
        written.text.getElementsByType(table.Table)
    )
    assert {int(one.getAttribute("outlinelevel")) for one in written.text.getElementsByType(text.H)} == {1, 2, 3}


def test_an_odt_begins_with_its_type(sheet: ProjectSheet) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_sheet(sheet, "odt")))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize("name", ["md", "docx", "odt", "json"])
def test_a_deliberation_cites_its_texts_and_decides(sheet: ProjectSheet, name: str) -> None:
    data = export_sheet(sheet, name, document="deliberation")
    said = read(data, name) if name in {"docx", "odt"} else data.decode()
    assert "Le conseil municipal," in said
    assert "après en avoir délibéré" in said
    for passage in sheet.sources:
        if passage.kind is DocumentKind.REGULATION:
            assert passage.title in said
    assert "Autorise le maire à signer" in said


def test_a_deliberation_asks_only_for_the_aids_that_fit(sheet: ProjectSheet) -> None:
    said = export_sheet(sheet, "md", document="deliberation").decode()
    for aid in sheet.funding:
        assert (f"Sollicite l'aide « {aid.name} »" in said) is aid.fits


def test_an_unknown_document_is_told(sheet: ProjectSheet) -> None:
    with pytest.raises(InputError, match="Documents : fiche, deliberation"):
        export_sheet(sheet, "docx", document="roman")


@pytest.fixture
def letterhead(tmp_path: Path) -> Letterhead:
    (tmp_path / "entete.txt").write_text("Commune de Villejalon", encoding="utf-8")
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    return read_letterhead(tmp_path)


@BOTH
def test_the_words_of_the_letterhead_stand_in_the_head(
    sheet: ProjectSheet, letterhead: Letterhead, document: str
) -> None:
    page = docx.Document(io.BytesIO(export_sheet(sheet, "docx", document=document, letterhead=letterhead)))
    assert page.sections[0].header.paragraphs[0].text == "Commune de Villejalon"
    pdf = export_sheet(sheet, "pdf", document=document, letterhead=letterhead)
    assert len(pdf) > len(export_sheet(sheet, "pdf", document=document))


def test_a_model_keeps_its_own_head_and_styles(sheet: ProjectSheet, tmp_path: Path) -> None:
    model = docx.Document()
    model.sections[0].header.paragraphs[0].text = "République française"
    model.save(str(tmp_path / "modele.docx"))
    page = docx.Document(io.BytesIO(export_sheet(sheet, "docx", letterhead=read_letterhead(tmp_path))))
    assert page.sections[0].header.paragraphs[0].text == "République française"
    assert sheet.title.text in [paragraph.text for paragraph in page.paragraphs]


@OFFICE
def test_a_damaged_model_is_told(sheet: ProjectSheet, tmp_path: Path, name: str) -> None:
    (tmp_path / f"modele.{name}").write_bytes(b"rien")
    with pytest.raises(InputError, match=f"modele.{name}"):
        export_sheet(sheet, name, letterhead=read_letterhead(tmp_path))


def test_an_empty_folder_is_no_letterhead(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"entete\.txt"):
        read_letterhead(tmp_path)
    assert read_letterhead(None) == PLAIN


def test_a_column_of_long_words_is_wider_and_all_fill_the_page() -> None:
    grid = Grid(header=("a", "b"), rows=(("x", "y" * 400),))
    assert grid.widths[1] > grid.widths[0]
    assert abs(sum(grid.widths) - 1) < 0.001


@BOTH
def test_the_charts_stand_in_the_office_files_with_their_words(sheet: ProjectSheet, document: str) -> None:
    page = docx.Document(io.BytesIO(export_sheet(sheet, "docx", document=document)))
    drawn = [shape._inline.docPr.get("descr") for shape in page.inline_shapes]
    written = load(io.BytesIO(export_sheet(sheet, "odt", document=document)))
    assert drawn == [teletype.extractText(one) for one in written.text.getElementsByType(svg.Desc)]
    assert drawn
    assert all(drawn)
    assert len(written.Pictures) == len(drawn)
