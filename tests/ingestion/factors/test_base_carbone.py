"""ADEME's Base Carbone as published: encoding, decimal commas, items that are not counted twice, what is left out."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.calculators.footprint import estimate, load_registry
from assistant.calculators.footprint.registry import Factor, Phase
from assistant.cli.app import app
from assistant.errors import InputError
from ingestion.factors import BaseCarboneImport, import_base_carbone, write_table
from ingestion.factors.validity import last_day

COLUMNS = (
    "Type Ligne", "Identifiant de l'élément", "Structure", "Type de l'élément", "Statut de l'élément",
    "Nom base français", "Nom attribut français", "Nom frontière français", "Code de la catégorie", "Unité français",
    "Localisation géographique", "Date de modification", "Période de validité", "Incertitude", "Type poste",
    "Nom poste français", "Total poste non décomposé", "CO2b",
)  # fmt: skip
LIGHTING = "43285"  # the published id of the shipped factor of public lighting


def line(kind: str, number: str, **told: str) -> str:
    cells = {
        "Type Ligne": kind, "Identifiant de l'élément": number, "Structure": "élément décomposé par poste",
        "Type de l'élément": "Facteur d'émission", "Statut de l'élément": "Valide générique",
        "Nom base français": "Electricité", "Unité français": "kgCO2e/kWh", "Total poste non décomposé": "0,0587",
        "Localisation géographique": "France continentale", **told,
    }  # fmt: skip
    return ";".join(f'"{cells.get(name, "")}"' for name in COLUMNS)


def read(tmp_path: Path, *lines: str, encoding: str = "cp1252", **options: bool) -> BaseCarboneImport:
    path = tmp_path / "export.csv"
    path.write_bytes("\r\n".join([";".join(COLUMNS), *lines, ""]).encode(encoding))
    return import_base_carbone(path, load_registry(), **options)


def only(done: BaseCarboneImport) -> Factor:
    assert len(done.factors) == 1, done.left_out
    return done.factors[0]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_accents_and_decimal_commas_are_read(tmp_path: Path, encoding: str) -> None:
    row = line("Elément", "1", **{"Nom attribut français": "éclairage", "Incertitude": "30"})
    found = only(read(tmp_path, row, encoding=encoding))
    assert (found.label, found.value, found.uncertainty_percent) == (
        "Electricité, éclairage", Decimal("0.0587"), Decimal(30),
    )  # fmt: skip


def test_an_empty_uncertainty_stays_unknown(tmp_path: Path) -> None:
    assert only(read(tmp_path, line("Elément", "1"))).uncertainty_percent is None


def test_the_items_of_an_element_are_factors_of_their_phase_and_add_nothing_to_it(tmp_path: Path) -> None:
    done = read(
        tmp_path,
        line("Elément", "1", **{"Total poste non décomposé": "0,058"}),
        line("Poste", "1", **{"Type poste": "Combustion", "Total poste non décomposé": "0,045"}),
        line("Poste", "1", **{"Type poste": "Amont", "Total poste non décomposé": "0,013"}),
    )
    assert [(one.id, one.value, one.phase) for one in done.factors] == [
        ("basecarbone.1", Decimal("0.058"), None),
        ("basecarbone.1.combustion", Decimal("0.045"), Phase.COMBUSTION),
        ("basecarbone.1.amont", Decimal("0.013"), Phase.UPSTREAM),
    ]
    assert done.mismatched == ()


def test_items_that_do_not_make_the_total_are_told(tmp_path: Path) -> None:
    done = read(tmp_path, line("Elément", "1"), line("Poste", "1", **{"Type poste": "Amont"}), line("Elément", "2"))
    assert done.mismatched == ()
    half = line("Poste", "1", **{"Type poste": "Amont", "Total poste non décomposé": "0,02"})
    assert read(tmp_path, line("Elément", "1"), half).mismatched == ("1",)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"Statut de l'élément": "Archivé"}, "statut archivé"),
        ({"Type de l'élément": "Données source"}, "pas un facteur d'émission"),
        ({"Total poste non décomposé": ""}, "sans valeur"),
        ({"Unité français": "kgCO2e/licorne"}, "unité non reprise : kgCO2e/licorne"),
    ],
)
def test_what_is_left_out_is_counted_by_reason(tmp_path: Path, told: dict[str, str], reason: str) -> None:
    done = read(tmp_path, line("Elément", "1", **told))
    assert done.factors == ()
    assert done.left_out == {reason: 1}


@pytest.mark.parametrize(
    ("published", "unit"),
    [
        ("kgCO2e/kWh PCI", "kgCO2e/kWhPCI"),
        ("kgCO2e/kWh PCS", "kgCO2e/kWhPCS"),
        ("kgCO2e/keuro (2023) HT", "kgCO2e/k€HT2023"),
        ("kgCO2e/passager.km", "kgCO2e/(passager*km)"),
        ("kgCO2e/tonne", "kgCO2e/t"),
        ("kgCO2e/litre", "kgCO2e/L"),
    ],
)
def test_a_published_unit_is_spelled_for_the_calculator(tmp_path: Path, published: str, unit: str) -> None:
    assert only(read(tmp_path, line("Elément", "1", **{"Unité français": published}))).unit == unit


def test_an_imported_factor_takes_the_place_of_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    shipped = next(one for one in load_registry().factors.values() if f"Identifiant {LIGHTING}" in one.locator)
    row = line("Elément", LIGHTING, **{"Total poste non décomposé": "0,0612", "Incertitude": "25"})
    done = read(tmp_path, row)
    assert done.replaced == (shipped.id,)
    table = tmp_path / "base_carbone.csv"
    write_table(done.factors, table)
    result = estimate("public_lighting", {"points": 1, "power_before": 100, "power_after": 50},
                      registry=load_registry(table))  # fmt: skip
    assert [(factor.factor_id, factor.value) for factor in result.factors] == [
        (f"basecarbone.{LIGHTING}", Decimal("0.0612"))
    ]
    assert read(tmp_path, row, replace=False).replaced == ()


def test_a_factor_of_another_unit_does_not_take_the_place(tmp_path: Path) -> None:
    assert read(tmp_path, line("Elément", LIGHTING, **{"Unité français": "kgCO2e/km"})).replaced == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Décembre 2024", date(2024, 12, 31)),
        ("déc.-25", date(2025, 12, 31)),
        ("févr.-24", date(2024, 2, 29)),
        ("2026-06-30", date(2026, 6, 30)),
        ("2027", date(2027, 12, 31)),
        ("2026-13-45", None),
        ("bientôt", None),
        ("", None),
    ],
)
def test_a_period_of_validity_ends_on_its_last_day(text: str, day: date | None) -> None:
    assert last_day(text) == day


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"\x00\xff\x00", "Type Ligne;Autre\n".encode("cp1252")])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "autre.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"n'est pas un export|illisible|texte"):
        import_base_carbone(path, load_registry())


def test_the_command_writes_the_table_and_tells_how_to_use_it(tmp_path: Path) -> None:
    read(tmp_path, line("Elément", LIGHTING), line("Elément", "9", **{"Statut de l'élément": "Archivé"}))
    out = tmp_path / "table.csv"
    result = CliRunner().invoke(app, ["factors", "import", str(tmp_path / "export.csv"), "-o", str(out)])
    assert result.exit_code == 0
    assert "1 facteurs repris, dont 1 à la place" in result.stdout
    assert "statut archivé : 1" in result.stdout
    assert "JALON_FACTORS=" in result.stderr
    checked = CliRunner().invoke(app, ["factors", "check", str(out)])
    assert "1 facteurs lus" in checked.stdout


def test_factors_are_listed_by_words(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--home", str(tmp_path), "factors", "list", "éclairage public", "--json"])
    found = json.loads(result.stdout)
    assert found
    assert all("clairage" in one["label"] for one in found)
    told = CliRunner().invoke(app, ["--home", str(tmp_path), "factors", "list", "licorne"])
    assert "Aucun facteur" in told.stdout
