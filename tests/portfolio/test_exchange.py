"""The portfolio in files: what is written is read back, what cannot be read is told and imports nothing."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.domain.follow_up import FollowUp
from assistant.domain.portfolio import row_of
from assistant.domain.sheet import Origin
from assistant.errors import InputError
from assistant.portfolio import board_of, read_projects, to_csv, to_json, to_xlsx
from assistant.services import Services
from tests.portfolio.test_board import ON, row
from tests.projects.test_rows import SHEET

NOW = datetime(2026, 11, 30, tzinfo=UTC)
SHARED = {"p-00000001": FollowUp(project_id="p-00000001", is_shared=True, authority="Commune d'Essai")}


def test_a_shared_project_is_read_back_by_another_authority() -> None:
    (read,) = read_projects(to_json([row_of(SHEET)], SHARED), "essai.json", at=NOW)
    assert read.title.text == "Éclairage"
    assert read.owner is not None
    assert read.owner.text == "Commune d'Essai"
    assert read.total_cost_excl_tax == 310_000
    assert read.phase is SHEET.phase
    assert read.title.provenance[0].quote == "importé de essai.json"
    assert read.title.provenance[0].origin is Origin.USER


def test_what_is_not_shared_stays_here() -> None:
    assert json.loads(to_json([row_of(SHEET)], {}))["projets"] == []


def test_the_same_file_read_twice_gives_the_same_projects() -> None:
    data = to_json([row_of(SHEET)], SHARED)
    assert read_projects(data, "a.json", at=NOW) == read_projects(data, "a.json", at=NOW)
    other = read_projects(data, "b.json", at=NOW)
    assert other[0].project_id != read_projects(data, "a.json", at=NOW)[0].project_id


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"pas du json", "fichier d'échange"),
        (b'{"autre": []}', "fichier d'échange"),
        (b'{"projets": 3}', "liste"),
        ({"projets": [{"description": "x"}]}, "projet 1 : il manque « nom »"),
        ({"projets": [{"nom": "a"}, {"nom": "b", "budget_previsionnel": "beaucoup"}]}, "projet 2 : budget"),
        ({"projets": [{"nom": "a", "budget_previsionnel": -5}]}, "n'est pas un montant"),
        ({"projets": [{"nom": "a", "budget_previsionnel": "NaN"}]}, "n'est pas un montant"),
        ({"projets": [{"nom": ["a"]}]}, "doit être un texte"),
        ({"projets": [{"nom": "a"}] * 501}, "500 au plus"),
        (b"[" * 5_000_001, "5 Mo"),
    ],
    ids=["not JSON", "no list", "a number", "no name", "words", "negative", "no number", "a list", "many", "big"],
)
def test_what_cannot_be_read_is_told(content: Any, told: str) -> None:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(InputError, match=told):
        read_projects(data, "f.json", at=NOW)


def test_a_spreadsheet_reads_amounts_and_computes_no_text() -> None:
    lines = board_of([row("a", title="=1+1"), row("b", cost_excl_tax=Decimal("12.5"))], {}, on=ON).lines
    table = list(csv.reader(io.StringIO(to_csv(lines).decode("utf-8-sig")), delimiter=";"))
    assert [table[1][0], table[2][5]] == ["'=1+1", "12,5"]
    page = load_workbook(io.BytesIO(to_xlsx(lines))).worksheets[0]
    assert page.cell(2, 1).data_type == "s"
    assert page.cell(3, 6).value == 12.5


def test_shared_projects_are_replaced_by_source(services: Services) -> None:
    services.shared_projects.replace("a.json", [row("p-1"), row("p-2")])
    services.shared_projects.replace("b.json", [row("p-3")])
    services.shared_projects.replace("a.json", [row("p-2")])
    assert [one.project_id for one in services.shared_projects.rows()] == ["p-2", "p-3"]
    assert services.shared_projects.sources() == {"a.json": 1, "b.json": 1}


@pytest.mark.parametrize(("write", "source"), [(to_xlsx, "p.xlsx"), (to_csv, "p.csv")])
def test_our_own_table_read_again_finds_the_same_projects(write: Any, source: str) -> None:
    lines = board_of([row_of(SHEET)], {}, on=ON).lines
    (read,) = read_projects(write(lines), source, at=NOW, known={SHEET.project_id})
    assert (read.project_id, read.title.text, read.phase) == (SHEET.project_id, SHEET.title.text, SHEET.phase)
    assert read.total_cost_excl_tax == 310_000


def test_a_table_of_a_town_hall_is_read_by_the_names_of_its_columns() -> None:
    table = "Intitulé;Maître d'ouvrage;Montant HT (€);Statut\nÉcole;Commune de Sarlat;1 310 000,50 €;travaux\n;;;\n"
    for data in (table.encode("utf-8-sig"), table.encode("cp1252")):
        (read,) = read_projects(data, "Nos projets.CSV", at=NOW)
        assert (read.title.text, read.phase.value, read.costs[0].amount_excl_tax) == (
            "École",
            "travaux",
            Decimal("1310000.50"),
        )


@pytest.mark.parametrize(
    ("data", "source", "told"),
    [
        (b"a;b\n1;2\n", "t.csv", "aucune colonne ne s'appelle"),
        (b"", "t.csv", "aucune colonne"),
        (b"PK pas un classeur", "t.xlsx", "n'est pas un classeur"),
        (b"Projet;Montant\nA;beaucoup\n", "t.csv", "n'est pas un montant"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(data: bytes, source: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_projects(data, source, at=NOW)
