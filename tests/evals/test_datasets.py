"""The datasets written for Jalon: enough of them, described, and pointing at what the corpus that ships holds."""

import re
from collections import Counter

import pytest

from assistant.agent.evidence import MARKER
from assistant.funding.understanding.lexicon import themes
from evals.corpus import PassageReference, passage_at, shipped_records
from evals.datasets import read_cases, read_meta
from evals.generate_grounding import generated_cases
from evals.grounding_evidence import GroundingInput, evidence_of

FEWEST = {
    "grounding_truthful": 300,
    "grounding_tampered": 300,
    "quantities": 150,
    "funding_queries": 120,
    "regulation_questions": 80,
    "second_pass": 40,
}
FACETS = {"beneficiary", "territory", "population", "theme", "operation", "amount"}


@pytest.mark.parametrize("name", FEWEST)
def test_a_dataset_is_described_and_large_enough(name: str) -> None:
    cases, meta = read_cases(name), read_meta(name)
    assert len(cases) >= FEWEST[name]
    assert meta.licence == "MIT"
    assert meta.schema_name.startswith("jalon.")
    assert meta.origin
    assert len(meta.description) > 50
    assert Counter(case.split for case in cases) == meta.splits


@pytest.mark.parametrize("name", FEWEST)
def test_each_case_has_an_id_of_its_own_and_slices(name: str) -> None:
    cases = read_cases(name)
    assert len({case.id for case in cases}) == len(cases)
    assert all(case.slices for case in cases)


@pytest.mark.parametrize("name", ["grounding_truthful", "quantities", "funding_queries", "regulation_questions"])
def test_no_input_is_given_twice(name: str) -> None:
    inputs = [str(sorted(case.input.items())) for case in read_cases(name)]
    assert len(set(inputs)) == len(inputs)


def test_most_truthful_answers_are_written_by_hand() -> None:
    assert sum(case.slices["written"] == "by-hand" for case in read_cases("grounding_truthful")) >= 150


@pytest.mark.parametrize("name", ["grounding_truthful", "grounding_tampered"])
def test_an_answer_cites_evidence_that_exists(name: str) -> None:
    for case in read_cases(name):
        given = GroundingInput.model_validate(case.input)
        evidence = evidence_of(given)
        known = evidence.passages.keys() | evidence.calculations.keys()
        cited = {match["reference"] for match in MARKER.finditer(given.answer) if match["kind"]}
        assert cited <= known or case.slices.get("kind") == "citation", case.id


def test_a_truthful_answer_expects_no_flag_and_a_tampered_one_words_that_it_says() -> None:
    assert all(case.expected == [] for case in read_cases("grounding_truthful"))
    for case in read_cases("grounding_tampered"):
        assert case.expected, case.id
        assert all(words in case.input["answer"] or words == "lien" for words in case.expected), case.id


def test_the_generated_halves_are_what_the_seeded_script_writes() -> None:
    for name, cases in zip(("grounding_truthful", "grounding_tampered"), generated_cases(), strict=True):
        assert [case for case in read_cases(name) if case.slices["written"] == "generated"] == cases


def test_a_judgement_grades_an_aid_of_the_corpus() -> None:
    slugs = {record.aid.slug for record in shipped_records().values() if record.aid}
    for case in read_cases("funding_queries"):
        assert case.expected["judgements"].keys() <= slugs, case.id
        assert set(case.expected["judgements"].values()) <= {1, 2, 3}, case.id


def test_a_request_says_known_facets() -> None:
    known = {theme.name for theme in themes()}
    for case in read_cases("funding_queries"):
        facets = case.expected["facets"]
        assert facets.keys() <= FACETS, case.id
        assert set(facets.get("theme", ())) <= known, case.id
        assert re.fullmatch(r"(?:\.\.)?\d+", facets.get("population", "1")), case.id


def test_a_question_has_a_passage_that_answers_it() -> None:
    for case in read_cases("regulation_questions"):
        grades = [one["grade"] for one in case.expected]
        assert 2 in grades, case.id
        assert set(grades) <= {1, 2}, case.id
        for one in case.expected:
            passage_at(PassageReference(document=one["document"], heading=one["heading"], part=one["part"]))


def test_a_second_pass_covers_a_fifth_of_what_is_judged() -> None:
    twice = Counter(case.slices["dataset"] for case in read_cases("second_pass"))
    assert all(twice[name] >= len(read_cases(name)) // 5 for name in ("funding_queries", "regulation_questions"))
