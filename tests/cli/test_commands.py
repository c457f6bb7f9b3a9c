"""The command line contract: JSON alone on stdout, exit codes, French messages."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.agent import Answer
from assistant.agent.answer import Unverified
from assistant.cli.app import app
from assistant.cli.views.answers import answer_text
from assistant.settings import Settings


def run(home: Path, *arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["--home", str(home), *arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_search_prints_the_contract(settings: Settings) -> None:
    code, out, _ = run(settings.home, "search", "éclairage public", "-k", "3", "--json")
    found = json.loads(out)["results"]
    assert code == 0
    assert {"rank", "passage_id", "document_id", "title", "source", "page", "heading", "text", "score"} <= found[
        0
    ].keys()


def test_funding_prints_the_contract(settings: Settings) -> None:
    code, out, _ = run(settings.home, "funding", "éclairage public", "--territory", "24", "--json")
    answer = json.loads(out)
    assert (code, answer["status"]) == (0, "ok")
    assert {
        "rank",
        "aid_id",
        "slug",
        "name",
        "financers",
        "score",
        "eligibility",
        "rate_max",
        "deadline",
        "citation",
    } == (answer["results"][0].keys())


def test_ask_prints_the_contract(settings: Settings) -> None:
    _, out, _ = run(settings.home, "ask", "Que dit la loi sur l'extinction de l'éclairage public ?", "--json")
    told = {"answer", "citations", "figures", "tool_calls", "unverified", "project_id", "footprint", "made_with"}
    told |= {"awaits_confirmation", "is_interrupted"}
    assert json.loads(out).keys() == told


def test_footprint_reads_standard_input(tmp_path: Path) -> None:
    asked = json.dumps({"activity": "photovoltaics", "inputs": {"peak_power": "36 kWc"}})
    code, out, _ = run(tmp_path, "footprint", "-", "--json", stdin=asked)
    assert code == 0
    assert json.loads(out)["activity"] == "photovoltaics"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", ""], 2),
        (["search", "x", "--kind", "poème"], 2),
        (["funding", "vélo", "--territory", "Atlantide"], 2),
        (["funding", "vélo", "--on", "hier"], 2),
        (["sheet", "p-inconnu"], 1),
        (["ingest", "/nulle/part"], 2),
        (["footprint", "absent.json"], 1),
        (["sheet", "p-inconnu", "--format", "doc"], 2),
        (["bidule"], 2),
        (["search"], 2),
        (["search", "x", "-k", "0"], 2),
        (["search", "x", "--foo"], 2),
        (["serve", "--port", "99999"], 2),
    ],
)
def test_a_wrong_command_is_explained_in_french(tmp_path: Path, arguments: list[str], code: int) -> None:
    got, out, err = run(tmp_path, *arguments)
    assert (got, out) == (code, "")
    assert err.startswith("Erreur : ")
    assert "Traceback" not in err
    assert not re.search(r"\b(?:Invalid|Missing|No such|Try|Usage:|Error)\b", err)


def test_a_home_that_cannot_be_written_is_said() -> None:
    code, _, err = run(Path("/proc/jalon"), "search", "éclairage")
    assert code == 1
    assert "ne peut pas être créé" in err


def test_ingest_says_that_something_failed(tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").write_bytes(b"")
    code, out, _ = run(tmp_path / "home", "ingest", str(tmp_path / "vide.pdf"), "--json")
    assert code == 1
    assert json.loads(out)["failed"][0]["source"] == "vide.pdf"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["search", "--help"], ["serve", "--help"]])
def test_the_help_is_in_french(tmp_path: Path, arguments: list[str]) -> None:
    _, out, err = run(tmp_path, *arguments)
    assert "Usage :" in out + err
    assert not re.search(r"Options:|Commands:|Arguments:|Show this message|default:|required", out + err)


@pytest.mark.parametrize("command", ["search", "funding", "ask"])
def test_an_empty_index_is_said(tmp_path: Path, command: str) -> None:
    code, _, err = run(tmp_path, command, "éclairage public")
    assert code == 0
    assert "jalon ingest" in err


def test_an_empty_index_is_said_in_the_chat(tmp_path: Path) -> None:
    _, _, err = run(tmp_path, "chat", stdin="\n")
    assert "jalon ingest" in err


def test_the_chat_shows_each_source_once_and_the_project(settings: Settings) -> None:
    said = "Commune de Dordogne : nous voulons rénover notre éclairage public.\n\n"
    _, out, err = run(settings.home, "chat", stdin=said)
    sources = [line for line in out.split("\n") if re.match(r"\[\d+\]", line)]
    assert all(" › " in line and "https://" in line for line in sources)
    files = [re.search(r"\(([^()]+)\)[^()]*$", line) for line in sources]
    assert len(files) == len({match[1] for match in files if match})
    project = re.search(r"Projet (p-\w+)", err)
    assert project
    assert f"Projet : {project[1]}" in out


def test_funding_tells_the_rate_its_condition_the_link_and_the_passage(settings: Settings) -> None:
    _, out, _ = run(settings.home, "funding", "éclairage public", "--territory", "24", "--beneficiary", "commune")
    dordogne = out[out.index("SDE 24") :]
    assert "taux : SDE 24 : 40 %" in dordogne.replace("40 %", "40 %")
    assert "déjà engagées en phase 1" in dordogne
    assert "passage : «" in dordogne
    assert "lien : https://" in dordogne
    assert "échéance : " in dordogne


def test_funding_stops_at_what_is_about_the_request_and_says_how_many_are_left(settings: Settings) -> None:
    _, out, _ = run(settings.home, "funding", "piste cyclable", "--territory", "33", "-k", "20")
    assert "biodéchets" not in out
    assert re.search(r"non montrées : \d+", out)


def test_a_file_that_cannot_be_written_is_said_in_french(settings: Settings) -> None:
    _, out, _ = run(settings.home, "ask", "Commune de Dordogne : rénover l'éclairage public.", "--json")
    project = json.loads(out)["project_id"]
    run(settings.home, "ask", "Rédige la fiche projet.", "--project", project)
    code, _, err = run(settings.home, "sheet", project, "-o", "/nulle/part/fiche.md")
    assert code == 1
    assert "n'existe pas" in err
    assert "No such" not in err


PROJECT = {
    "title": "Éclairage",
    "reference": {"name": "Parc actuel maintenu", "dated": "2026-11-25"},
    "start_year": 2027,
    "horizon_years": 10,
    "scenarios": [
        {
            "id": "led",
            "name": "LED",
            "investment": 100000,
            "yearly_cost": -20000,
            "activities": [
                {
                    "activity": "public_lighting",
                    "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W"},
                }
            ],
        }
    ],
}


def test_footprint_compares_the_scenarios_of_a_project(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "footprint", "-", "--json", stdin=json.dumps(PROJECT))
    assert code == 0
    assert json.loads(out)["scenarios"][0]["economics"]["simple_payback_before_subsidy"] == "5.0"
    code, out, _ = run(tmp_path, "footprint", "-", stdin=json.dumps(PROJECT))
    assert code == 0
    assert "Temps de retour simple : 5,0\u202fans avant subvention" in out


def test_footprint_lists_and_describes_its_activities(tmp_path: Path) -> None:
    _, out, _ = run(tmp_path, "footprint", "--list", "--json")
    names = [one["id"] for one in json.loads(out)]
    assert "public_lighting" in names
    for name in names:
        code, out, _ = run(tmp_path, "footprint", "--describe", name)
        assert code == 0
        assert "(obligatoire)" in out or "sinon" in out


def test_footprint_publishes_its_schemas(tmp_path: Path) -> None:
    _, out, _ = run(tmp_path, "footprint", "--schema")
    assert json.loads(out).keys() == {"FootprintResult", "ProjectInput", "ProjectResult"}


@pytest.mark.parametrize(
    ("stdin", "message"),
    [
        ("{", "Ce n'est pas du JSON"),
        ("[]", "le document doit être un objet"),
        ('{"activity": "public_lighting"}', "inputs est absent"),
        ('{"activity": "public_lighting", "inputs": {"points": [1]}}', "inputs.points doit être un nombre ou un texte"),
        (json.dumps({**PROJECT, "horizon_years": 900}), "horizon_years doit valoir au plus 60 (reçu : 900)"),
        (json.dumps({**PROJECT, "reference": {"name": "x", "dated": "hier"}}), "reference.dated doit être une date"),
        (json.dumps({**PROJECT, "couleur": "vert"}), "couleur n'est pas une donnée attendue"),
    ],
)
def test_a_footprint_request_that_is_wrong_names_its_field(tmp_path: Path, stdin: str, message: str) -> None:
    code, out, told = run(tmp_path, "footprint", "-", "--json", stdin=stdin)
    assert (code, out) == (2, "")
    assert message in told


def test_footprint_without_a_file_says_what_to_give(tmp_path: Path) -> None:
    code, _, told = run(tmp_path, "footprint")
    assert code == 2
    assert "Donnez un fichier JSON" in told


def test_a_doubt_said_twice_is_told_once() -> None:
    doubt = Unverified(text="2027", reason="ce chiffre n'est dans aucun passage")
    answer = Answer(
        answer="2027, oui, 2027.", citations=(), figures=(), tool_calls=(), unverified=(doubt, doubt), project_id=None
    )
    assert answer_text(answer).count("Non vérifié") == 1
