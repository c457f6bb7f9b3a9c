"""Record files of any content: what cannot be used is told in French, nothing else is ever raised."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import ParseError
from assistant.settings import Settings
from ingestion import ingest
from ingestion.records import RecordError, read_records
from ingestion.records.markup import plain_text
from tests.ingestion.test_records import ARTICLE, COMPACT, FULL_AID, OPERATION, REDUCED_AID, SECTION

SHAPES: list[dict[str, Any]] = [FULL_AID, REDUCED_AID, ARTICLE, SECTION, OPERATION, COMPACT]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["\ud800", "²", "1e9999999", "-1e-9999999", "9" * 50, "0000-00-00", "<html x", "\x00"])
    | st.sampled_from(["<p", "<![CDATA["]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
QUICK = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, content: object) -> list[object]:
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(read_records(path, None))


@QUICK
@given(data=st.data())
def test_any_value_in_any_field_gives_a_record_or_a_reason(tmp_path: Path, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(SHAPES))
    record = {**shape, data.draw(st.sampled_from(sorted(shape))): data.draw(ANYTHING)}
    assert len(read(tmp_path / "un.json", [record, REDUCED_AID])) == 2


@QUICK
@given(content=ANYTHING)
def test_any_json_file_is_read_or_explained(tmp_path: Path, content: object) -> None:
    with contextlib.suppress(ParseError):
        assert read(tmp_path / "un.json", content)


@pytest.mark.parametrize("content", [5, None, True, {"results": None}, {"results": 5}])
def test_a_json_file_that_is_no_list_of_records_is_told(tmp_path: Path, content: object) -> None:
    with pytest.raises(ParseError, match="liste"):
        read(tmp_path / "un.json", content)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({**FULL_AID, "financers": 5}, "financers : une liste est attendue"),
        ({**ARTICLE, "title_path": {"1": "Livre"}}, "title_path : une liste est attendue"),
        ({**OPERATION, "exercice": "²"}, "n'est pas une année"),
        ({**OPERATION, "cout_ht": "1e400"}, "cout_ht : « 1e400 » n'est pas un nombre possible"),
        ({**OPERATION, "taux": 10**60}, "n'est pas un nombre possible"),
        ({**REDUCED_AID, "name": "Ea\ud800u"}, "caractère"),
    ],
)
def test_a_value_of_another_kind_is_told(tmp_path: Path, record: dict[str, Any], reason: str) -> None:
    (error,) = read(tmp_path / "un.json", [record])
    assert isinstance(error, RecordError)
    assert reason in error.reason


def test_an_endless_number_is_told(tmp_path: Path) -> None:
    (tmp_path / "un.jsonl").write_text('{"slug": ' + "9" * 6000 + "}\n", encoding="utf-8")
    (error,) = read_records(tmp_path / "un.jsonl", None)
    assert isinstance(error, RecordError)
    assert "JSON mal formé" in error.reason


def test_half_a_character_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    lines = [{**REDUCED_AID, "name": "Ea\ud800u"}, FULL_AID, {**REDUCED_AID, "name": "Eau \U0001f4a7"}]
    (folder / "aides.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    report = ingest([folder], settings=Settings(home=tmp_path / "home"))
    assert report.added == 2
    assert [failure.source for failure in report.failed] == ["aides.jsonl:1"]


@pytest.mark.parametrize("start", ["<html>", "<!doctype html>", "<frameset>", "<html><frameset>"])
def test_a_description_that_begins_as_a_whole_page_gives_its_words(start: str) -> None:
    assert plain_text(f"{start}<p>Une aide</p>") == "Une aide"
