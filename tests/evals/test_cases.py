"""A dataset is read whole or refused with the line, the field and the reason."""

import json
from pathlib import Path

import pytest

from assistant.errors import InputError
from evals.cases import DATASETS, DatasetAbsentError, load_dataset, load_together
from evals.suites import SUITES, chosen

META = {"schema": "jalon.test/1", "version": "1", "licence": "MIT", "origin": "ici", "description": "essai"}
CASE = {"id": "a", "split": "dev", "slices": {}, "input": {"query": "x"}, "expected": []}


def written(folder: Path, *cases: object, **meta: object) -> Path:
    (folder / "set.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    header = {**META, "splits": {"dev": len(cases)}, **meta}
    (folder / "set.meta.json").write_text(json.dumps(header), encoding="utf-8")
    return folder


def test_the_cases_of_a_set_are_read_with_their_header(tmp_path: Path) -> None:
    dataset = load_dataset("set", written(tmp_path, CASE))
    assert dataset.meta.licence == "MIT"
    assert [case.id for case in dataset.cases] == ["a"]


@pytest.mark.parametrize(
    ("cases", "meta", "told"),
    [
        ([CASE, {**CASE, "split": "other"}], {}, "identifiant « a »"),
        ([{**CASE, "split": "other"}], {}, "partie « other » inconnue"),
        ([{**CASE, "typo": 1}], {}, "ligne 1, champ « typo »"),
        ([{"id": "a"}], {}, "champ « split »"),
        ([CASE], {"splits": {"dev": 3}}, "3 selon l'en-tête"),
        ([CASE], {"schema": "anything"}, "champ « schema »"),
    ],
)
def test_what_is_not_a_case_is_refused(cases: list[object], meta: dict[str, object], told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told):
        load_dataset("set", written(tmp_path, *cases, **meta))


def test_sets_that_are_absent_are_left_out_until_none_is_left(tmp_path: Path) -> None:
    together = load_together("suite", ("absent", "set"), written(tmp_path, CASE))
    assert [case.id for case in together.cases] == ["set/a"]
    with pytest.raises(DatasetAbsentError):
        load_together("suite", ("absent",), tmp_path)


@pytest.mark.parametrize("name", sorted(path.name.removesuffix(".meta.json") for path in DATASETS.glob("*.meta.json")))
def test_every_dataset_that_ships_is_read(name: str) -> None:
    assert load_dataset(name).cases


def test_a_family_names_all_of_its_suites_and_an_unknown_one_is_refused() -> None:
    assert {suite.name for suite in chosen(["tools"])} >= {"tools.calls", "tools.prompts"}
    assert chosen([]) == [suite for suite in SUITES if not suite.by_model]
    with pytest.raises(InputError, match="Exemple"):
        chosen(["nothing"])


def test_every_gate_is_on_a_metric_that_its_suite_declares() -> None:
    for suite in SUITES:
        assert {gate.metric for gate in suite.gates} <= {metric.name for metric in suite.metrics}
        assert all((gate.margin is None) != (gate.least is None) for gate in suite.gates)
