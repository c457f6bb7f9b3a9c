"""``jalon plan``: the contract, the files it writes, its refusals."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from assistant.settings import Settings
from tests.calculators.financing.plans import OWNER, WORKS, grant
from tests.cli.test_commands import run
from tests.conftest import REPOSITORY

PLAN = {"owner": OWNER, "costs": [WORKS], "grants": [grant("detr", rate_percent=40)]}


def planned(tmp_path: Path, *arguments: str, **changes: Any) -> tuple[int, str, str]:
    return run(tmp_path / "home", "plan", "-", *arguments, stdin=json.dumps({**PLAN, **changes}))


def test_the_checks_follow_the_contract(tmp_path: Path) -> None:
    code, out, _ = planned(tmp_path, "--json")
    answer = json.loads(out)
    assert code == 0
    assert all({"rule", "verdict", "because", "reference"} <= check.keys() for check in answer["checks"])
    assert {check["verdict"] for check in answer["checks"]} <= {"ok", "block", "warn", "inform", "unknown"}
    assert answer["totals"]["owner_share"] == "60000.00"


def test_a_file_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(PLAN), encoding="utf-8")
    code, out, _ = run(tmp_path / "home", "plan", str(path))
    assert code == 0
    assert "Aucune règle bloquante" in out


def test_the_terminal_tells_what_breaks_and_why(tmp_path: Path) -> None:
    code, out, _ = planned(tmp_path, grants=[grant("region", 90000)])
    assert code == 0
    assert "Participation minimale du maître d'ouvrage. Bloquant : Votre part est de 10" in out
    assert "CGCT, article L1111-10, III" in out


def test_a_rule_that_nobody_has_read_in_its_text_is_marked(tmp_path: Path) -> None:
    _, out, _ = planned(tmp_path, loans=[{"id": "pret", "amount": 1000, "years": 5}])
    assert "(CGCT, article L1111-10, III (lecture de Jalon), à vérifier)" in out


def test_the_terminal_tells_the_best_plan_and_what_limits_it(tmp_path: Path) -> None:
    calendar = {"first_commitment": "2099-03-01", "works_end": "2099-12-01"}
    code, out, _ = planned(
        tmp_path,
        "--optimise",
        calendar=calendar,
        basis="incl_tax",
        grants=[grant("region", max_rate_percent=90), grant("cee")],
    )
    assert code == 0
    assert "Plus petite part légale du maître d'ouvrage" in out
    assert "Ce qui limite le plan" in out
    assert "Non retenue : Certificats" in out
    assert "1er mars 2099 : Premier engagement" in out


def test_the_files_are_written_beside_the_json(tmp_path: Path) -> None:
    xlsx, ics = tmp_path / "plan.xlsx", tmp_path / "plan.ics"
    code, out, err = planned(tmp_path, "--json", "--xlsx", str(xlsx), "--ics", str(ics))
    assert code == 0
    assert json.loads(out)["is_legal"]
    assert f"Classeur écrit : {xlsx}" in err
    assert load_workbook(BytesIO(xlsx.read_bytes())).sheetnames == ["Plan", "Contrôles", "Trésorerie", "Calendrier"]
    assert Calendar.from_ical(ics.read_bytes())["prodid"]


def test_the_plan_goes_into_the_sheet_of_a_project(settings: Settings) -> None:
    said = "Commune de Dordogne : nous voulons rénover 420 points lumineux pour 200 000 €. Rédige la fiche projet."
    _, out, _ = run(settings.home, "ask", said, "--json")
    project = json.loads(out)["project_id"]
    code, _, err = run(settings.home, "plan", "-", "--project", project, stdin=json.dumps(PLAN))
    assert code == 0
    assert f"Plan enregistré dans la fiche {project}, version 2." in err
    _, sheet, _ = run(settings.home, "sheet", project)
    assert "## Plan de financement" in sheet


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"grants": [grant("detr", rate_percent=120)]}, "grants.0.rate_percent : ne peut pas dépasser 100"),
        ({"grants": [grant("detrr", 1)]}, "grants.0.scheme : Dispositif « detrr » n'existe pas"),
        ({"costs": [{**WORKS, "amount_excl_tax": -5}]}, "costs.0.amount_excl_tax : doit être supérieur à 0"),
        ({"grants": [{"id": "a", "aid": "absente"}]}, "grants.0.aid : L'aide « absente » n'existe pas"),
    ],
)
def test_a_wrong_plan_is_refused_naming_the_field(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    code, out, err = planned(tmp_path, "--json", **changes)
    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(("stdin", "code"), [("pas du JSON", 2), ("[1]", 2), ("[" * 100_000, 2)])
def test_what_is_not_a_plan_is_refused(tmp_path: Path, stdin: str, code: int) -> None:
    assert run(tmp_path, "plan", "-", stdin=stdin)[0] == code


def test_a_missing_file_or_project_is_said(tmp_path: Path) -> None:
    assert run(tmp_path, "plan", "absent.json")[0] == 1
    assert planned(tmp_path, "--project", "inconnu")[0] == 1


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    code, _, err = planned(tmp_path, "--xlsx", str(tmp_path / "absent" / "plan.xlsx"))
    assert code == 1
    assert "n'existe pas" in err


def test_the_plan_of_the_guide_is_a_plan(tmp_path: Path) -> None:
    guide = (REPOSITORY / "docs" / "guide" / "08-plan-de-financement.md").read_text(encoding="utf-8")
    shown = guide.split("```json\n")[1].split("```")[0]
    code, out, _ = run(tmp_path, "plan", "-", "--optimise", stdin=shown)
    assert code == 0
    assert "Plus petite part légale du maître d'ouvrage : 120" in out
