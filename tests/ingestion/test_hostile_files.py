"""A fixed sample of the hostile files of ``benchmarks.hostile``: each is read or refused with a message, at once."""

from pathlib import Path

from benchmarks.hostile.files import hostile_files
from benchmarks.hostile.trial import run

COUNT = 60
SEED = 7


def test_hostile_files_are_read_or_refused_and_nothing_leaves_its_folder(tmp_path: Path) -> None:
    outcomes = run(hostile_files(COUNT, seed=SEED, outside=tmp_path), tmp_path)
    assert len(outcomes) == COUNT + 1
    assert [one for one in outcomes if one.verdict.is_fault] == []
