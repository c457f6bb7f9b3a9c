"""The datasets written for Jalon: enough of them, described, and pointing at what the corpus that ships holds."""

import re
from collections import Counter

import pytest

from assistant.agent.evidence import MARKER
from assistant.calculators.footprint import load_registry
from assistant.funding.understanding.lexicon import themes
from evals.cases import load_dataset, read_as
from evals.corpus import passage_at, shipped_records
from evals.evidence import MarkedAnswer, evidence_of
from evals.generate_grounding import generated_cases
from evals.judgements import Answers, Judged

FEWEST = {
    "grounding_truthful": 300,
    "grounding_tampered": 300,
    "quantities": 150,
    "funding_queries": 120,
    "regulation_questions": 80,
    "second_pass": 40,
}
GROUNDING = ("grounding_truthful", "grounding_tampered")
FACETS = {"beneficiary", "territory", "population", "theme", "operation", "amount"}


@pytest.mark.parametrize("name", FEWEST)
def test_a_dataset_is_described_and_large_enough(name: str) -> None:
    dataset = load_dataset(name)
    assert len(dataset.cases) >= FEWEST[name]
    assert dataset.meta.licence == "MIT"
    assert dataset.meta.origin
    assert len(dataset.meta.description) > 50
    assert all(case.slices for case in dataset.cases)


@pytest.mark.parametrize("name", ["grounding_truthful", "quantities", "funding_queries", "regulation_questions"])
def test_no_input_is_given_twice(name: str) -> None:
    inputs = [str(sorted(case.input.items())) for case in load_dataset(name).cases]
    assert len(set(inputs)) == len(inputs)


def test_most_truthful_answers_are_written_by_hand() -> None:
    cases = load_dataset("grounding_truthful").cases
    assert sum(case.slices["written"] == "by-hand" for case in cases) >= 150


@pytest.mark.parametrize("name", GROUNDING)
def test_an_answer_cites_evidence_that_exists(name: str) -> None:
    for case in load_dataset(name).cases:
        given = read_as(MarkedAnswer, case, case.input)
        evidence = evidence_of(given, load_registry())
        known = evidence.passages.keys() | evidence.calculations.keys()
        cited = {match["reference"] for match in MARKER.finditer(given.answer) if match["kind"]}
        assert cited <= known or case.slices.get("kind") == "citation", case.id


def test_a_truthful_answer_expects_no_flag_and_a_tampered_one_words_that_it_says() -> None:
    assert all(case.expected == [] for case in load_dataset("grounding_truthful").cases)
    for case in load_dataset("grounding_tampered").cases:
        assert isinstance(case.expected, list)
        assert case.expected, case.id
        assert all(words in str(case.input["answer"]) or words == "lien" for words in map(str, case.expected)), case.id


def test_the_generated_halves_are_what_the_seeded_script_writes() -> None:
    for name, cases in zip(GROUNDING, generated_cases(), strict=True):
        assert [case for case in load_dataset(name).cases if case.slices["written"] == "generated"] == cases


def test_a_judgement_grades_an_aid_of_the_corpus() -> None:
    slugs = {record.aid.slug for record in shipped_records().values() if record.aid}
    for case in load_dataset("funding_queries").cases:
        judgements = read_as(Judged, case, case.expected).judgements
        assert judgements.keys() <= slugs, case.id
        assert set(judgements.values()) <= {1, 2, 3}, case.id


def test_a_request_says_known_facets() -> None:
    known = {theme.name for theme in themes()}
    for case in load_dataset("funding_queries").cases:
        facets = read_as(Judged, case, case.expected).facets
        assert facets.keys() <= FACETS, case.id
        named = facets.get("theme", [])
        assert isinstance(named, list)
        assert set(map(str, named)) <= known, case.id
        assert re.fullmatch(r"(?:\.\.)?\d+", str(facets.get("population", "1"))), case.id


def test_a_question_has_a_passage_that_answers_it() -> None:
    for case in load_dataset("regulation_questions").cases:
        places = read_as(Answers, case, case.expected).root
        assert 2 in {one.grade for one in places} <= {1, 2}, case.id
        assert all(map(passage_at, places)), case.id


def test_a_second_pass_covers_a_fifth_of_what_is_judged() -> None:
    twice = Counter(case.slices["dataset"] for case in load_dataset("second_pass").cases)
    for name in ("funding_queries", "regulation_questions"):
        assert twice[name] >= len(load_dataset(name).cases) // 5
