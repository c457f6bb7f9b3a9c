"""ZIP archives: each member is a document; what is hostile or damaged costs only itself and is named."""

import stat
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from assistant.services import open_services
from assistant.settings import Settings
from benchmarks.hostile.seeds import zipped
from ingestion import ingest
from ingestion.collections import Record, RecordError, read_collection
from ingestion.collections.archive import unpack
from ingestion.collections.scope import MAX_MEMBERS, Budget
from ingestion.discovery import FoundFile
from ingestion.reading import workers


def read(path: Path) -> tuple[dict[str, Record], dict[str, str]]:
    """The documents and the reasons, by name in the archive."""
    with workers():
        found = list(read_collection(FoundFile(path=path, root=path.parent, source=path.name), None))
    records = {one.member: one for one in found if isinstance(one, Record)}
    return records, {one.member: one.reason for one in found if isinstance(one, RecordError)}


@pytest.fixture
def archive(tmp_path: Path) -> Callable[[Mapping[str, bytes]], Path]:
    def write(members: Mapping[str, bytes]) -> Path:
        (tmp_path / "dossier.zip").write_bytes(zipped(members))
        return tmp_path / "dossier.zip"

    return write


Archive = Callable[[Mapping[str, bytes]], Path]


def test_each_member_is_a_document_of_one_file_and_a_changed_one_is_updated_alone(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    jsonl = b'{"_id": "a", "title": "A", "text": "Un article."}\n{"_id": "b", "title": "B", "text": "Un autre."}\n'
    members = {"aides/note.txt": "Une aide au vélo.".encode(), "règle.md": "# Règle\n\nUne règle.".encode()}
    (folder / "dossier.zip").write_bytes(zipped({**members, "textes.jsonl": jsonl}))
    home = Settings(home=tmp_path / "home")
    assert ingest([folder], settings=home).added == 4
    (folder / "dossier.zip").write_bytes(zipped({**members, "textes.jsonl": jsonl, "plus.txt": b"Un plus."}))
    report = ingest([folder], settings=home)
    assert (report.added, report.unchanged, report.updated) == (1, 4, 0)
    with open_services(home) as services:
        hit = services.knowledge.search("vélo", kind=DocumentKind.FUNDING, limit=1)[0]
    assert hit.passage.source == "dossier.zip › aides/note.txt"


def test_an_archive_in_a_message_in_an_archive_is_read_and_one_deeper_is_not(archive: Archive) -> None:
    content = {"note.txt": b"Au fond."}
    for depth in range(4):
        content = {f"n{depth}.zip": zipped(content)} if depth < 3 else {**content, "haut.txt": b"En haut."}
    records, errors = read(archive({**content, "n3.zip": zipped({"n.zip": zipped(content)})}))
    assert records["haut.txt"].parsed.text == "En haut."
    assert records["n2.zip › n1.zip › n0.zip › note.txt"].parsed.text == "Au fond."
    assert [reason for reason in errors.values() if "imbriquée" in reason]


OUTSIDE = ["../dehors.txt", "/etc/dehors.txt", "a/../../dehors.txt", "..\\..\\dehors.txt", "C:\\dehors.txt"]


@pytest.mark.parametrize("name", [*OUTSIDE, "../.dehors", "deh\x01ors.txt"])
def test_a_name_that_points_outside_is_refused_and_the_rest_read(archive: Archive, tmp_path: Path, name: str) -> None:
    records, errors = read(archive({name: b"dehors", "note.txt": b"dedans"}))
    assert set(records) == {"note.txt"}
    assert ["refusé" in reason for reason in errors.values()] == [True]
    assert not list(tmp_path.rglob("dehors*"))


def test_links_doubles_passwords_lies_and_unknown_formats_are_named(tmp_path: Path) -> None:
    path = tmp_path / "dossier.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("lien.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("note.txt", "Une note.")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("note.txt", "Une autre.")
        archive.writestr("menteur.pdf", "pas un PDF")
        archive.writestr("faux.zip", "pas un ZIP")
        archive.writestr("plan.dwg", "x")
        archive.writestr("__MACOSX/._note.txt", "x")
    records, errors = read(path)
    assert set(records) == {"note.txt"}
    assert "lien symbolique" in errors["lien.txt"]
    assert "seul le premier" in errors["note.txt"]
    assert "n'est pas de ce format" in errors["menteur.pdf"]
    assert "endommagée" in errors["faux.zip"]
    assert "inconnu" in errors["plan.dwg"]
    assert len(errors) == 5


def test_a_member_with_a_password_is_named_and_the_rest_is_read(archive: Archive) -> None:
    path = archive({"secret.txt": b"x", "note.txt": b"Une note."})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag «encrypted» of the first member
    path.write_bytes(bytes(data))
    records, errors = read(path)
    assert set(records) == {"note.txt"}
    assert "mot de passe" in errors["secret.txt"]


def test_what_swells_is_refused_whatever_it_announces(archive: Archive) -> None:
    records, errors = read(archive({"bombe.txt": b"\0" * 300_000_000, "note.txt": b"Une note."}))
    assert set(records) == {"note.txt"}
    assert "démesuré" in errors["bombe.txt"]


def test_an_archive_has_a_budget_of_members_and_of_bytes(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="au plus"):
        read(archive({f"{number}.txt": b"x" for number in range(MAX_MEMBERS + 1)}))
    place = tmp_path / "place"
    place.mkdir()
    path = archive({f"{number}.txt": b"x" * 600 for number in range(3)})
    members, refused, _ = unpack(path, place, Budget(members=3, size=1000))
    assert (len(members), len(refused)) == (1, 2)


@pytest.mark.parametrize("encoding", ["cp850", "utf-8"])
def test_the_accents_of_a_name_are_read_as_windows_and_macos_write_them(tmp_path: Path, encoding: str) -> None:
    data = zipped({"X" * len("été.txt".encode(encoding)): b"Une note."})
    name = "été.txt".encode(encoding)
    (tmp_path / "dossier.zip").write_bytes(data.replace(b"X" * len(name), name))
    assert set(read(tmp_path / "dossier.zip")[0]) == {"été.txt"}


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "dossier.zip").write_bytes(zipped({"note.txt": b"Une note."})[:-30])
    with pytest.raises(ParseError, match="endommagée"):
        read(tmp_path / "dossier.zip")


NAMES = st.text(max_size=12) | st.sampled_from(["..", "../x", "/x", "a/b", "con", ".", "x" * 300 + ".txt"])


@settings(max_examples=150)
@given(names=st.lists(NAMES, max_size=4, unique=True))
def test_whatever_its_name_a_member_is_written_in_a_folder_of_its_own_or_refused(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        path, folder = Path(place) / "dossier.zip", Path(place) / "unpacked"
        folder.mkdir()
        path.write_bytes(zipped({name: b"x" for name in names if name.partition("\0")[0]}))
        written, _, _ = unpack(path, folder, Budget())
        assert {file for file in Path(place).rglob("*") if file.is_file()} == {path, *(one.path for one in written)}
        assert all(one.path.parent.parent == folder for one in written)
