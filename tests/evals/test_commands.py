"""``jalon evals`` on the command line: one JSON document, the files asked for, the exit codes."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli.app import app
from assistant.progress import silent
from assistant.settings import Settings
from evals.endpoint import Reply, serve
from evals.judging import text_of
from evals.peers import measure_peers, peers_text
from evals.provenance import versions
from evals.suite import of_samples
from evals.suites.projects import PROJECTS
from evals.world import home_path, prepared_home
from tests.conftest import REPOSITORY

Jalon = Callable[..., Result]


@pytest.fixture
def jalon(tmp_path: Path) -> Jalon:
    """Run the command over a home of its own."""

    def running(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["--home", str(tmp_path / "home"), "evals", *arguments])

    return running


def test_a_run_gives_one_json_document_a_page_and_junit(jalon: Jalon, tmp_path: Path) -> None:
    page, junit = tmp_path / "page.html", tmp_path / "junit.xml"
    done = jalon("run", "calculator.footprint", "tools.prompts", "--json", "--report", str(page), "--junit", str(junit))
    assert done.exit_code == 0, done.stderr
    record = json.loads(done.stdout)
    assert {suite["name"] for suite in record["suites"]} == {"calculator.footprint", "tools.prompts"}
    assert record["versions"]["prompts"]["system"]
    assert "Verdict" in page.read_text(encoding="utf-8")
    assert "testsuites" in junit.read_text(encoding="utf-8")


def test_a_loss_against_a_baseline_ends_with_one_and_a_split_is_run_alone(jalon: Jalon, tmp_path: Path) -> None:
    done = jalon("run", "understanding.quantities", "--json", "--split", "dev")
    record = json.loads(done.stdout)
    (suite,) = record["suites"]
    assert {case["slices"]["split"] for case in suite["cases"]} == {"dev"}
    for case in suite["cases"]:
        case["scores"] = dict.fromkeys(case["scores"], 2.0)
    baseline = tmp_path / "before.json"
    baseline.write_text(json.dumps(record), encoding="utf-8")
    done = jalon("run", "understanding.quantities", "--split", "dev", "--baseline", str(baseline))
    assert done.exit_code == 1
    assert "ÉCHEC" in done.stdout


def test_two_runs_are_compared_and_one_is_made_the_reference(jalon: Jalon, tmp_path: Path) -> None:
    kept = tmp_path / "run.json"
    kept.write_text(jalon("run", "calculator.footprint", "--json").stdout, encoding="utf-8")
    assert jalon("compare", str(kept), str(kept)).stdout.startswith("calculator.footprint, right : 0,000")
    done = jalon("accept", str(kept), "--to", str(tmp_path / "references"))
    assert done.exit_code == 0
    assert [file.name for file in (tmp_path / "references").iterdir()] == ["calculator.footprint.json"]


def test_the_agreement_of_the_judges_is_told_with_its_interval(jalon: Jalon) -> None:
    done = jalon("agreement", "--differences")
    assert re.search(r"\| funding_queries \| première et seconde passes \| \d+ \| \d+ % \| 0,\d\d \(0,", done.stdout)
    assert "puis" in done.stdout


def test_a_model_is_named_as_the_judge_of_a_run(jalon: Jalon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(lambda body: Reply('{"grade": 1, "because": "essai"}')) as server:
        monkeypatch.setenv("JALON_LLM_BASE_URL", server.url)
        monkeypatch.setenv("JALON_LLM_MODEL", "juge-local")
        done = jalon("run", "judge.calibration", "--split", "test", "--json")
    assert done.exit_code == 0, done.stderr
    assert text_of("fonds-vert-eclairage-public")[:40] in "".join(str(body["messages"]) for body in server.requests)
    kept = tmp_path / "judged.json"
    kept.write_text(done.stdout, encoding="utf-8")
    told = json.loads(jalon("agreement", str(kept), "--json").stdout)
    assert {one["judges"] for one in told} >= {"première passe et juge-local", "seconde passe et juge-local"}


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
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_the_door_opens_from_a_shell(tmp_path: Path) -> None:
    start = "from assistant.cli import main; main()"
    command = [sys.executable, "-c", start, "--home", str(tmp_path), "evals", "run", "tools.prompts"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120)
    assert (done.returncode, "garde-fous" in done.stdout) == (0, True), done.stderr


def test_nothing_imports_the_evaluations() -> None:
    for package in ("assistant", "ingestion", "prompts"):
        for file in (REPOSITORY / package).rglob("*.py"):
            if "evals" not in (text := file.read_text(encoding="utf-8")):
                continue
            tree = ast.parse(text)
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


def test_the_peers_that_can_run_are_measured_and_the_others_say_what_they_lack(
    tmp_path: Path, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JALON_BENCH_POSTGRES", raising=False)
    settings = Settings(home=tmp_path, llm_base_url=None, llm_model=None)
    version, homes = versions(settings).code, tmp_path / "evals" / "homes"
    homes.mkdir(parents=True)
    home_path(of_samples(), settings, homes, version=version).symlink_to(sample_home)
    assert PROJECTS.corpus is not None
    assert prepared_home(PROJECTS.corpus, settings, homes, version=version).is_dir()
    found = measure_peers(settings, silent)
    measured = [one for one in found if not one.skipped]
    assert {"Jalon", "Tantivy, French"} <= {one.system for one in measured}
    counts = {(one.suite, one.metrics["ndcg@10"].cases) for one in measured}
    assert len(counts) == len({suite for suite, _ in counts}) == 3
    told = [one.skipped for one in found if one.system.startswith("PostgreSQL")]
    assert all(one and ("JALON_BENCH_POSTGRES" in one or "psycopg" in one) for one in told)
    assert "| non mesuré : " in peers_text(found)
