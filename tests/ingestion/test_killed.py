"""Killed at any moment, an ingestion is finished by the next one: documents, words and vectors are those of a run that
nothing has cut short, and nothing is left behind."""

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.ingestion.killed import WARM, run_and_kill, run_to_its_end
from tests.ingestion.test_records import COMPACT, FULL_AID, OPERATION, REDUCED_AID

PARSED_HERE = ("regulation/cgct-dsil.md", "regulation/bacs.md", "funding/actee-fonds-chene.json")
PARSED_APART = ("regulation/fctva.docx", "regulation/rgaa-accessibilite.html", "regulation/zan-artificialisation.odt")
NOTES = 12


@pytest.fixture(scope="module", autouse=True)
def one_thread_each() -> Iterator[None]:
    """Linear algebra on one thread: ingestions run side by side here, and wait for each other otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENBLAS_NUM_THREADS", "1")
        WARM.Process(target=int).start()  # the server of forks takes this environment
        yield


def corpus(place: Path, samples: Sequence[str]) -> Path:
    folder = place / "docs"
    folder.mkdir()
    for name in samples:
        shutil.copy(SAMPLES / name, folder)
    for number in range(NOTES):
        (folder / f"note-{number:02}.txt").write_text(f"La note {number} : éclairage au bois.\n" * 30, encoding="utf-8")
    records(folder, FULL_AID, REDUCED_AID, *({**OPERATION, "intitule": f"Chaufferie {n}"} for n in range(8)))
    (folder / "vide.txt").touch()  # fails each time it is read
    return folder


def records(folder: Path, *lines: object) -> None:
    (folder / "donnees.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


def change(folder: Path) -> None:
    """A file added, one changed, one deleted, one renamed, one replaced after it was renamed; records changed."""
    (folder / "nouvelle.txt").write_text("Une note de plus sur le bois.", encoding="utf-8")
    (folder / "note-00.txt").write_text("La note zéro a changé : éclairage.", encoding="utf-8")
    (folder / "note-01.txt").unlink()
    (folder / "note-02.txt").rename(folder / "renommee.txt")
    (folder / "cgct-dsil.md").rename(folder / "ancienne-dsil.md")
    (folder / "cgct-dsil.md").write_text("# La DSIL\n\nUne autre note, sur la commune.", encoding="utf-8")
    records(folder, REDUCED_AID, COMPACT, *({**OPERATION, "intitule": f"Chaufferie {n}"} for n in range(1, 8)))


def check_kills(place: Path, folder: Path, *, start: Path | None, kills: int, seed: int) -> None:
    """Kill ``kills`` ingestions from the state of a home, or from none, at moments spread over their duration."""

    def fresh(name: str) -> Path:
        home = place / name
        return Path(shutil.copytree(start, home)) if start else home

    runs = [run_to_its_end(folder, fresh(f"reference-{number}")) for number in range(3)]
    (expected, _), seconds = runs[0], min(seconds for _, seconds in runs)
    assert all(state == expected for state, _ in runs)
    chance = random.Random(seed)
    moments = [seconds * (index + chance.random()) / kills for index in range(kills)]

    def killed_then_finished(number: int) -> bool:
        home = fresh(f"killed-{number}")
        killed = run_and_kill(folder, home, after_seconds=moments[number])
        found, _ = run_to_its_end(folder, home)
        assert found.keys() == expected.keys()
        for part, value in expected.items():
            assert found[part] == value, f"{part} after a kill at {moments[number]:.3f} s of {seconds:.3f} s"
        shutil.rmtree(home)
        return killed

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(killed_then_finished, range(kills))) > kills / 2


@pytest.mark.parametrize(("samples", "kills"), [(PARSED_HERE, 18), (PARSED_HERE + PARSED_APART, 6)])
def test_a_first_ingestion_killed_at_any_moment_is_finished_by_the_next(
    tmp_path: Path, samples: Sequence[str], kills: int
) -> None:
    check_kills(tmp_path, corpus(tmp_path, samples), start=None, kills=kills, seed=1)


def test_an_update_killed_at_any_moment_is_finished_by_the_next(tmp_path: Path) -> None:
    folder = corpus(tmp_path, PARSED_HERE)
    run_to_its_end(folder, tmp_path / "before")
    change(folder)
    check_kills(tmp_path, folder, start=tmp_path / "before", kills=24, seed=2)
