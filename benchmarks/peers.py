"""The plain pipelines that a team would otherwise use, over the same documents."""

import os
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from benchmarks.judged import CUT, JudgedSet, Search

POSTGRES = "JALON_BENCH_POSTGRES"
CHROMA_BATCH = 5000  # it takes no more at once
CHUNKS_PER_DOCUMENT = 5


class PeerAbsentError(Exception):
    """A peer cannot run here; the message says what it lacks, in French."""


def bm25s_plain(judged: JudgedSet) -> Search:
    """bm25s without any analysis."""
    return _bm25s(judged, titles=1, options={"stopwords": None, "stemmer": None})


def bm25s_french(judged: JudgedSet) -> Search:
    """bm25s with the French stemmer and stop words."""
    return _bm25s(judged, titles=1, options=french())


def bm25s_titles(judged: JudgedSet) -> Search:
    """The same, the title counted three times."""
    return _bm25s(judged, titles=3, options=french())


def french() -> dict[str, object]:
    """The options of a French tokenizer."""
    import Stemmer

    return {"stopwords": "fr", "stemmer": Stemmer.Stemmer("french")}


def _bm25s(judged: JudgedSet, *, titles: int, options: dict[str, object]) -> Search:
    return bm25s_over(*_texts(judged, titles=titles), options)


def bm25s_over(references: Sequence[str], texts: Sequence[str], options: dict[str, object]) -> Search:
    """bm25s over texts, each with its reference; ``options`` are those of its tokenizer."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, show_progress=False, **options), show_progress=False)

    def search(query: str) -> Sequence[str]:
        tokens = bm25s.tokenize([query], show_progress=False, **options)
        found, _ = index.retrieve(tokens, k=min(CUT, len(texts)), show_progress=False)
        return [references[row] for row in found[0]]

    return search


def tantivy_french(judged: JudgedSet) -> Search:
    """Tantivy with its French stemmer and stop words and accent folding, one field."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("row", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="french")
    index = tantivy.Index(builder.build())
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("french"),
        tantivy.Filter.stemmer("french"),
        tantivy.Filter.ascii_fold(),
    ):
        analyzer = analyzer.filter(one)
    built = analyzer.build()
    index.register_tokenizer("french", built)
    references, texts = _texts(judged)
    writer = index.writer()
    for row, text in enumerate(texts):
        writer.add_document(tantivy.Document(row=str(row), text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> Sequence[str]:
        terms = [tantivy.Query.term_query(index.schema, "text", word) for word in built.analyze(query)]
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return [references[int(searcher.doc(address)["row"][0])] for _, address in searcher.search(wanted, CUT).hits]

    return search


def chroma_alone(judged: JudgedSet) -> Search:
    """Chroma over whole documents, with the vectors that Jalon trains on the corpus."""
    import chromadb

    from assistant.knowledge.embedders.corpus import CorpusEmbedder

    references, texts = _texts(judged)
    embedder = CorpusEmbedder.train(texts)
    collection = chromadb.EphemeralClient().get_or_create_collection(
        f"peer-{judged.name}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    ids = [str(row) for row in range(len(texts))]
    collection.upsert(ids=ids, embeddings=list(embedder.embed_passages(texts)), metadatas=[{"row": 0}] * len(ids))

    def search(query: str) -> Sequence[str]:
        vector = np.asarray(embedder.embed_query(query))
        return [references[int(row)] for row in collection.query(query_embeddings=[vector], n_results=CUT)["ids"][0]]

    return search


def langchain_chroma(judged: JudgedSet) -> Search:
    """LangChain's usual pipeline: chunks of 1,000 characters in Chroma, with the same kind of vectors."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.knowledge.embedders.corpus import CorpusEmbedder

    references, texts = _texts(judged)
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    whole = [Document(text, metadata={"row": row}) for row, text in enumerate(texts)]
    chunks = splitter.split_documents(whole)
    embedder = CorpusEmbedder.train([chunk.page_content for chunk in chunks])

    class Trained(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, embedder.embed_query(text)))

    store = Chroma(f"langchain-{judged.name}", Trained())
    for start in range(0, len(chunks), CHROMA_BATCH):
        store.add_documents(chunks[start : start + CHROMA_BATCH])

    def search(query: str) -> Sequence[str]:
        found = store.similarity_search(query, k=CUT * CHUNKS_PER_DOCUMENT)
        rows = dict.fromkeys(int(chunk.metadata["row"]) for chunk in found)
        return [references[row] for row in rows][:CUT]

    return search


def postgresql_french(judged: JudgedSet) -> Search:
    """PostgreSQL full text, French configuration, any word, ``ts_rank_cd`` normalised by length."""
    import psycopg

    if POSTGRES not in os.environ:
        raise PeerAbsentError(f"aucun serveur : {POSTGRES}=postgresql://… en donne un")
    references, texts = _texts(judged)
    try:
        connection = psycopg.connect(os.environ[POSTGRES], autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        raise PeerAbsentError(f"le serveur de {POSTGRES} ne répond pas") from error
    connection.execute("CREATE TEMP TABLE passages (id int, words tsvector)")
    with connection.cursor() as cursor:
        rows = [(row, text.replace("\0", "")) for row, text in enumerate(texts)]
        cursor.executemany("INSERT INTO passages VALUES (%s, to_tsvector('french', %s))", rows)
    connection.execute("CREATE INDEX ON passages USING gin (words)")

    def search(query: str) -> Sequence[str]:
        found = connection.execute(
            "WITH asked AS (SELECT replace(plainto_tsquery('french', %s)::text, '&', '|')::tsquery AS q) "
            "SELECT id FROM passages, asked WHERE words @@ q ORDER BY ts_rank_cd(words, q, 1) DESC, id LIMIT %s",
            (query, CUT),
        )
        return [references[int(row[0])] for row in found]

    return search


def _texts(judged: JudgedSet, *, titles: int = 1) -> tuple[list[str], list[str]]:
    rows = list(judged.documents())
    return [row[0] for row in rows], ["\n".join((*[row[1]] * titles, row[2])) for row in rows]


PEERS: dict[str, Callable[[JudgedSet], Search]] = {
    "bm25s, no analysis": bm25s_plain,
    "bm25s, French": bm25s_french,
    "bm25s, French, title three times": bm25s_titles,
    "Tantivy, French": tantivy_french,
    "Chroma alone, corpus vectors": chroma_alone,
    "LangChain, splitter and Chroma": langchain_chroma,
    "PostgreSQL, French full text": postgresql_french,
}


def available() -> Iterator[tuple[str, Callable[[JudgedSet], Search]]]:
    """The peers that can run here; PostgreSQL needs a server, named by ``JALON_BENCH_POSTGRES``."""
    for name, peer in PEERS.items():
        if peer is not postgresql_french or POSTGRES in os.environ:
            yield name, peer
