"""Following a folder: each change is told and indexed, errors stop nothing, Ctrl-C ends it cleanly."""

import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.services import open_services
from assistant.settings import Settings
from ingestion.locking import writer_lock
from tests.processes import start

SECONDS = 60


class Watcher:
    """A process that follows a folder, and the lines that it writes on stderr."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.process: subprocess.Popen[str] = start(home, "ingest", str(folder), "--watch", "--collection", "notes")
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._lines.put(line)

    def wait_for(self, text: str) -> list[str]:
        """The lines up to the first that holds a text."""
        seen: list[str] = []
        limit = time.monotonic() + SECONDS
        while not seen or text not in seen[-1]:
            seen.append(self._lines.get(timeout=limit - time.monotonic()))
        return seen

    def found(self, query: str) -> set[str]:
        with open_services(Settings(home=self.home)) as services:
            hits = services.knowledge.search(query, collection="notes")
            return {hit.passage.source for hit in hits if hit.relevance}


@pytest.fixture
def watcher(tmp_path: Path, folder: Path) -> Iterator[Watcher]:
    opened = Watcher(tmp_path / "home", folder)
    opened.wait_for("12 ajoutés")
    yield opened
    opened.process.kill()
    opened.process.communicate()


def test_each_change_is_told_and_indexed(watcher: Watcher, folder: Path) -> None:
    (folder / "bocage.txt").write_text("Le bocage et ses haies.", encoding="utf-8")
    (folder / ".caché.txt").write_text("Rien.", encoding="utf-8")
    (folder / "note-0.txt").unlink()
    seen = watcher.wait_for("1 ajoutés")
    assert f"{folder}/bocage.txt : ajouté\n" in seen
    assert f"{folder}/note-0.txt : retiré\n" in seen
    assert not any(".caché" in line for line in seen)
    assert watcher.found("bocage") == {"bocage.txt"}
    (folder / "bocage.txt").rename(folder / "haies.txt")
    watcher.wait_for("1 renommés")
    assert watcher.found("bocage") == {"haies.txt"}


def test_an_error_is_told_and_the_folder_is_followed_on(watcher: Watcher, folder: Path) -> None:
    (folder / "vide.pdf").write_bytes(b"")
    watcher.wait_for("Échec, vide.pdf")
    watcher.wait_for("1 en échec")
    moved = folder.rename(folder.parent / "ailleurs")
    watcher.wait_for("a disparu")
    moved.rename(folder)
    watcher.wait_for("12 inchangés")
    (folder / "bocage.txt").write_text("Le bocage et ses haies.", encoding="utf-8")
    watcher.wait_for("1 ajoutés")
    assert watcher.found("bocage") == {"bocage.txt"}


def test_an_ingestion_of_another_process_is_waited_for(watcher: Watcher, folder: Path) -> None:
    with writer_lock(watcher.home, timeout_seconds=5):
        (folder / "bocage.txt").write_text("Le bocage et ses haies.", encoding="utf-8")
        watcher.wait_for("attente de sa fin")
    watcher.wait_for("1 ajoutés")


@pytest.mark.parametrize("busy", [False, True])
def test_ctrl_c_ends_it_cleanly(watcher: Watcher, folder: Path, busy: bool) -> None:
    if busy:
        with writer_lock(watcher.home, timeout_seconds=5):
            (folder / "bocage.txt").write_text("Le bocage et ses haies.", encoding="utf-8")
            watcher.wait_for("attente de sa fin")
            watcher.process.send_signal(signal.SIGINT)
            watcher.process.wait(SECONDS)
    else:
        watcher.process.send_signal(signal.SIGINT)
        watcher.process.wait(SECONDS)
    assert watcher.process.returncode == 0
    assert "Traceback" not in "".join(watcher.wait_for("Suivi arrêté."))
    assert watcher.process.stdout is not None
    assert watcher.process.stdout.read() == ""
