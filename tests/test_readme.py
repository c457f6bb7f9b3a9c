"""Every command of the README runs, and every link of it leads somewhere."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line.split("  #")[0].split(" # ")[0].strip() for block in BLOCKS for line in block.splitlines() if line]
JALON = [command for command in COMMANDS if ".venv/bin/jalon" in command]
ENVIRONMENT = Path(sys.prefix)


def run(command: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The command in the repository, with the environment of the tests in the place of ``.venv``."""
    there = command.replace(".venv/bin/jalon", str(ENVIRONMENT / "bin" / "jalon"))
    return subprocess.run(
        ["sh", "-c", there],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def make(target: str, *settings: str) -> list[str]:
    """A make target over the environment of the tests, which is not installed again."""
    return ["make", "-o", f"{ENVIRONMENT}/.installed", target, f"VENV={ENVIRONMENT}", *settings]


def test_the_readme_has_the_commands_that_are_tested_here() -> None:
    assert len(JALON) >= 5
    assert {command for command in COMMANDS if command not in JALON} == {
        "make demo", "make serve", "make install", "make test",
    }  # fmt: skip


@pytest.fixture(scope="module")
def home(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of these tests: what their commands write stays in it."""
    copy = tmp_path_factory.mktemp("readme") / "home"
    shutil.copytree(sample_home, copy)
    return copy


@pytest.mark.parametrize("command", JALON)
def test_a_command_of_the_readme_runs(home: Path, command: str) -> None:
    done = run(command, {"JALON_HOME": str(home)})
    assert done.returncode == 0, done.stderr
    assert "ingest" in command or done.stdout.strip()


def test_make_demo_ends_with_the_sheet(tmp_path: Path) -> None:
    done = subprocess.run(
        make("demo", f"HOME_DEMO={tmp_path}"), cwd=REPOSITORY, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in tmp_path.glob("fiche-*")} == {".md", ".pdf"}


def test_make_serve_opens_the_page(home: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        make("serve", f"PORT={port}"),
        cwd=REPOSITORY,
        env={**os.environ, "JALON_HOME": str(home)},
        start_new_session=True,
    )
    try:
        assert "Jalon" in wait_for_page(f"http://127.0.0.1:{port}/")
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=20)


def wait_for_page(address: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return str(page.read().decode("utf-8"))
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")


DOCUMENTS = [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_local_links_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert [target for target in targets if not (document.parent / target).exists()] == []
