"""``jalon doctor``: what works, what does not, and what to do about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from assistant.doctor import Check, State, check_endpoint, check_home
from assistant.settings import Settings
from evals.endpoint import Body, OpenAIServer, Reply, Script, serve

KEY = "sk-tres-secret"
FRENCH = "L'éclairage public sert à la sécurité et au confort des habitants de la commune."
ENGLISH = "The street lights help people to see at night when they walk home."
CALL = Reply(calls=[("chercher_texte", {"sujet": "éclairage public"})])


def capable(body: Body) -> Reply:
    """A model that answers in French and calls tools."""
    return CALL if body.get("tools") else Reply(FRENCH)


def failing(body: Body) -> Reply:
    return Reply(status=500, raw=b"{}")


def speaking(text: str) -> Script:
    return lambda body: Reply(text)


def checks_of(server: OpenAIServer, **more: Any) -> dict[str, Check]:
    settings = Settings(**{"llm_base_url": server.url, "llm_model": "test-model", "llm_api_key": KEY} | more)
    return {check.id: check for check in check_endpoint(settings)}


def test_a_capable_endpoint_is_well() -> None:
    with serve(capable) as server:
        checks = checks_of(server)
    assert {check.state for check in checks.values()} == {State.OK}
    assert set(checks) == {"endpoint", "model", "streaming", "latency", "french", "tools"}
    assert set(server.keys) == {f"Bearer {KEY}"}


@pytest.mark.parametrize(
    ("script", "wrong", "state", "advice"),
    [
        (
            speaking("The street lights help people to see at night when they walk home."),
            "french",
            "failed",
            "français",
        ),
        (speaking(FRENCH), "tools", "warning", "JALON_LLM_TOOLS=no"),
        (lambda body: Reply(FRENCH, is_whole=True), "streaming", "warning", "d'un bloc"),
        (lambda body: Reply(status=404, raw=b"{}"), "answer", "failed", "JALON_LLM_MODEL"),
        (lambda body: Reply(status=401, raw=b"{}"), "answer", "failed", "JALON_LLM_API_KEY"),
    ],
    ids=["english", "no tools", "no stream", "unknown model", "refused key"],
)
def test_what_fails_is_told_with_its_advice(script: Script, wrong: str, state: str, advice: str) -> None:
    with serve(script) as server:
        check = checks_of(server)[wrong]
    assert check.state == state
    assert advice in check.advice


def test_an_unknown_model_and_a_small_context_are_told_from_the_list() -> None:
    with serve(capable, models=[{"id": "petit", "object": "model", "max_model_len": 4096}]) as server:
        assert "petit" in checks_of(server)["model"].advice
        assert "JALON_LLM_CONTEXT_TOKENS=4096" in checks_of(server, llm_model="petit")["context"].advice


def test_nothing_more_is_tried_once_the_endpoint_cannot_be_reached() -> None:
    settings = Settings(llm_base_url="http://127.0.0.1:9/v1", llm_model="x")
    (check,) = check_endpoint(settings)
    assert check.state is State.FAILED
    assert "JALON_LLM_BASE_URL" in check.advice


def test_the_home_is_looked_at(settings: Settings) -> None:
    checks = {check.id: check for check in check_home(settings, reads_scans=False)}
    assert checks["home"].state is checks["index"].state is checks["factors"].state is State.OK
    assert "tesseract" in checks["ocr"].advice


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    checks = {check.id: check for check in check_home(Settings(home=tmp_path / "fichier"), reads_scans=True)}
    assert checks["home"].state is State.FAILED
    assert "JALON_HOME" in checks["home"].advice


@pytest.mark.parametrize(
    ("script", "code"), [(capable, 0), (lambda body: Reply(status=500, raw=b"{}"), 1)], ids=["well", "ill"]
)
def test_the_command_writes_one_json_and_ends_as_it_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: Callable[[Body], Reply], code: int
) -> None:
    with serve(script) as server:
        monkeypatch.setenv("JALON_LLM_BASE_URL", server.url)
        monkeypatch.setenv("JALON_LLM_MODEL", "test-model")
        monkeypatch.setenv("JALON_LLM_API_KEY", KEY)
        told = CliRunner().invoke(app, ["--home", str(tmp_path), "doctor", "--json"])
    assert told.exit_code == code
    assert json.loads(told.stdout)["ok"] is (code == 0)
    assert KEY not in told.output
