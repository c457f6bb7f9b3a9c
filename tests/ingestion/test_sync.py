"""The index follows the folder: added, changed, deleted, renamed and copied files."""

from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.errors import NotFoundError
from assistant.funding import search_aids, understand
from assistant.services import Services, open_services
from assistant.storage import KnowledgeWriter
from ingestion import ingest, list_files
from tests.ingestion.conftest import NOON, Base, counts, records
from tests.ingestion.test_records import FULL_AID, OPERATION


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
    with open_services(base.settings) as services:
        regulation = services.knowledge.search("marais", kind=DocumentKind.REGULATION)
    assert after.passage_id not in {hit.passage.passage_id for hit in regulation}


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
    assert len(base.found("bocage")) == 1  # the same words are shown once
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
