"""Parsers on files made by the real libraries: text, headings, pages and tables kept, faults told in French."""

import io
from pathlib import Path

import openpyxl
import pytest
import typst
from docx import Document
from odf import table as odf_table
from odf.opendocument import OpenDocumentText
from odf.text import H, P
from pypdf import PdfReader, PdfWriter

from assistant.errors import ParseError
from ingestion.parsers import BlockKind, ParsedText, parse_file


def typeset(path: Path, source: str) -> Path:
    path.write_bytes(typst.compile(source.encode(), format="pdf"))
    return path


def headings(parsed: ParsedText) -> list[str]:
    return [block.heading_path[-1] for block in parsed.blocks if block.kind is BlockKind.HEADING]


def place_of(parsed: ParsedText, words: str) -> tuple[int | None, tuple[str, ...]]:
    """The page and headings of the block in which some words stand."""
    at = parsed.text.index(words)
    block = next(block for block in parsed.blocks if block.start <= at < block.end)
    return block.page, block.heading_path


TWO_PAGES = """
= Éclairage
Les luminaires de la commune sont remplacés par des LED, plus sobres.
#pagebreak()
= Chauffage
La chaudière au fioul de l'école laisse la place à une chaufferie au bois.
"""


def test_a_pdf_keeps_its_headings_and_pages(tmp_path: Path) -> None:
    parsed = parse_file(typeset(tmp_path / "deux.pdf", TWO_PAGES))
    assert headings(parsed) == ["Éclairage", "Chauffage"]
    assert place_of(parsed, "luminaires") == (1, ("Éclairage",))
    assert place_of(parsed, "chaufferie") == (2, ("Chauffage",))


def test_headers_and_footers_repeated_on_each_page_are_dropped(tmp_path: Path) -> None:
    pages = "\n#pagebreak()\n".join(f"Une page qui parle du thème {word}." for word in ("eau", "air", "sol", "feu"))
    header = "#set page(header: [Commune de Test], footer: context [Page #counter(page).display()])\n"
    parsed = parse_file(typeset(tmp_path / "quatre.pdf", header + pages))
    assert "Commune de Test" not in parsed.text
    assert "Page" not in parsed.text
    assert parsed.text.count("Une page") == 4


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = "premier " * 60, "second " * 60
    parsed = parse_file(
        typeset(tmp_path / "colonnes.pdf", f"#set page(columns: 2)\n{left}\n#colbreak()\n{right}"),
    )
    assert parsed.text.rindex("premier") < parsed.text.index("second")


def test_a_word_cut_at_a_line_end_is_joined(tmp_path: Path) -> None:
    source = '#set page(width: 5cm, margin: 0.6cm)\n#set text(lang: "fr", hyphenate: true)\n#set par(justify: true)\n'
    parsed = parse_file(typeset(tmp_path / "cesure.pdf", source + "La désimperméabilisation des cours d'école. " * 3))
    assert parsed.text.replace("\n", " ").count("désimperméabilisation") == 3


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(typeset(tmp_path / "clair.pdf", "Un texte.")))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "protege.pdf")
    with pytest.raises(ParseError, match="mot de passe"):
        parse_file(tmp_path / "protege.pdf")


def test_a_pdf_without_text_asks_for_character_recognition(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="numérisé sans texte"):
        parse_file(typeset(tmp_path / "image.pdf", "#rect(width: 5cm, height: 5cm, fill: black)"))


def test_a_page_without_text_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    source = "Un texte lisible.\n#pagebreak()\n#rect(width: 5cm, height: 5cm, fill: black)"
    parsed = parse_file(typeset(tmp_path / "mixte.pdf", source))
    assert parsed.text == "Un texte lisible."
    assert parsed.warnings == ("page 2 : sans texte lisible (image ou numérisation)",)


def test_a_word_document_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Marché", 1)
    document.add_paragraph("Objet du marché.")
    document.add_paragraph("Premier lot", style="List Bullet")
    grid = document.add_table(rows=2, cols=2)
    for cell, text in zip([c for row in grid.rows for c in row.cells], ["Lot", "Montant", "1", "2 000 €"], strict=True):
        cell.text = text
    document.save(str(tmp_path / "marche.docx"))
    parsed = parse_file(tmp_path / "marche.docx")
    assert place_of(parsed, "Objet du marché") == (None, ("Marché",))
    assert "- Premier lot" in parsed.text
    assert "Montant" in parsed.text[parsed.text.index("Lot") :]
    assert "2 000 €" in parsed.text


def test_an_opendocument_text_keeps_headings_and_tables(tmp_path: Path) -> None:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Cantine"))
    document.text.addElement(P(text="Des produits durables."))
    grid = odf_table.Table()
    for cells in (("Année", "Part"), ("2025", "22 %")):
        row = odf_table.TableRow()
        for text in cells:
            cell = odf_table.TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)
    document.save(str(tmp_path / "cantine.odt"))
    parsed = parse_file(tmp_path / "cantine.odt")
    assert place_of(parsed, "produits durables") == (None, ("Cantine",))
    assert "22 %" in parsed.text


def test_a_web_page_gives_its_main_content_alone(tmp_path: Path) -> None:
    body = "La commune rénove son école et son gymnase, avec une isolation en matériaux biosourcés. " * 4
    (tmp_path / "page.html").write_text(
        "<html><head><title>Projet</title></head><body><nav><a href='/'>Menu du site</a></nav>"
        f"<main><article><h1>École</h1><p>{body}</p></article></main><footer>Mentions légales</footer></body></html>",
        encoding="utf-8",
    )
    parsed = parse_file(tmp_path / "page.html")
    assert "biosourcés" in parsed.text
    assert "Menu du site" not in parsed.text
    assert "Mentions légales" not in parsed.text


def test_each_row_of_a_table_carries_its_column_headings(tmp_path: Path) -> None:
    (tmp_path / "aides.csv").write_bytes("Commune;Montant\nÉtréchy;1 200 €\nSaint-Léon;800 €\n".encode("cp1252"))
    parsed = parse_file(tmp_path / "aides.csv")
    assert "Commune : Étréchy ; Montant : 1 200 €" in parsed.text


def test_a_workbook_has_a_heading_for_each_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Écoles"  # type: ignore[union-attr]
    book["Écoles"].append(["Nom", "Surface"])
    book["Écoles"].append(["Jules Ferry", 1200])
    book.create_sheet("Mairies").append(["Seule ligne"])
    book.save(tmp_path / "patrimoine.xlsx")
    parsed = parse_file(tmp_path / "patrimoine.xlsx")
    assert headings(parsed) == ["Écoles", "Mairies"]
    assert "Nom : Jules Ferry ; Surface : 1200" in parsed.text


def test_markdown_metadata_and_headings_are_read(tmp_path: Path) -> None:
    text = "---\ntitle: Note\nverified_on: 2026-11-24\n---\n# Règle\n\nUne règle.\n\n## Seuil\n\nUn seuil.\n"
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    parsed = parse_file(tmp_path / "note.md")
    assert parsed.title == "Note"
    assert parsed.metadata["verified_on"] == "2026-11-24"
    assert place_of(parsed, "Un seuil")[1] == ("Règle", "Seuil")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    said = "L'éclairage public de la forêt s'éteint à minuit : économies, biodiversité, sommeil des habitants."
    (tmp_path / "texte.txt").write_bytes(said.encode(encoding))
    assert parse_file(tmp_path / "texte.txt").text == said


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("vide.txt", b"", "vide"),
        ("blanc.md", b" \n\n ", "vide"),
        ("menteur.pdf", b"PK\x03\x04", "contenu n'est pas de ce format"),
        ("menteur.txt", b"%PDF-1.7", "contient : PDF"),
        ("casse.docx", b"PK\x03\x04nothing", "endommagé"),
        ("casse.xlsx", b"PK\x03\x04nothing", "endommagé"),
        ("casse.odt", b"PK\x03\x04nothing", "endommagé"),
        ("casse.pdf", b"%PDF-1.7\nnothing", "endommagé"),
        ("ancien.doc", b"\xd0\xcf\x11\xe0", "enregistrez-le en .docx"),
        ("ancien.xls", b"\xd0\xcf\x11\xe0", "enregistrez-le en .xlsx"),
        ("protege.docx", b"\xd0\xcf\x11\xe0", "mot de passe"),
        ("inconnu.xyz", b"\x00\x01", "formats lus : .*\\.eml.*\\.ods.*\\.tar\\.gz.*\\.zip"),
    ],
)
def test_a_bad_file_is_explained(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ParseError, match=reason):
        parse_file(tmp_path / name)


def test_an_archive_that_explodes_is_refused(tmp_path: Path) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 600_000_000)
    (tmp_path / "bombe.docx").write_bytes(packed.getvalue())
    with pytest.raises(ParseError):
        parse_file(tmp_path / "bombe.docx")
