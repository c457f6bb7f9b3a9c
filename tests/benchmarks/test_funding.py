"""The parts of the benchmark of aids: what it makes, what it counts, what it draws."""

from typing import Any

import pytest

from assistant.funding import Stated
from assistant.territories import load_territories

# The benchmark's own dependencies (group ``bench``) may be absent where only the tests run.
pytest.importorskip("ir_measures", reason="needs the group «bench» of pyproject.toml")

from benchmarks.funding.exclusions import is_elsewhere
from benchmarks.funding.latency import Point, at, plot
from benchmarks.funding.made_aids import made_aids

REAL: list[dict[str, Any]] = [
    {
        "name": f"Aide {letter}", "description": f"<p>{letter} un</p><p>{letter} deux</p>", "eligibility": letter,
        "perimeter": perimeter, "financers": [f"Financeur {letter}"], "instructors": [], "programs": [],
        "targeted_audiences": [audience], "is_call_for_project": False, "subvention_rate_lower_bound": None,
        "subvention_rate_upper_bound": 50, "loan_amount": None, "recoverable_advance_amount": None,
        "start_date": "2020-02-29", "predeposit_date": None, "submission_deadline": "2021-12-31",
    }
    for letter, perimeter, audience in (
        ("a", "Bretagne (Région)", "Communes"), ("b", "Dordogne (Département)", "EPCI à fiscalité propre"),
        ("c", "France", "Associations"),
    )
]  # fmt: skip


def test_made_aids_are_the_same_each_time_and_a_longer_list_begins_as_a_shorter_one() -> None:
    assert list(made_aids(30, REAL))[:10] == list(made_aids(10, REAL))


def test_made_aids_have_their_own_identity_and_mix_the_territories_of_several() -> None:
    made = list(made_aids(50, REAL))
    assert len({row["slug"] for row in made}) == 50
    assert {(row["name"][:6], row["perimeter"]) for row in made} > {
        ("Aide a", "France"),
        ("Aide a", "Bretagne (Région)"),
    }


def test_a_made_date_is_a_date_of_a_later_year() -> None:
    assert {row["start_date"] for row in made_aids(50, REAL)} <= {f"202{year}-02-28" for year in range(3, 7)}


@pytest.mark.parametrize(
    ("territory", "beneficiary", "excluded"),
    [
        ("R53", "commune", (False, True, True)),
        ("24", "epci", (True, False, True)),
        ("35", "association", (True, True, False)),
        ("24", "commune", (True, True, True)),
    ],
)
def test_a_raw_record_of_elsewhere_or_for_others_is_excluded(
    territory: str, beneficiary: str, excluded: tuple[bool, ...]
) -> None:
    stated = Stated(territory=territory, beneficiary=beneficiary)
    territories = load_territories()
    assert tuple(is_elsewhere(row, stated, territories) for row in REAL) == excluded


def test_a_share_of_times_is_read_between_the_first_and_the_last() -> None:
    times = [float(number) for number in range(101)]
    assert (at(times, 0.5), at(times, 0.95), at(times, 1.0)) == (50, 95, 100)


def test_the_curves_name_their_sizes() -> None:
    drawn = plot([Point(size, [1.0, 2.0], [1.0, 1.5]) for size in (721, 5000)])
    assert "721" in drawn
    assert "5000" in drawn
