"""Ingestion: what fails is named, the rest goes on, an unchanged folder costs nothing."""

from pathlib import Path

from assistant.settings import Settings
from ingestion import ingest
from tests.conftest import SAMPLES


def test_an_unchanged_folder_is_not_read_again(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first = ingest([SAMPLES], settings=settings)
    second = ingest([SAMPLES], settings=settings)
    assert first.added == second.unchanged
    assert (second.added, second.updated, second.deleted) == (0, 0, 0)


def test_bad_files_are_named_and_the_rest_is_ingested(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "bon.txt").write_text("Un texte utile.", encoding="utf-8")
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "faux.pdf").write_bytes(b"ceci n'est pas un PDF")
    (folder / "inconnu.xyz").write_bytes(b"\x00\x01")
    (folder / "casse.json").write_text("{", encoding="utf-8")
    report = ingest([folder], settings=Settings(home=tmp_path / "home"))
    assert report.added == 1
    assert {failure.source for failure in report.failed} == {"vide.pdf", "faux.pdf", "inconnu.xyz", "casse.json"}


def test_the_corpus_has_the_promised_mix(sample_home: Path) -> None:
    suffixes = [path.suffix for path in SAMPLES.rglob("*") if path.is_file()]
    assert suffixes.count(".pdf") >= 5
    assert suffixes.count(".docx") >= 3
    assert suffixes.count(".odt") >= 2
    assert suffixes.count(".html") >= 3
