"""The index follows the folder: added, changed, deleted, renamed and copied files."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.domain import DocumentKind, Passage
from assistant.errors import InputError, NotFoundError, StorageError
from assistant.funding import search_aids, understand
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.storage import KnowledgeWriter
from ingestion import IngestReport, find_files, ingest, list_files, reindex, remove_files
from tests.ingestion.test_records import FULL_AID, OPERATION

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Base:
    """A folder and the home that indexes it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "docs"
        self.folder.mkdir()
        self.settings = Settings(home=place / "home")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def sync(self) -> IngestReport:
        return ingest([self.folder], settings=self.settings, now=lambda: NOON)

    def found(self, query: str) -> list[Passage]:
        with open_services(self.settings) as services:
            return [hit.passage for hit in services.knowledge.search(query) if hit.relevance]


@pytest.fixture
def base(tmp_path: Path) -> Base:
    made = Base(tmp_path)
    for number in range(12):
        made.write(f"note-{number}.txt", f"La note {number} parle de l'éclairage public.")
    return made


def counts(report: IngestReport) -> dict[str, int]:
    names = ("added", "updated", "renamed", "deleted", "unchanged")
    return {name: value for name in names if (value := getattr(report, name))}


def test_added_changed_deleted_and_renamed_files_are_recognised(base: Base) -> None:
    assert counts(base.sync()) == {"added": 12}
    base.write("note-0.txt", "La note 0 a changé : éclairage, toujours.")
    base.write("nouvelle.txt", "Une note de plus sur l'éclairage.")
    (base.folder / "note-1.txt").unlink()
    (base.folder / "note-2.txt").rename(base.folder / "renommee.txt")
    report = base.sync()
    assert counts(report) == {"added": 1, "updated": 2, "renamed": 1, "deleted": 1, "unchanged": 9}
    found = {passage.source for passage in base.found("éclairage")}
    assert "renommee.txt" in found
    assert not {"note-1.txt", "note-2.txt"} & found
    assert counts(base.sync()) == {"unchanged": 12}


def test_a_renamed_file_keeps_its_passages_and_shows_its_new_name(base: Base) -> None:
    path = base.write("chaufferie.txt", "La chaufferie au bois de la mairie.")
    base.sync()
    (before,) = base.found("chaufferie")
    path.rename(base.folder / "Délibération 12.txt")
    base.sync()
    (after,) = base.found("chaufferie")
    assert (after.passage_id, after.document_id) == (before.passage_id, before.document_id)
    assert (after.source, after.title) == ("Délibération 12.txt", "Délibération 12")
    assert [passage.passage_id for passage in base.found("délibération")] == [after.passage_id]


def test_a_renamed_file_is_not_read_again(base: Base) -> None:
    (base.folder / "vide.pdf").write_bytes(b"")
    path = base.write("sous/note.md", "# Un titre\n\nUn texte sur le bocage.")
    base.sync()
    path.rename(base.folder / "note.md")
    ingest([base.folder], settings=base.settings, now=lambda: NOON.replace(year=2027))
    read = {file.entry.source: file.entry.ingested_at for file in list_files(base.settings)}
    assert read["note.md"] == NOON
    assert read["vide.pdf"] == NOON.replace(year=2027)  # a file that failed is tried again


def test_a_file_moved_to_a_folder_of_another_kind_keeps_its_passages(base: Base) -> None:
    path = base.write("regulation/note.txt", "Le marais salant protège les oiseaux.")
    base.sync()
    (before,) = base.found("marais")
    (base.folder / "projets").mkdir()
    path.rename(base.folder / "projets" / "note.txt")
    assert counts(base.sync()) == {"updated": 1, "unchanged": 12}
    (after,) = base.found("marais")
    assert (after.passage_id, after.kind) == (before.passage_id, DocumentKind.PROJECT)


def test_a_file_moved_between_two_ingested_folders_keeps_its_passages(base: Base, tmp_path: Path) -> None:
    path = base.write("bocage.txt", "Le bocage et ses haies.")
    base.sync()
    (before,) = base.found("bocage")
    (tmp_path / "archives").mkdir()
    path.rename(tmp_path / "archives" / "bocage.txt")
    assert counts(ingest([tmp_path / "archives"], settings=base.settings)) == {"updated": 1, "renamed": 1}
    assert counts(base.sync()) == {"unchanged": 12}
    assert [passage.passage_id for passage in base.found("bocage")] == [before.passage_id]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_new_file_at_the_old_path_is_another_document(base: Base, at_once: bool) -> None:
    path = base.write("a.txt", "La chaufferie au bois.")
    base.sync()
    (old,) = base.found("chaufferie")
    path.rename(base.folder / "b.txt")
    if not at_once:
        base.sync()
    base.write("a.txt", "La piscine et sa pompe à chaleur.")
    base.sync()
    (kept,), (new,) = base.found("chaufferie"), base.found("piscine")
    assert (kept.passage_id, kept.source) == (old.passage_id, "b.txt")
    assert (new.source, new.document_id == old.document_id) == ("a.txt", False)


def test_a_renamed_file_that_changes_later_is_still_the_same_document(base: Base) -> None:
    path = base.write("a.txt", "La chaufferie au bois.")
    base.sync()
    (old,) = base.found("chaufferie")
    path.rename(base.folder / "b.txt")
    base.sync()
    base.write("b.txt", "La chaufferie au gaz.")
    assert counts(base.sync()) == {"updated": 1, "unchanged": 12}
    (new,) = base.found("chaufferie")
    assert (new.document_id, new.source) == (old.document_id, "b.txt")


def test_each_copy_of_a_file_is_a_document_that_lives_and_goes_by_itself(base: Base) -> None:
    first, second = (base.write(name, "Le bocage et ses haies.") for name in ("a.txt", "copie/a.txt"))
    assert counts(base.sync()) == {"added": 14}
    assert {passage.source for passage in base.found("bocage")} == {"a.txt", "copie/a.txt"}
    first.unlink()
    base.sync()
    assert [passage.source for passage in base.found("bocage")] == ["copie/a.txt"]
    second.unlink()
    base.sync()
    assert base.found("bocage") == []


def test_several_renamed_copies_keep_their_names_when_they_can(base: Base) -> None:
    for name in ("a.txt", "b.txt"):
        base.write(name, "Le bocage et ses haies.")
    base.sync()
    ids = {passage.source: passage.document_id for passage in base.found("bocage")}
    (base.folder / "rangé").mkdir()
    for name in ("a.txt", "b.txt"):
        (base.folder / name).rename(base.folder / "rangé" / name)
    assert counts(base.sync()) == {"updated": 2, "renamed": 2, "unchanged": 12}
    assert {passage.source.removeprefix("rangé/"): passage.document_id for passage in base.found("bocage")} == ids


def records(base: Base, *lines: object) -> None:
    base.write("donnees.jsonl", "".join(json.dumps(line) + "\n" for line in lines))


def aids(services: Services) -> list[str]:
    request = understand(str(FULL_AID["name"]), territories=services.territories, on=NOON.date(), include_closed=True)
    answer = search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)
    return [match.aid.slug for match in answer.results]


def test_a_removed_record_is_gone_from_every_answer_before_the_indexes_know_it(base: Base) -> None:
    """As when an ingestion is killed between the documents and the indexes."""
    records(base, FULL_AID, OPERATION)
    base.sync()
    operation, aid = base.found(str(OPERATION["intitule"]))[0], base.found(str(FULL_AID["name"]))[0]
    with open_services(base.settings) as services:
        assert aids(services) == [FULL_AID["slug"]]
        assert services.store.operations([operation.document_id])
        KnowledgeWriter(services.database).remove_file(str(base.folder / "donnees.jsonl"))
        assert aids(services) == []
        assert not services.store.operations([operation.document_id])
        for gone in (operation, aid):
            assert gone.passage_id not in {hit.passage.passage_id for hit in services.knowledge.search(gone.text)}
            with pytest.raises(NotFoundError):
                services.store.passage(gone.passage_id)


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
