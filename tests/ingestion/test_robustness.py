"""Ingestion in the real world: two processes at once, a home that is read-only or full, files that change."""

import ctypes
import json
import os
import resource
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from ingestion.locking import writer_lock
from tests.processes import finish, start

SKIPPED = 77
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER = 24, 1, 2, 3  # linux/prctl.h, linux/capability.h


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


def test_an_ingestion_that_waits_says_at_once_for_whom(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    with writer_lock(home, timeout_seconds=1):
        process = start(home, "ingest", str(folder))
        assert process.stderr is not None
        assert f"processus {os.getpid()}" in process.stderr.readline()
    assert finish(process)[0] == 0


def test_the_trace_of_a_killed_holder_hinders_nobody(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "ingest.pid").write_text("1", encoding="utf-8")
    assert ingest([folder], settings=Settings(home=home)).added == 12
    assert not (home / "ingest.pid").exists()


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
    assert "Erreur : " in err
    code, out, _ = finish(start(home, "ingest", str(folder), "--json"))
    assert code == 0
    assert json.loads(out)["passages"] == 12
    assert len(sources(home)) == 12


def test_a_disk_that_fills_up_while_the_index_is_written_leaves_the_old_one_in_use(
    tmp_path: Path, folder: Path
) -> None:
    home = tmp_path / "home"
    ingest([folder], settings=Settings(home=home))
    (folder / "note-0.txt").write_text("La note 0 a changé : éclairage, toujours.", encoding="utf-8")
    largest_of_sql = max(path.stat().st_size for path in home.glob("jalon.sqlite*"))
    largest_of_index = max(path.stat().st_size for path in (home / "index").rglob("*") if path.is_file())
    assert largest_of_sql < largest_of_index
    limit = limited_file_size((largest_of_sql + largest_of_index) // 2)
    code, _, err = finish(start(home, "ingest", str(folder), preexec_fn=limit))
    assert code == 1
    assert "Les documents sont enregistrés" in err
    assert len(list((home / "index").glob("gen-*"))) == 1
    assert len(sources(home)) == 11  # not the text that is no longer there, not yet the new one
    assert ingest([folder], settings=Settings(home=home)).unchanged == 12
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
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER):
        if os.getuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            os._exit(SKIPPED)


@pytest.mark.parametrize("arguments", [["ingest", "."], ["ask", "Quelles aides pour l'éclairage public ?"]])
def test_a_read_only_home_is_told(read_only: Path, folder: Path, arguments: list[str]) -> None:
    code, out, err = finish(start(read_only, *arguments, cwd=folder, preexec_fn=without_root_privileges))
    if code == SKIPPED:
        pytest.skip("this process may not drop the privileges of the superuser")
    assert (code, out) == (1, "")
    assert "écriture" in err


def test_a_folder_that_may_not_be_listed_is_told_and_keeps_its_documents(tmp_path: Path, folder: Path) -> None:
    home, closed = tmp_path / "home", folder / "fermé"
    closed.mkdir()
    (closed / "note.txt").write_text("La note du dossier fermé : éclairage.", encoding="utf-8")
    ingest([folder], settings=Settings(home=home))
    closed.chmod(0)
    code, out, _ = finish(start(home, "ingest", str(folder), "--json", preexec_fn=without_root_privileges))
    closed.chmod(0o755)
    if code == SKIPPED:
        pytest.skip("this process may not drop the privileges of the superuser")
    report = json.loads(out)
    assert (code, report["deleted"], len(report["failed"])) == (1, 0, 1)
    assert "fermé/note.txt" in sources(home)
