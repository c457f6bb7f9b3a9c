"""PDF: the real documents of local authorities (../shared/data), checked by eye against their pages."""

from pathlib import Path

import pytest

from ingestion.parsers import ParsedText, parse_file, pdf_ocr
from tests.ingestion.pdf_files import headings

pytestmark = pytest.mark.real_data


@pytest.fixture
def documents(shared_data: Path) -> Path:
    return shared_data / "documents"


def on_page(parsed: ParsedText, page: int) -> str:
    return "\n".join(parsed.text[block.start : block.end] for block in parsed.blocks if block.page == page)


def test_a_list_of_subsidies_keeps_each_row_under_its_header(documents: Path) -> None:
    parsed = parse_file(documents / "VilleMTP_MTP_AttribSub_2014.pdf")
    row = "| 1608 | AMITIES FRANCO-COLOMBIENNES DE MONTPELLIER | P | SEMAINE CULTURELLE | 300 € |"
    assert on_page(parsed, 3).startswith(f"| Code | Structure | Type | Nom du projet | Montant |\n{row}\n")
    assert "| 4763 | MONTPELLIER CUBA SOLIDARITE | F | | 500 € |" in on_page(parsed, 3)  # the last row, left open
    assert "CENTRE DE DOCUMENTATION TIERS-MONDE" in parsed.text
    assert on_page(parsed, 3).count("JEUNESSE EN ARABESQUES") == 1


def test_a_font_that_lost_its_ligatures_gives_whole_words(documents: Path) -> None:
    parsed = parse_file(documents / "CAE_Reglement_label.pdf")
    assert "Lorsque la collectivité atteint les seuils exigés pour prétendre à une labellisation" in parsed.text
    assert "4.12 La sortie de la démarche Territoire Engagé Climat-Air-Énergie ou le retrait des labellisations" in (
        headings(parsed)
    )
    assert "(territoireengage@ademe.fr)" in parsed.text
    assert "| > 500 000 habitants | 5 000€ |" in parsed.text


def test_a_table_that_goes_on_keeps_its_header_on_the_next_page(documents: Path) -> None:
    parsed = parse_file(documents / "CAE_Reglement_label.pdf")
    assert on_page(parsed, 9).startswith("| Situation | Conséquence |\n| Non renouvellement du label à l'échéance")


def test_quotation_marks_footnotes_and_bullets_of_a_report_are_right(documents: Path) -> None:
    parsed = parse_file(documents / "ADEME-Methodo-Outil-trajectoire-reference_VF_Nov2024.pdf")
    assert "un territoire « martyr » en associant" in parsed.text
    assert "l’année de référence (2015 (1))" in parsed.text
    assert "....." not in parsed.text
    assert "Methodologie détaillee" not in parsed.text  # the running footer
    assert "• Rennes Métropole" in parsed.text
    assert "| Projections démographiques départementalisées | Transversal | Insee (Omphale) | X | |" in parsed.text


def test_a_project_sheet_keeps_its_budget(documents: Path) -> None:
    parsed = parse_file(documents / "golden-baseline-fiche-81152.pdf")
    assert "| ANNÉE | MONTANT PRÉVISIONNEL | MONTANT DÉPENSÉ | ETP PRÉVISIONNEL | ETP RÉEL |" in parsed.text
    assert "| 2026 | 20 000 € HT | 25 000 € HT | 0 | 0 |" in parsed.text
    assert "Page 2/3" not in parsed.text


def test_a_scanned_order_keeps_its_tables(documents: Path) -> None:
    if not pdf_ocr.is_installed():
        pytest.skip("tesseract with the French language (tesseract-ocr-fra) is not installed")
    parsed = parse_file(documents / "example_with_table.pdf")
    assert "La rubrique n° 1155 est supprimée et remplacée par la rubrique n° 1172" in parsed.text
    assert "| L 10 | Dith 1 | Rejets sortie laveur des effluents des cuves de sulfitation |" in parsed.text
    assert "| 26.5 | 17 500 |" in parsed.text
