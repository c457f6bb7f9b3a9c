"""The vector index: a Chroma collection, cosine distance, without Chroma's own embedding function."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.domain import DocumentKind, Passage
from assistant.knowledge.embedders import Embedder

COLLECTION = "passages"
BATCH = 2000


def passage_text(passage: Passage) -> str:
    """What is embedded of a passage: its title, its headings and its text."""
    return "\n".join((passage.title, *passage.heading_path, passage.text))


def update_vector_index(folder: Path, added: Iterable[Passage], deleted: Sequence[str], embedder: Embedder) -> None:
    """Remove then add passages in the collection of a folder, created when absent."""
    client = _client(folder)
    try:
        collection = client.get_or_create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(deleted), BATCH):
            collection.delete(ids=list(deleted[start : start + BATCH]))
        for batch in _batches(added):
            vectors = embedder.embed_passages([passage_text(passage) for passage in batch])
            known = [(passage, vector) for passage, vector in zip(batch, vectors, strict=True) if vector.any()]
            if known:
                collection.upsert(
                    ids=[passage.passage_id for passage, _ in known],
                    embeddings=[vector for _, vector in known],
                    metadatas=[{"kind": passage.kind.value} for passage, _ in known],
                )
    finally:
        client.close()


def _batches(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    stream = iter(passages)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=ChromaSettings(anonymized_telemetry=False))


class VectorIndex:
    """The collection of a folder, open for searching."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._client = _client(folder)
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        self._count = self._collection.count()
        self._embedder = embedder

    def search(self, query: str, *, kind: DocumentKind | None, limit: int) -> list[str]:
        """Passage ids by cosine similarity, best first, ties by id; none when no word of the query is known."""
        vector = self._embedder.embed_query(query)
        if not vector.any() or not self._count:
            return []
        answer = self._collection.query(
            query_embeddings=[vector],
            n_results=min(limit, self._count),
            where={"kind": kind.value} if kind else None,
            include=["distances"],
        )
        found = sorted(zip(answer["distances"][0], answer["ids"][0], strict=True))
        return [name for _, name in found]

    def close(self) -> None:
        """Release the collection's files."""
        self._client.close()
