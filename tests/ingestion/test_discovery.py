"""Which files of a folder are read, and how a file that cannot be is told."""

import os
from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.errors import InputError
from assistant.settings import Settings
from ingestion import ingest
from ingestion.discovery import announced_kind, discover


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    (made / "note.txt").write_text("Une note sur l'éclairage.", encoding="utf-8")
    return made


def sources(folder: Path) -> list[str]:
    return [file.source for file in discover([folder]).files]


def test_hidden_files_and_those_that_word_leaves_while_it_is_open_are_skipped(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in (".note.txt", ".git/note.txt", "~$note.docx"):
        (folder / name).write_text("caché", encoding="utf-8")
    assert sources(folder) == ["note.txt"]


def test_links_that_loop_lead_nowhere_or_leave_the_folder_are_skipped(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("ailleurs", encoding="utf-8")
    (folder / "boucle").symlink_to(folder)
    (folder / "mort.txt").symlink_to(folder / "absent.txt")
    (folder / "dehors.txt").symlink_to(tmp_path / "secret.txt")
    assert sources(folder) == ["note.txt"]


def test_a_folder_named_as_a_file_is_a_folder(folder: Path) -> None:
    (folder / "dossier.pdf").mkdir()
    (folder / "dossier.pdf" / "annexe.txt").write_text("Une annexe.", encoding="utf-8")
    assert sources(folder) == ["dossier.pdf/annexe.txt", "note.txt"]


def test_a_file_that_two_paths_name_is_read_once(folder: Path) -> None:
    assert len(discover([folder, folder / "note.txt", folder]).files) == 1


def test_the_nearest_folder_announces_the_kind(tmp_path: Path) -> None:
    place = tmp_path / "aides" / "2026" / "réglementation"
    place.mkdir(parents=True)
    for path in (place / "a.txt", place.parent / "b.txt", tmp_path / "c.txt"):
        path.write_text("Un texte.", encoding="utf-8")
    kinds = {file.path.name: announced_kind(file) for file in discover([tmp_path]).files}
    assert kinds == {"a.txt": DocumentKind.REGULATION, "b.txt": DocumentKind.FUNDING, "c.txt": None}


def test_a_path_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="n'existe pas"):
        discover([tmp_path / "absent"])


def test_a_file_name_of_an_old_encoding_is_told_and_stops_nothing(folder: Path, tmp_path: Path) -> None:
    try:
        with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "wb") as stream:  # noqa: PTH118, PTH123 - bytes
            stream.write(b"Un texte.")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 alone")
    report = ingest([folder], settings=Settings(home=tmp_path / "home"))
    assert report.added == 1
    assert [(failure.source, "renommez" in failure.error) for failure in report.failed] == [("caf\ufffd.txt", True)]
