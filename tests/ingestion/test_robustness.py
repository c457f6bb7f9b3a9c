"""Ingestion in the real world: two processes at once, a home that is read-only or full, files that change."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import DocumentKind
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from ingestion.locking import writer_lock
from tests.conftest import REPOSITORY

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()"]
SKIPPED = 77
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_FOWNER = 24, 1, 3  # linux/prctl.h, linux/capability.h


def start(home: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("env", {})}
    return subprocess.Popen(
        [*COMMAND, "--home", str(home), *arguments],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, out, err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    for number in range(12):
        (made / f"note-{number}.txt").write_text(f"La note {number} parle de l'éclairage public.", encoding="utf-8")
    return made


def sources(home: Path) -> set[str]:
    with open_services(Settings(home=home)) as services:
        hits = services.knowledge.search("éclairage", kind=DocumentKind.REGULATION, limit=50)
    return {hit.passage.source for hit in hits}


def test_two_ingestions_at_once_end_with_everything_indexed(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "autres"
    other.mkdir()
    (other / "autre.txt").write_text("Un autre texte sur l'éclairage.", encoding="utf-8")
    home = tmp_path / "home"
    processes = [start(home, "ingest", str(place), "--json") for place in (folder, other)]
    results = [finish(process) for process in processes]
    assert [code for code, _, _ in results] == [0, 0]
    assert sum(json.loads(out)["added"] for _, out, _ in results) == 13
    assert len(sources(home)) == 13


def test_a_second_ingestion_that_cannot_wait_says_who_holds_the_place(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    with writer_lock(home, timeout_seconds=1):
        process = start(home, "ingest", str(folder), env={"JALON_LOCK_TIMEOUT_SECONDS": "0.2"})
        code, out, err = finish(process)
    assert (code, out) == (1, "")
    assert f"processus {os.getpid()}" in err


def test_a_search_answers_during_an_ingestion(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    ingest([folder], settings=Settings(home=home))
    with writer_lock(home, timeout_seconds=1):
        code, out, _ = finish(start(home, "search", "éclairage", "--json"))
    assert code == 0
    assert json.loads(out)["results"]


def limited_file_size(size: int) -> Callable[[], None]:
    """As a full disk does, make every write beyond a size fail."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("size", [10_000, 60_000, 150_000])
def test_a_full_disk_is_told_and_the_next_run_ends_the_job(tmp_path: Path, folder: Path, size: int) -> None:
    home = tmp_path / "home"
    code, _, err = finish(start(home, "ingest", str(folder), preexec_fn=limited_file_size(size)))
    assert code == 1
    assert "Erreur" in err
    code, out, _ = finish(start(home, "ingest", str(folder), "--json"))
    assert code == 0
    assert json.loads(out)["passages"] == 12
    assert len(sources(home)) == 12


@pytest.fixture
def read_only(settings: Settings) -> Iterator[Path]:
    """A home that may be read and not written."""
    places = [settings.home, *settings.home.rglob("*")]
    for path in places:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield settings.home
    for path in places:
        path.chmod(0o755 if path.is_dir() else 0o644)


def without_root_privileges() -> None:
    """Make the permissions of files count for the superuser too, in a child process."""
    for capability in (CAP_DAC_OVERRIDE, CAP_FOWNER):
        if os.getuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            os._exit(SKIPPED)


@pytest.mark.parametrize("arguments", [["ingest", "."], ["ask", "Quelles aides pour l'éclairage public ?"]])
def test_a_read_only_home_is_told(read_only: Path, folder: Path, arguments: list[str]) -> None:
    code, out, err = finish(start(read_only, *arguments, cwd=folder, preexec_fn=without_root_privileges))
    if code == SKIPPED:
        pytest.skip("this process may not drop the privileges of the superuser")
    assert (code, out) == (1, "")
    assert "écriture" in err
