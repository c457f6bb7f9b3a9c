"""``jalon greenbudget``: ratings, the annex, the schema, refusals."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.test_commands import run
from tests.conftest import REPOSITORY

LINE = {"label": "Isolation de l'école", "account": "21312", "amount": 120000}
BUDGET = {"entity": {"kind": "commune", "population": 5200}, "year": 2025, "lines": [LINE]}


def rated(tmp_path: Path, *arguments: str, **changes: Any) -> tuple[int, str, str]:
    return run(tmp_path / "home", "greenbudget", "-", *arguments, stdin=json.dumps({**BUDGET, **changes}))


def test_the_terminal_tells_ratings_sums_and_reasons(tmp_path: Path) -> None:
    code, out, _ = rated(tmp_path)
    assert code == 0
    assert "l'annexe est obligatoire. Axes de l'exercice 2025 : 1, 6." in out
    assert "- Isolation de l'école, axe 1, favorable : Isolation d'un bâtiment (« isolation », compte 21312)." in out
    assert "à confirmer par une personne" in out


def test_the_json_is_the_whole_result(tmp_path: Path) -> None:
    code, out, _ = rated(tmp_path, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["lines"][0]["ratings"][0]["rating"] == "favourable"
    assert answer["totals"][0]["favourable"] == "120000"
    assert "score" not in answer


def test_a_file_is_read_and_the_annex_written(tmp_path: Path) -> None:
    source, annex = tmp_path / "budget.json", tmp_path / "annexe.xlsx"
    source.write_text(json.dumps(BUDGET), encoding="utf-8")
    code, _, err = run(tmp_path, "greenbudget", str(source), "--xlsx", str(annex))
    assert code == 0
    assert f"Annexe écrite : {annex}" in err
    assert load_workbook(BytesIO(annex.read_bytes())).sheetnames == ["Annexe", "Lignes", "Motifs"]


def test_the_schema_is_published(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "greenbudget", "--schema")
    assert code == 0
    assert set(json.loads(out)) == {"GreenBudgetInput", "GreenBudgetResult"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"year": 2023}, "year : l'exercice 2023 précède l'annexe"),
        ({"lines": [{**LINE, "amount": -5}]}, "lines[0].amount doit valoir au moins 0 (reçu : -5)"),
        ({"lines": [{**LINE, "account": "6061"}]}, "lines[0].account : le compte « 6061 » n'est pas"),
        ({"lines": [{"amount": 5}]}, "lines[0].label est absent"),
        ({"lines": []}, "lines demande au moins 1 élément"),
        ({"entity": {"kind": "mairie"}}, "entity.kind admet"),
    ],
)
def test_a_wrong_budget_is_refused_naming_the_field_with_an_example(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    code, out, err = rated(tmp_path, "--json", **changes)
    assert (code, out) == (2, "")
    assert told in err
    assert "Exemple" in err


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_what_is_not_a_budget_is_refused(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, _, err = run(tmp_path, "greenbudget", *arguments, stdin="pas du JSON")
    assert code == 2
    assert "Exemple" in err


def test_the_budget_of_the_guide_is_a_budget(tmp_path: Path) -> None:
    guide = (REPOSITORY / "docs" / "guide" / "09-budget-vert.md").read_text(encoding="utf-8")
    shown = guide.split("```json\n")[1].split("```")[0]
    code, out, _ = run(tmp_path, "greenbudget", "-", stdin=shown)
    assert code == 0
    assert "Contournement du bourg, axe 1, défavorable" in out
