"""The command line contract: JSON alone on stdout, exit codes, French messages."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
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
    assert json.loads(out).keys() == {"answer", "citations", "figures", "tool_calls", "unverified", "project_id"}


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
    ],
)
def test_a_wrong_command_is_explained_in_french(tmp_path: Path, arguments: list[str], code: int) -> None:
    got, out, err = run(tmp_path, *arguments)
    assert (got, out) == (code, "")
    assert err.startswith("Erreur : ")
    assert "Traceback" not in err


def test_a_home_that_cannot_be_written_is_said() -> None:
    code, _, err = run(Path("/proc/jalon"), "search", "éclairage")
    assert code == 1
    assert "ne peut pas être créé" in err


def test_ingest_says_that_something_failed(tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").write_bytes(b"")
    code, out, _ = run(tmp_path / "home", "ingest", str(tmp_path / "vide.pdf"), "--json")
    assert code == 1
    assert json.loads(out)["failed"][0]["source"] == "vide.pdf"
