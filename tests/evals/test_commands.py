"""``jalon evals`` on the command line: one JSON document, the files asked for, the exit codes."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

Jalon = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def jalon(tmp_path: Path) -> Jalon:
    """Run the command over a home of its own."""

    def running(*arguments: str) -> subprocess.CompletedProcess[str]:
        start = "from assistant.cli import main; main()"
        command = [sys.executable, "-c", start, "--home", str(tmp_path / "home"), "evals", *arguments]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120)

    return running


def test_a_run_gives_one_json_document_a_page_and_junit(jalon: Jalon, tmp_path: Path) -> None:
    page, junit = tmp_path / "page.html", tmp_path / "junit.xml"
    done = jalon("run", "calculator.footprint", "tools.prompts", "--json", "--report", str(page), "--junit", str(junit))
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert {suite["name"] for suite in record["suites"]} == {"calculator.footprint", "tools.prompts"}
    assert record["versions"]["prompts"]["system"]
    assert "Verdict" in page.read_text(encoding="utf-8")
    assert "testsuites" in junit.read_text(encoding="utf-8")


def test_a_loss_against_a_baseline_ends_with_one(jalon: Jalon, tmp_path: Path) -> None:
    before = json.loads(jalon("run", "understanding.quantities", "--json").stdout)
    for case in before["suites"][0]["cases"]:
        case["scores"] = dict.fromkeys(case["scores"], 2.0)
    baseline = tmp_path / "before.json"
    baseline.write_text(json.dumps(before), encoding="utf-8")
    done = jalon("run", "understanding.quantities", "--baseline", str(baseline))
    assert done.returncode == 1
    assert "ÉCHEC" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "nothing"], "Suite inconnue"),
        (["run", "--nothing"], "n'existe pas"),
        (["compare", "README.md", "README.md"], "n'est pas un rapport"),
    ],
)
def test_wrong_usage_is_told_in_french_with_exit_code_two(arguments: list[str], told: str, jalon: Jalon) -> None:
    done = jalon(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_imports_the_evaluations() -> None:
    for package in ("assistant", "ingestion", "prompts"):
        for file in (REPOSITORY / package).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            named = {one.module for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
            named |= {alias.name for one in ast.walk(tree) if isinstance(one, ast.Import) for alias in one.names}
            assert not [name for name in named if name and name.split(".")[0] == "evals"], file


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import typer

    from assistant.cli import evals

    monkeypatch.setattr(evals, "NEEDED", ("evals", "a_package_that_is_not_here"))
    with pytest.raises(typer.Exit) as ended:
        evals.evals(typer.Context(typer.main.get_command(typer.Typer(callback=lambda: None))))
    assert ended.value.exit_code == 1
    assert "a_package_that_is_not_here" in capsys.readouterr().err


def test_the_peers_that_can_run_are_measured_on_the_same_cases(jalon: Jalon) -> None:
    done = jalon("peers", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {"Jalon", "Tantivy, French"} <= {one["system"] for one in found}
    counts = {(one["suite"], one["metrics"]["ndcg@10"]["cases"]) for one in found}
    assert len(counts) == len({suite for suite, _ in counts})
