"""``jalon territories``: load code files, look a name up."""

import json
from pathlib import Path

from tests.cli.test_commands import run
from tests.territories.made import COMMUNES, intercommunality_file


def test_loading_prints_the_contract_and_a_name_is_found(tmp_path: Path) -> None:
    home, epci = tmp_path / "home", intercommunality_file(tmp_path / "epci.xlsx")
    code, out, _ = run(home, "territories", "load", str(COMMUNES), str(epci), "--json")
    report = json.loads(out)
    assert code == 0
    assert report["added"] > 90
    assert {"added", "updated", "removed", "unchanged", "unknown", "seconds"} == report.keys()
    code, out, _ = run(home, "territories", "find", "gap", "--json")
    (found,) = json.loads(out)["candidates"]
    assert (code, found["code"]) == (0, "05061")
    assert [one["code"] for one in found["within"]][:3] == ["200067825", "05", "R93"]


def test_namesakes_are_shown_with_the_question(tmp_path: Path) -> None:
    run(tmp_path, "territories", "load", str(COMMUNES))
    _, out, _ = run(tmp_path, "territories", "find", "St-Denis")
    assert "93066  commune Saint-Denis" in out
    assert "« St-Denis » : Aude (11), Gard (30), Seine-Saint-Denis (93) ou La Réunion (974) ?" in out


def test_nothing_loaded_is_said(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "territories", "find", "Gap")
    assert code == 0
    assert "Les communes ne sont pas chargées" in out


def test_a_list_of_communes_makes_a_perimeter(tmp_path: Path) -> None:
    listed = tmp_path / "pvd.csv"
    listed.write_text("insee_com;lib_com\n05061;Gap\n99999;Nulle-Part\n", encoding="utf-8")
    run(tmp_path, "territories", "load", str(COMMUNES))
    named = ("--perimeter", "Petites villes de demain", "--level", "programme")
    code, out, err = run(tmp_path, "territories", "load", str(listed), *named)
    assert code == 0
    assert "1 ajoutés, 1 modifiés" in out
    assert "pvd.csv:3 : « 99999 » n'est pas un territoire connu" in err
    _, out, _ = run(tmp_path, "territories", "find", "Gap")
    assert "Petites villes de demain" in out


def test_wrong_usage_and_bad_files_are_told_in_french(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a;b\n1;2\n", encoding="utf-8")
    for arguments, expected, said in (
        (["load", str(tmp_path / "absent.csv")], 2, "n'existe pas"),
        (["load", str(bad)], 1, "« bad.csv » : ses colonnes"),
        (["load", str(COMMUNES), "--perimeter", "X", "--level", "galaxie"], 2, "Niveau inconnu"),
        (["load", str(COMMUNES), "--only", "x"], 2, "--only choisit les communes d'un périmètre"),
    ):
        code, out, err = run(tmp_path / "home", "territories", *arguments)
        assert (code, out) == (expected, "")
        assert said in err
