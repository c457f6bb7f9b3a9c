"""What is indexed is listed and can be taken out; the index is built again from it, whatever its state."""

import sqlite3
from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.errors import InputError, NotFoundError, StorageError
from assistant.services import open_services
from ingestion import find_files, ingest, list_files, reindex, remove_files
from tests.ingestion.conftest import NOON, Base, counts, records
from tests.ingestion.test_records import FULL_AID, OPERATION


def test_what_is_indexed_is_listed_with_its_failures_and_warnings(base: Base) -> None:
    records(base, FULL_AID, {**OPERATION, "exercice": "hier"}, OPERATION)
    base.write("vide.txt", "")
    base.sync()
    listed = {file.entry.source: file for file in list_files(base.settings)}
    assert len(listed) == 14
    aids_and_operations, empty = listed["donnees.jsonl"], listed["vide.txt"]
    assert (aids_and_operations.entry.documents, aids_and_operations.passages) == (2, 4)
    assert set(aids_and_operations.kinds) == {DocumentKind.FUNDING, DocumentKind.PROJECT}
    assert [source for source, _ in aids_and_operations.entry.failures] == ["donnees.jsonl:2"]
    assert (empty.kinds, empty.passages, empty.entry.failures) == ((), 0, (("vide.txt", "fichier vide"),))
    assert {file.entry.ingested_at for file in listed.values()} == {NOON}


@pytest.mark.parametrize("name", ["sous/a.txt", "sous"])
@pytest.mark.parametrize("as_path", [True, False])
def test_a_file_or_a_folder_is_taken_out_by_its_path_or_by_its_source(base: Base, name: str, as_path: bool) -> None:
    base.write("sous/a.txt", "Le bocage et ses haies.")
    base.sync()
    removal = remove_files(base.settings, find_files(base.settings, str(base.folder / name) if as_path else name))
    assert (removal.files, removal.documents) == (1, 1)
    assert base.found("bocage") == []
    assert len(list_files(base.settings)) == 12


def test_a_source_of_two_folders_asks_for_a_whole_path(base: Base, tmp_path: Path) -> None:
    (tmp_path / "autres").mkdir()
    (tmp_path / "autres" / "note-1.txt").write_text("Une autre note.", encoding="utf-8")
    ingest([base.folder, tmp_path / "autres"], settings=base.settings)
    with pytest.raises(InputError, match="chemin complet"):
        find_files(base.settings, "note-1.txt")
    with pytest.raises(NotFoundError, match="jalon sources"):
        find_files(base.settings, "absent.txt")


@pytest.mark.parametrize("damage", ["deleted", "truncated", "overwritten"])
def test_an_index_that_is_damaged_or_deleted_is_built_again(base: Base, damage: str) -> None:
    base.sync()
    for path in [path for path in base.settings.index_path.rglob("*") if path.is_file()]:
        if damage == "deleted":
            path.unlink()
        elif path.name not in {"CURRENT", "manifest.json"}:
            path.write_bytes(b"" if damage == "truncated" else b"?" * 5000)
    with open_services(base.settings) as services:
        for _ in range(2):
            with pytest.raises(StorageError, match="jalon reindex"):
                services.knowledge.search("éclairage")
        assert reindex(base.settings).passages == 12
        assert len(services.knowledge.search("éclairage")) == 10


@pytest.mark.parametrize("damaged", ["tantivy", "chroma", "embedder"])
def test_an_update_over_a_damaged_index_builds_it_again(base: Base, damaged: str) -> None:
    base.sync()
    for path in [path for path in base.settings.index_path.rglob("*") if path.is_file() and damaged in path.parts]:
        path.write_bytes(b"?" * 5000)
    base.write("a.txt", "Le bocage et ses haies.")
    base.sync()
    assert len(base.found("bocage")) == 1
    assert len(base.found("éclairage")) == 10


def test_half_a_generation_left_by_a_killed_run_goes_even_when_nothing_has_changed(base: Base) -> None:
    base.sync()
    left = base.settings.index_path / "gen-half"
    (left / "chroma").mkdir(parents=True)
    base.sync()
    assert not left.exists()


def test_deletions_are_forgotten_once_the_index_knows_them(base: Base) -> None:
    base.sync()
    for number in range(12):
        base.write("note-0.txt", f"La note zéro en est à sa version {number}.")
        base.sync()
    with open_services(base.settings) as services:
        assert services.store.deleted_passage_ids(after_revision=0) == ()
        assert services.store.passage_count() == 12


def test_a_home_of_an_older_version_is_brought_up_to_date(base: Base) -> None:
    base.sync()
    with sqlite3.connect(base.settings.database_path) as connection:
        for column in ("origin", "warnings", "ingested_at"):
            connection.execute(f"ALTER TABLE files DROP COLUMN {column}")
    connection.close()
    assert counts(base.sync()) == {"unchanged": 12}
    assert {file.entry.ingested_at for file in list_files(base.settings)} == {None}
