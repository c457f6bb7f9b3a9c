"""The lexical index: Tantivy's BM25 over French words without elision, accent, ending or stop word.

Passages and whole documents are indexed side by side: the first find the place, the second the right document, whose
words are spread over its passages. A text stands in four fields, each with its own statistics: all its words, its title
and headings, its opening, and its words cut to their first letters, which unites the families that a stemmer parts
(«payer», «paiement»). What each brings is in ``docs/retrieval.md``.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import tantivy

from assistant.domain import DocumentKind, Passage
from assistant.knowledge.expansion import expander
from assistant.knowledge.filters import SearchFilter, add_filter_fields, filter_fields
from assistant.knowledge.spelling import nearest_word
from assistant.language import content_words, read_references, stem_words

WRITER_MEMORY = 64_000_000
TITLE_WEIGHTS = {DocumentKind.FUNDING: 3, DocumentKind.REGULATION: 1, DocumentKind.PROJECT: 1}
# An aid opens with its financer and its dates, which do not tell what it pays for.
OPENING_WORDS = {DocumentKind.FUNDING: 0, DocumentKind.REGULATION: 40, DocumentKind.PROJECT: 40}
FAMILY_LETTERS = 5
FIELDS: Mapping[str, float] = {"text": 1.0, "title": 0.4, "opening": 0.3, "family": 0.3}
REFERENCE_BOOST = 20.0
MENTION_BOOST = 4.0
LESSER_WEIGHT = 0.7  # of a word that says little of what is sought
MOST_FILTERS = 1000  # whose share is remembered: a server is asked for any date and any theme


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("reference", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("mention", tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    add_filter_fields(builder)
    return builder.build()


def update_lexical_index(folder: Path, added: Iterable[Passage], deleted: Sequence[str]) -> None:
    """Remove then add passages in the indexes of a folder, created when absent.

    The passages of one document follow each other and are all there, as a changed document is rewritten whole.
    """
    passages, documents = _open(folder / "passages"), _open(folder / "documents")
    vanished = LexicalIndex(passages).documents_of(deleted)
    passage_writer, document_writer = (
        index.writer(heap_size=WRITER_MEMORY, num_threads=1) for index in (passages, documents)
    )
    for passage_id in deleted:
        passage_writer.delete_documents_by_term("id", passage_id)
    for document_id in vanished:
        document_writer.delete_documents_by_term("id", document_id)
    for document_id, group in groupby(added, key=lambda passage: passage.document_id):
        parts = [(passage, _Words.of(passage)) for passage in group]
        for passage, words in parts:
            passage_writer.delete_documents_by_term("id", passage.passage_id)
            passage_writer.add_document(_entry(passage.passage_id, passage, words))
        document_writer.delete_documents_by_term("id", document_id)
        whole = _Words.together([words for _, words in parts])
        document_writer.add_document(_entry(document_id, parts[0][0], whole))
    for writer in (passage_writer, document_writer):
        writer.commit()
        writer.wait_merging_threads()


def _open(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


@dataclass(frozen=True)
class _Words:
    """The content words of a text by their place, and the references and dates that its headings and its body name."""

    title: list[str]
    headings: dict[str, list[str]]
    body: list[str]
    own: tuple[str, ...]
    named: tuple[str, ...]

    @classmethod
    def of(cls, passage: Passage) -> "_Words":
        return cls(
            title=content_words(passage.title),
            headings={heading: content_words(heading) for heading in passage.heading_path},
            body=content_words(passage.text),
            own=read_references(" ; ".join((passage.title, *passage.heading_path))),
            named=read_references(passage.text),
        )

    @classmethod
    def together(cls, parts: Sequence["_Words"]) -> "_Words":
        """Those of a whole document."""
        return cls(
            title=parts[0].title,
            headings={heading: words for part in parts for heading, words in part.headings.items()},
            body=[word for part in parts for word in part.body],
            own=tuple(dict.fromkeys(key for part in parts for key in part.own)),
            named=tuple(dict.fromkeys(key for part in parts for key in part.named)),
        )


def _entry(identity: str, passage: Passage, words: _Words) -> tantivy.Document:
    head = [*words.title, *(word for heading in words.headings.values() for word in heading)]
    whole = words.title * (TITLE_WEIGHTS[passage.kind] - 1) + head + words.body
    entry = tantivy.Document(
        id=identity,
        document_id=passage.document_id,
        text=" ".join(stem_words(whole)),
        title=" ".join(stem_words(head)),
        opening=" ".join(stem_words(words.body[: OPENING_WORDS[passage.kind]])),
        family=" ".join(word[:FAMILY_LETTERS] for word in whole),
        **filter_fields(passage),
    )
    for key in words.own:
        entry.add_text("reference", key)
    for key in words.named:
        if key not in words.own:
            entry.add_text("mention", key)
    return entry


def open_lexical_indexes(folder: Path) -> tuple["LexicalIndex", "LexicalIndex"]:
    """The index of passages and that of documents, for searching."""
    return LexicalIndex(_open(folder / "passages")), LexicalIndex(_open(folder / "documents"))


class _Restriction(NamedTuple):
    """The conditions of a filter that leave something out, and the share of the texts of its kind that pass."""

    conditions: Sequence[tantivy.Query]
    passing: float


class LexicalIndex:
    """An index open for searching."""

    def __init__(self, index: tantivy.Index) -> None:
        index.reload()
        self._searcher = index.searcher()
        self._rarities: dict[str, float] = {}
        self._restrictions: dict[SearchFilter, _Restriction] = {}

    def search(self, query: str, *, within: SearchFilter, limit: int, lesser: Collection[str] = ()) -> dict[str, float]:
        """BM25 scores by id, best first, ties by id. The text is never read as a query language.

        The words whose stems are ``lesser`` weigh less.
        """
        clauses = list(self._clauses(query, within.kind, lesser))
        if not clauses:
            return {}
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
        conditions = self._restriction(within).conditions
        if conditions:
            asked = [wanted, *(tantivy.Query.const_score_query(condition, 0.0) for condition in conditions)]
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, clause) for clause in asked])
        hits = self._searcher.search(wanted, limit, count=False).hits
        found = sorted((-float(score), self._stored(address, "id")) for score, address in hits)
        return {identity: -score for score, identity in found}

    def passing(self, within: SearchFilter) -> float:
        """The share of the texts of its kind that a filter lets through, from 0 to 1."""
        return self._restriction(within).passing

    def _restriction(self, within: SearchFilter) -> _Restriction:
        if within not in self._restrictions:
            if len(self._restrictions) >= MOST_FILTERS:
                self._restrictions.clear()
            everything = self._searcher.num_docs
            conditions = [one for one in within.lexical_conditions(_schema()) if self._count([one]) < everything]
            asked = self._count(SearchFilter(kind=within.kind).lexical_conditions(_schema()))
            through = self._count(conditions)
            self._restrictions[within] = _Restriction(conditions, through / asked if asked else 0.0)
        return self._restrictions[within]

    def _count(self, conditions: Sequence[tantivy.Query]) -> int:
        if not conditions:
            return self._searcher.num_docs
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, condition) for condition in conditions])
        found: int = self._searcher.search(wanted, 1).count  # type: ignore[attr-defined] # absent from its stubs
        return found

    def rarity(self, stem: str) -> float:
        """The weight of a word as BM25 has it: the fewer documents hold it, the more it tells."""
        if stem in self._rarities:
            return self._rarities[stem]
        count, holding = self._searcher.num_docs, self._searcher.doc_freq("text", stem)
        rarity = math.log(1 + (max(count, holding, 1) - max(holding, 1) + 0.5) / (max(holding, 1) + 0.5))
        if holding:  # what is kept is bounded by the words of the documents, not by those of the questions
            self._rarities[stem] = rarity
        return rarity

    def documents_of(self, passage_ids: Sequence[str]) -> set[str]:
        """The documents of the passages of this index among those given."""
        queries = (tantivy.Query.term_query(_schema(), "id", passage_id) for passage_id in passage_ids)
        hits = (hit for query in queries for hit in self._searcher.search(query, 1).hits)
        return {self._stored(address, "document_id") for _, address in hits}

    def _stored(self, address: tantivy.DocAddress, field: str) -> str:
        return str(self._searcher.doc(address)[field][0])

    def _clauses(self, query: str, kind: DocumentKind | None, lesser: Collection[str]) -> Iterator[tantivy.Query]:
        words = content_words(query)
        found = stem_words(words)
        stems = self._known(found)
        families = {word[:FAMILY_LETTERS]: _weight([stem], lesser) for word, stem in zip(words, found, strict=True)}
        for field, boost in FIELDS.items():
            told = families if field == "family" else {stem: _weight([stem], lesser) for stem in stems}
            for term, weight in told.items():
                yield _term(field, (term,), boost * weight)
        for expansion in expander().expand(query, list(stems), self.rarity, kind):
            weight = _weight(expansion.words, lesser)
            terms = [_term("text", term, boost * weight) for term, boost in expansion.terms]
            yield tantivy.Query.disjunction_max_query(terms)
        for key in read_references(query):
            yield _term("reference", (key,), REFERENCE_BOOST)
            yield _term("mention", (key,), MENTION_BOOST)

    def _known(self, stems: Sequence[str]) -> dict[str, None]:
        """The stems, once each; in the place of one that no text holds, its nearest known neighbour, if any."""
        return dict.fromkeys(
            stem if self._searcher.doc_freq("text", stem) else nearest_word(stem, self._vocabulary) or stem
            for stem in stems
        )

    def _vocabulary(self, beginning: str) -> list[tuple[str, int]]:
        return self._searcher.terms_with_prefix("text", beginning)


def _weight(stems: Iterable[str], lesser: Collection[str]) -> float:
    return LESSER_WEIGHT if all(stem in lesser for stem in stems) else 1.0


def _term(field: str, words: Sequence[str], boost: float) -> tantivy.Query:
    """All the words of a term, in any order."""
    queries = [tantivy.Query.term_query(_schema(), field, word) for word in words]
    clauses = [(tantivy.Occur.Must, query) for query in queries]
    return tantivy.Query.boost_query(tantivy.Query.boolean_query(clauses) if len(words) > 1 else queries[0], boost)
