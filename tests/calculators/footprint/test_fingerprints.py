"""The same inputs give the same result, to the byte, on every machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.calculators.footprint.fingerprints import fingerprints
from tests.conftest import REPOSITORY

KEPT = Path(__file__).with_name("fingerprints.txt")


def test_each_result_is_the_one_that_was_kept() -> None:
    assert fingerprints() == KEPT.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_results_do_not_depend_on_the_hash_seed(seed: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.calculators.footprint.fingerprints"],
        cwd=REPOSITORY, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert told.stdout.splitlines() == KEPT.read_text(encoding="utf-8").splitlines()
