"""The lexical index: Tantivy's BM25 over French words without elision, accent, ending or stop word.

Passages and whole documents are indexed side by side: the first find the place, the second the right document, whose
words are spread over its passages. Titles and headings are part of the indexed text; that of an aid, which names what
it pays for, counts three times, which on the judged sets beats a field of its own
(``docs/decisions/0002-retrieval.md``).
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

import tantivy

from assistant.domain import DocumentKind, Passage
from assistant.language import NumberKind, read_numbers, stop_words

WRITER_MEMORY = 64_000_000
TITLE_WEIGHTS = {DocumentKind.FUNDING: 3, DocumentKind.REGULATION: 1, DocumentKind.PROJECT: 1}
REFERENCE_BOOST = 20.0
FRENCH = "french"


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(60))
    filters = (
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.custom_stopword(sorted(stop_words())),
        tantivy.Filter.stemmer("french"),
    )
    for one in filters:
        builder = builder.filter(one)
    return builder.build()


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("reference", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name=FRENCH, index_option="freq")
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
        parts = list(group)
        for passage in parts:
            passage_writer.delete_documents_by_term("id", passage.passage_id)
            passage_writer.add_document(_entry(passage.passage_id, [passage]))
        document_writer.delete_documents_by_term("id", document_id)
        document_writer.add_document(_entry(document_id, parts))
    for writer in (passage_writer, document_writer):
        writer.commit()
        writer.wait_merging_threads()


def _open(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer(FRENCH, _analyzer())
    return index


def _entry(identity: str, parts: Sequence[Passage]) -> tantivy.Document:
    first = parts[0]
    headings = tuple(dict.fromkeys(heading for part in parts for heading in part.heading_path))
    entry = tantivy.Document(
        id=identity,
        document_id=first.document_id,
        kind=first.kind.value,
        text="\n".join(([first.title] * TITLE_WEIGHTS[first.kind]) + [*headings, *(part.text for part in parts)]),
    )
    for key in references(" ; ".join((first.title, *headings))):
        entry.add_text("reference", key)
    return entry


def references(text: str) -> tuple[str, ...]:
    """The legal references named by a text, as compared («l231-1»)."""
    return tuple(number.key for number in read_numbers(text) if number.kind is NumberKind.REFERENCE)


def open_lexical_indexes(folder: Path) -> tuple["LexicalIndex", "LexicalIndex"]:
    """The index of passages and that of documents, for searching."""
    return LexicalIndex(_open(folder / "passages")), LexicalIndex(_open(folder / "documents"))


class LexicalIndex:
    """An index open for searching."""

    def __init__(self, index: tantivy.Index) -> None:
        index.reload()
        self._searcher = index.searcher()

    def search(self, query: str, *, kind: DocumentKind | None, limit: int) -> list[str]:
        """Ids by BM25 score, best first, ties by id. The text is never read as a query language."""
        clauses = self._clauses(query)
        if not clauses:
            return []
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
        if kind:
            only = tantivy.Query.const_score_query(tantivy.Query.term_query(_schema(), "kind", kind.value), 0.0)
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, only)])
        hits = self._searcher.search(wanted, limit).hits
        found = [(-float(score), self._stored(address, "id")) for score, address in hits]
        return [identity for _, identity in sorted(found)]

    def rarity(self, stem: str) -> float:
        """The weight of a word as BM25 has it: the fewer documents hold it, the more it tells."""
        count, holding = self._searcher.num_docs, max(1, self._searcher.doc_freq("text", stem))
        return math.log(1 + (max(count, holding) - holding + 0.5) / (holding + 0.5))

    def documents_of(self, passage_ids: Sequence[str]) -> set[str]:
        """The documents of the passages of this index among those given."""
        queries = (tantivy.Query.term_query(_schema(), "id", passage_id) for passage_id in passage_ids)
        hits = (hit for query in queries for hit in self._searcher.search(query, 1).hits)
        return {self._stored(address, "document_id") for _, address in hits}

    def _stored(self, address: tantivy.DocAddress, field: str) -> str:
        return str(self._searcher.doc(address)[field][0])

    def _clauses(self, query: str) -> list[tantivy.Query]:
        schema = _schema()
        words = [tantivy.Query.term_query(schema, "text", word) for word in dict.fromkeys(_analyzer().analyze(query))]
        named = (tantivy.Query.term_query(schema, "reference", key) for key in references(query))
        return words + [tantivy.Query.boost_query(term, REFERENCE_BOOST) for term in named]
