"""The vector index: a Chroma collection for each kind of document, cosine distance, without Chroma's own embedding.

Chroma answers a plain query in 2 ms where a ``where`` that lets half of the passages through takes 35 ms and grows with
them (measured at 10,000). So the filter that nearly every search has, the kind, is a collection; the others are a
``where`` when few passages pass it, and more neighbours asked, then sifted, when many do.

Chroma rebuilds a small collection at each opening, on several threads, hence never the same graph: with the hundred
candidates of its default, one opening in twenty answered a question otherwise than the others. With as many candidates
as neighbours are ever asked, what is found no longer depends on the graph (measured up to 10,000: +1.2 ms a query).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.domain import DocumentKind, Passage
from assistant.knowledge.embedders import Embedder
from assistant.knowledge.filters import SearchFilter, filter_fields

BATCH = 2000
MOST_NEIGHBOURS = 1000  # asked at once: 10 ms
HNSW = {"space": "cosine", "ef_search": MOST_NEIGHBOURS}


def update_vector_index(folder: Path, added: Iterable[Passage], deleted: Sequence[str], embedder: Embedder) -> None:
    """Remove then add passages in the collections of a folder, created when absent."""
    client = _client(folder)
    try:
        collections = {
            kind: client.get_or_create_collection(_name(kind), embedding_function=None, configuration={"hnsw": HNSW})
            for kind in DocumentKind
        }
        for start in range(0, len(deleted), BATCH):
            for collection in collections.values():
                collection.delete(ids=list(deleted[start : start + BATCH]))
        for batch in _batches(added):
            for kind, passages in _by_kind(batch).items():
                _upsert(collections[kind], passages, embedder)
    finally:
        client.close()


def _upsert(collection: Any, passages: Sequence[Passage], embedder: Embedder) -> None:
    vectors = embedder.embed_passages([passage.in_context for passage in passages])
    known = [(passage, vector) for passage, vector in zip(passages, vectors, strict=True) if vector.any()]
    if known:
        collection.upsert(
            ids=[passage.passage_id for passage, _ in known],
            embeddings=[vector for _, vector in known],
            metadatas=[filter_fields(passage) for passage, _ in known],
        )


def _by_kind(passages: Iterable[Passage]) -> dict[DocumentKind, list[Passage]]:
    groups: dict[DocumentKind, list[Passage]] = defaultdict(list)
    for passage in passages:
        groups[passage.kind].append(passage)
    return groups


def _batches(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    stream = iter(passages)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _name(kind: DocumentKind) -> str:
    return f"{kind.value}-passages"


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))


class VectorIndex:
    """The collections of a folder, open for searching."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._client = _client(folder)
        self._collections = {
            kind: self._client.get_collection(_name(kind), embedding_function=None) for kind in DocumentKind
        }
        self._counts = {kind: collection.count() for kind, collection in self._collections.items()}
        self._embedder = embedder

    def search(self, query: str, *, within: SearchFilter, passing: float, limit: int) -> dict[str, float]:
        """Cosine similarities by passage id, best first, ties by id; none when no word of the query is known.

        ``passing`` is the share of the passages that the filter lets through, from 0 to 1. When it is large the answer
        holds passages that do not pass, with ``limit`` of those that do expected among them: the caller sifts them.
        """
        vector = self._embedder.embed_query(query)
        if not vector.any():
            return {}
        conditions, wanted = within.vector_conditions(), limit
        if conditions and passing * MOST_NEIGHBOURS >= limit:
            conditions, wanted = None, int(limit / passing)
        found: list[tuple[float, str]] = []
        for kind, collection in self._collections.items():
            if self._counts[kind] and within.kind in (None, kind):
                answer = collection.query(
                    query_embeddings=[vector],
                    n_results=min(wanted, self._counts[kind]),
                    where=conditions,
                    include=["distances"],
                )
                found += zip(answer["distances"][0], answer["ids"][0], strict=True)
        return {identity: 1.0 - float(distance) for distance, identity in sorted(found)[:wanted]}

    def close(self) -> None:
        """Release the collections' files."""
        self._client.close()
