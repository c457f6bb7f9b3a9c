"""The answers of other engines: each collected case is compared, found with their factors, and told in the table."""

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.oracles.__main__ import PAGE, table
from benchmarks.oracles.answers import answered, read_cases, read_rows

OWN_RULE = {"recherche web"}  # counted otherwise there: the table gives the calculation of the difference


@pytest.mark.real_data
def test_every_case_is_found_with_its_factors_and_told_in_the_table(shared_data: Path) -> None:
    rows, cases = read_rows(), read_cases(shared_data)
    assert all(any(row.answers(case) for row in rows) for case in cases)
    answers = list(answered(cases))
    assert len(answers) == len(rows)
    assert all(abs(one.of_activity) <= one.row.tolerance for one in answers if one.of_activity is not None)
    assert {one.row.case for one in answers if one.row.tolerance > Decimal("0.01")} == OWN_RULE
    assert table(answers) in PAGE.read_text(encoding="utf-8")


def test_what_is_not_computed_says_why() -> None:
    for row in read_rows():
        assert row.because
        assert row.is_computed or not row.theirs
