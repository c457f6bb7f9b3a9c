"""The commands that fill and look after the knowledge base: their JSON, their text, their progress."""

import json
from pathlib import Path

import pytest

from assistant.cli.progress import PlainLines
from assistant.progress import Step, followed
from tests.cli.test_commands import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("a.txt", "copie [de a].txt"):
        (folder / name).write_text("Le bocage et ses haies.", encoding="utf-8")
    (folder / "vide.txt").touch()
    assert run(tmp_path / "home", "ingest", str(folder))[0] == 1
    return tmp_path / "home"


def test_a_renamed_document_is_an_updated_one_in_json_and_a_renamed_one_in_french(home: Path) -> None:
    folder = home.parent / "docs"
    (folder / "a.txt").rename(folder / "b.txt")
    _, out, _ = run(home, "ingest", str(folder), "--json")
    report = json.loads(out)
    assert report.keys() == {"added", "updated", "unchanged", "deleted", "failed", "passages", "seconds"}
    assert (report["added"], report["updated"], report["unchanged"], report["deleted"]) == (0, 1, 1, 0)
    (folder / "b.txt").rename(folder / "c.txt")
    _, out, _ = run(home, "ingest", str(folder))
    assert "0 modifiés, 1 renommés, 1 inchangés" in out


def test_sources_prints_what_is_indexed(home: Path) -> None:
    code, out, err = run(home, "sources", "--json")
    listed = json.loads(out)
    first, copy, empty = listed["sources"]
    assert (code, err) == (0, "")
    assert (listed["documents"], listed["passages"]) == (2, 2)
    assert first.keys() == {
        "source", "path", "root", "kinds", "documents", "passages", "ingested_at", "failed", "warnings", "copy_of",
    }  # fmt: skip
    assert (first["copy_of"], copy["copy_of"], empty["copy_of"]) == (None, first["path"], None)
    assert empty["failed"] == [{"source": "vide.txt", "error": "fichier vide"}]


def test_sources_prints_a_table(home: Path) -> None:
    _, out, _ = run(home, "sources")
    assert "copie [de a].txt" in out
    assert "échec : fichier vide" in out
    assert out.endswith("3 fichiers, 2 documents, 2 passages.\n")


def test_an_empty_home_says_how_to_start(tmp_path: Path) -> None:
    assert "jalon ingest" in run(tmp_path / "home", "sources")[1]


def test_a_source_is_taken_out_only_when_it_is_confirmed(home: Path) -> None:
    code, out, err = run(home, "sources", "--remove", "a.txt")
    assert (code, out) == (2, "")
    assert "--yes" in err
    code, out, _ = run(home, "sources", "--remove", "a.txt", "--yes", "--json")
    assert (code, json.loads(out)) == (0, {"files": 1, "documents": 1})
    assert json.loads(run(home, "search", "bocage", "--json")[1])["results"][0]["source"] == "copie [de a].txt"
    assert run(home, "sources", "--remove", "a.txt", "--yes")[0] == 1


def test_reindex_builds_a_deleted_index_again(home: Path) -> None:
    for path in sorted((home / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    code, out, _ = run(home, "reindex", "--json")
    report = json.loads(out)
    assert (code, report.keys(), report["passages"]) == (0, {"passages", "seconds"}, 2)
    assert json.loads(run(home, "search", "bocage", "--json")[1])["results"]


def test_watching_does_not_print_json(home: Path) -> None:
    code, out, err = run(home, "ingest", str(home.parent / "docs"), "--watch", "--json")
    assert (code, out) == (2, "")
    assert "--json" in err


def test_progress_is_at_most_a_line_a_second_with_rate_and_remaining_time() -> None:
    lines: list[str] = []
    milliseconds = 0

    def clock() -> float:
        return milliseconds / 1000

    progress = PlainLines(lines.append, clock=clock)
    for _ in followed(range(3000), progress, "Lecture", total=3000, unit="enregistrements"):
        milliseconds += 1
    assert lines == [
        "Lecture : 0/3\u202f000 enregistrements",
        "Lecture : 1\u202f000/3\u202f000 enregistrements, 1\u202f000/s, reste 2 s",
        "Lecture : 2\u202f000/3\u202f000 enregistrements, 1\u202f000/s, reste 1 s",
        "Lecture : 3\u202f000/3\u202f000 enregistrements, 1\u202f000/s, reste 0 s",
    ]
    progress(Step("Une autre ingestion est en cours"))
    assert lines[-1] == "Une autre ingestion est en cours."
