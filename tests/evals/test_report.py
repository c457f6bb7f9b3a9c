"""What a run is shown as: a page that stands alone, a text, JUnit; and the records that later runs read."""

import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from assistant.errors import InputError
from evals.gates import differences, judge
from evals.record import CaseResult, RunRecord, read_baselines, read_record, write_baselines
from evals.report import comparison_text, junit_xml, report_page, run_text
from evals.slices import worst
from evals.suites import SUITES, chosen
from tests.evals.conftest import NOW, VERSIONS, Run

BY_NAME = {suite.name: suite for suite in SUITES}
NAMES = ("calculator.footprint", "understanding.quantities")


@pytest.fixture
def record(run: Run) -> RunRecord:
    """A run of two quick suites, of which a case has been spoiled."""
    quantities, calculator = run(*NAMES)
    spoiled = calculator.cases[0].model_copy(update={"scores": {"right": 0.0}, "output": "<b>faux</b>"})
    calculator = calculator.model_copy(update={"cases": (spoiled, *calculator.cases[1:])})
    suites = (quantities, calculator)
    gates = tuple(judge(chosen(NAMES), suites, {}))
    return RunRecord(run_id="1", started_at=NOW, seconds=1, versions=VERSIONS, suites=suites, gates=gates)


def test_the_page_stands_alone_and_explains_the_worst_case(record: RunRecord) -> None:
    page = report_page(record, BY_NAME, [])
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\(""", page)
    assert "hand_footprint/01" in page
    assert "&lt;b&gt;faux&lt;/b&gt;" in page
    assert 'Verdict : <span class="fails">échoue</span>' in page
    assert page.count("<svg") >= 2
    assert all(table.startswith("\n<caption>") for table in page.split("<table>")[1:])


def test_the_page_shows_past_runs_once_there_are_some(record: RunRecord) -> None:
    before = record.model_copy(update={"run_id": "0", "started_at": NOW - timedelta(days=1)})
    page = report_page(record, BY_NAME, [before])
    assert "29/11/2026" in page
    assert "Passages précédents" in page
    assert "Passages précédents" not in report_page(record, BY_NAME, [])


def test_the_text_tells_the_failures_and_how_many_gates_pass(record: RunRecord) -> None:
    text = run_text(record, BY_NAME)
    assert "ÉCHEC  calculator.footprint, right : 1 cas sous 1 : hand_footprint/01" in text
    assert f"{len(record.gates) - 1} garde-fous sur {len(record.gates)} passent" in text


def test_junit_counts_the_gates_that_fail(record: RunRecord) -> None:
    root = Xml.fromstring(junit_xml(record).encode())
    assert root.attrib["failures"] == "1"
    (failure,) = root.iter("failure")
    assert "hand_footprint/01" in failure.attrib["message"]


def test_a_record_and_its_baselines_are_read_back(record: RunRecord, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(record.model_dump_json(), encoding="utf-8")
    assert read_record(file) == record
    write_baselines(record, tmp_path / "baselines")
    assert read_baselines(tmp_path / "baselines") == record.scored()


def test_a_file_that_is_no_record_is_refused_with_an_example(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="Exemple"):
        read_record(tmp_path / "x.json")


def test_a_comparison_tells_the_loss(record: RunRecord, run: Run) -> None:
    suite = BY_NAME["calculator.footprint"]
    clean = record.model_copy(update={"suites": tuple(run(suite.name))}).scored()[suite.name]
    found = list(differences(suite, clean, record.scored()[suite.name]))
    assert comparison_text(found).startswith("calculator.footprint, right : -0,083")
    assert comparison_text([]) == "Aucun cas commun aux deux rapports."


def test_the_worst_cases_come_first_and_perfect_ones_never(record: RunRecord) -> None:
    broken = CaseResult(id="z", digest="", input={}, expected=None, scores={"right": 0.0}, error="panne", seconds=0)
    result = record.suites[1].model_copy(update={"cases": (*record.suites[1].cases, broken)})
    assert [case.id for case in worst(BY_NAME["calculator.footprint"], result)] == ["z", "hand_footprint/01"]
