"""``jalon conversations`` as a person types it."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from assistant.cli.app import app
from assistant.settings import Settings

TOLD = "Commune de Dordogne, remplacer 40 lampadaires par des LED, 12 000 € HT"
Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    def invoke(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, ["--home", str(settings.home), *arguments], input=typed)

    return invoke


@pytest.fixture
def conversation(run: Run) -> str:
    return str(json.loads(run("ask", TOLD, "--json").stdout)["project_id"])


def test_a_conversation_is_listed_shown_renamed_and_exported(run: Run, conversation: str) -> None:
    assert TOLD in run("conversations", "list").stdout
    assert run("conversations", "show", conversation).stdout.split("\n\n")[1] == f"› {TOLD}"
    assert "Le bourg (1 message)" in run("conversations", "rename", conversation, "Le bourg").stdout
    assert run("conversations", "export", conversation).stdout.startswith("# Le bourg\n")
    whole = json.loads(run("conversations", "export", conversation, "--format", "json").stdout)
    assert whole["messages"][0]["text"] == TOLD


def test_deleting_asks_first(run: Run, conversation: str) -> None:
    refused = run("conversations", "delete", conversation, typed="\n")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "Rien n'est supprimé." in refused.stderr
    assert "est supprimée" in run("conversations", "delete", conversation, typed="oui\n").stdout
    assert json.loads(run("conversations", "list", "--json").stdout) == []


def test_a_purge_tells_what_the_setting_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "JALON_RETENTION_DAYS" in run("conversations", "purge").stdout
    monkeypatch.setenv("JALON_RETENTION_DAYS", "30")
    assert run("conversations", "purge").stdout == "Aucune conversation n'a plus de 30 jours sans message.\n"
    monkeypatch.setenv("JALON_RETENTION_DAYS", "0")
    wrong = run("conversations", "purge")
    assert wrong.exit_code == 2
    assert "1 au moins, par exemple 365" in wrong.stderr
