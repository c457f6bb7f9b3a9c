"""What a row of the lexicon must be; the reasons stand in the docstring of ``assistant.knowledge.lexicon``."""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable

import pytest

from assistant.knowledge.lexicon import LexiconDomain, load_lexicon
from assistant.language import content_stems, fold, normalise, stop_words

LEXICON = load_lexicon()
TABLES: dict[str, list[tuple[str, ...]]] = {
    "plain_french": [(row.plain, *row.administrative) for row in LEXICON.plain_expressions],
    "acronyms": [(row.acronym, row.expansion) for row in LEXICON.acronyms],
    "synonyms": [row.members for row in LEXICON.synonym_groups],
}


@pytest.mark.parametrize(("table", "minimum"), [("plain_french", 1200), ("acronyms", 700), ("synonyms", 450)])
def test_a_table_is_large_enough(table: str, minimum: int) -> None:
    assert len(TABLES[table]) >= minimum


@pytest.mark.parametrize("table", TABLES)
def test_terms_are_composed_text_without_stray_spaces(table: str) -> None:
    terms = [term for row in TABLES[table] for term in row]
    assert [term for term in terms if " ".join(term.split()) != term] == []
    assert [term for term in terms if unicodedata.normalize("NFC", term) != term] == []
    assert [term for term in terms if not normalise(term)] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_says_a_thing_once(table: str) -> None:
    assert [row for row in TABLES[table] if _repeated(normalise(term) for term in row)] == []


def test_every_domain_has_plain_expressions() -> None:
    assert {row.domain for row in LEXICON.plain_expressions} == set(LexiconDomain)


def test_no_two_plain_expressions_keep_the_same_words() -> None:
    assert _repeated(frozenset(content_stems(row.plain)) for row in LEXICON.plain_expressions) == []


def test_a_plain_expression_is_one_to_three_content_words() -> None:
    sizes = {row.plain: len(set(content_stems(row.plain))) for row in LEXICON.plain_expressions}
    assert {plain: size for plain, size in sizes.items() if not 1 <= size <= 3} == {}


def test_a_plain_expression_has_two_to_six_official_terms() -> None:
    assert [row.plain for row in LEXICON.plain_expressions if not 2 <= len(row.administrative) <= 6] == []


def test_an_official_term_brings_words_that_the_plain_one_lacks() -> None:
    useless = [
        (row.plain, term)
        for row in LEXICON.plain_expressions
        for term in row.administrative
        if set(content_stems(term)) <= set(content_stems(row.plain))
    ]
    assert useless == []


def test_a_meaning_of_an_acronym_is_given_once() -> None:
    assert _repeated((fold(row.acronym), normalise(row.expansion)) for row in LEXICON.acronyms) == []


def test_no_acronym_is_a_stop_word() -> None:
    assert [row.acronym for row in LEXICON.acronyms if normalise(row.acronym) in stop_words()] == []


def test_an_acronym_is_spelled_out() -> None:
    assert [row.acronym for row in LEXICON.acronyms if len(normalise(row.expansion)) <= len(row.acronym)] == []


def test_a_term_heads_one_group_of_synonyms() -> None:
    assert _repeated(normalise(row.term) for row in LEXICON.synonym_groups) == []


def test_the_index_does_not_already_unite_two_synonyms() -> None:
    groups = {row.term: row.members for row in LEXICON.synonym_groups}
    united = [term for term, members in groups.items() if _repeated(frozenset(content_stems(m)) for m in members)]
    assert united == []


def _repeated(values: Iterable[Hashable]) -> list[Hashable]:
    return [value for value, count in Counter(values).items() if count > 1]
