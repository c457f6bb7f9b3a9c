"""Search the knowledge: words and vectors, fused; passages come from the database: a removed one never comes back."""

import threading
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

from assistant.domain import DocumentKind, Frozen, Passage, SearchHit
from assistant.errors import InputError, StorageError
from assistant.knowledge.embedders import load_embedder
from assistant.knowledge.filters import SearchFilter
from assistant.knowledge.fusion import fuse
from assistant.knowledge.generations import Generations, HeldGeneration, damage_errors
from assistant.knowledge.lexical import open_lexical_indexes
from assistant.knowledge.relevance import RELEVANCE_FLOOR, Relevance
from assistant.knowledge.rerankers import Reranking
from assistant.knowledge.vectors import VectorIndex
from assistant.language import normalise
from assistant.settings import Settings
from assistant.storage import KnowledgeStore

CANDIDATES = 100
VECTOR_CANDIDATES = 60
WEIGHTS: Mapping[str, float] = {"passages": 1.0, "documents": 1.0, "vectors": 0.15}
PER_DOCUMENT = 5
READ_AT_ONCE = 20


class Knowledge:
    """Search over the current generation of the indexes; it follows an ingestion by itself. Safe between threads."""

    def __init__(self, settings: Settings, store: KnowledgeStore) -> None:
        self._settings = settings
        self._store = store
        self._generations = Generations(settings.index_path)
        self._reranking = Reranking(settings)
        self._lock = threading.Lock()
        self._open: _OpenGeneration | None = None
        self._attached: frozenset[str] = frozenset()  # the projects that have documents of their own

    def search(
        self,
        query: str,
        *,
        kind: DocumentKind | None = None,
        on: date | None = None,
        territories: Collection[str] = (),
        theme: str | None = None,
        collection: str | None = None,
        project: str | None = None,
        limit: int = 10,
        per_document: int = PER_DOCUMENT,
        lesser: Collection[str] = (),
    ) -> tuple[SearchHit, ...]:
        """The passages nearest to a query with their relevance, best first; see ``nearest``."""
        found = self.nearest(
            query,
            kind=kind,
            on=on,
            territories=territories,
            theme=theme,
            collection=collection,
            project=project,
            limit=limit,
            per_document=per_document,
            lesser=lesser,
        )
        relevance = self.relevance(query)
        return tuple(
            SearchHit(rank=rank, score=score, relevance=relevance.of(passage.in_context), passage=passage)
            for rank, (passage, score) in enumerate(found, start=1)
        )

    def nearest(
        self,
        query: str,
        *,
        kind: DocumentKind | None = None,
        on: date | None = None,
        territories: Collection[str] = (),
        theme: str | None = None,
        collection: str | None = None,
        project: str | None = None,
        limit: int = 10,
        per_document: int = PER_DOCUMENT,
        lesser: Collection[str] = (),
    ) -> tuple[tuple[Passage, float], ...]:
        """The passages nearest to a query and their scores, best first, at most ``per_document`` of each document.

        With ``on``, only passages in force on that date; with ``territories`` (codes), only those that concern one of
        them or say no territory. The documents attached to a project are found only for that ``project``, or in its
        ``collection``. The words whose stems are ``lesser`` weigh less. Raises InputError for an empty query.
        """
        if not normalise(query):
            raise InputError("La question est vide. Écrivez ce que vous cherchez.", field="query")
        with self._lock:
            indexes = self._current()
            if indexes is None:
                return ()
            within = SearchFilter(
                kind=kind,
                on=on,
                territories=frozenset(territories),
                theme=theme,
                collection=collection,
                closed=self._attached - {project, collection},
            )
            rankings = indexes.rankings(query, within, max(CANDIDATES, 3 * limit), frozenset(lesser))
        owners = self._store.documents_of([*rankings.passages, *rankings.vectors])
        ranked = self._passages(fuse(rankings.by_passage(owners), WEIGHTS), within)
        kept = _spread(self._reranking.apply(query, ranked), per_document)
        return tuple((passage, round(score, 6)) for passage, score in _take(kept, limit))

    def _passages(self, fused: Sequence[tuple[str, float]], within: SearchFilter) -> Iterator[tuple[Passage, float]]:
        """The passages that a filter lets through, read from the database as far as they are asked."""
        for start in range(0, len(fused), READ_AT_ONCE):
            block = fused[start : start + READ_AT_ONCE]
            found = self._store.passages([identity for identity, _ in block])
            yield from (
                (found[identity], score)
                for identity, score in block
                if identity in found and within.admits(found[identity])
            )

    def only_outdated(
        self, query: str, hits: Sequence[SearchHit], *, kind: DocumentKind | None, on: date
    ) -> SearchHit | None:
        """The passage not in force on a date that answers a query, when none of the ``hits`` in force does."""
        if any(hit.relevance >= RELEVANCE_FLOOR for hit in hits):
            return None
        outside = (hit for hit in self.search(query, kind=kind) if not hit.passage.is_in_force(on))
        return next((hit for hit in outside if hit.relevance >= RELEVANCE_FLOOR), None)

    def has_documents(self, project: str | None) -> bool:
        """Whether documents are attached to a project."""
        with self._lock:
            return self._current() is not None and project in self._attached

    def relevance(self, query: str, *, ignored: Collection[str] = ()) -> Relevance:
        """The measure of how much of a query a text speaks of; ``ignored`` are stems that do not count."""
        with self._lock:
            indexes = self._current()
            return indexes.relevance(query, ignored) if indexes else Relevance(query, lambda stem: 1.0, ignored)

    def version(self) -> str | None:
        """The name of the generation that searches use now, None before any ingestion; it changes with the index."""
        with self._lock:
            indexes = self._current()
            return indexes.name if indexes else None

    def _current(self) -> "_OpenGeneration | None":
        current = self._generations.current()
        if self._open and current and self._open.name == current.name:
            return self._open
        self._close()
        held = self._generations.hold_current()
        if held is None and self._store.passage_count():
            raise StorageError(
                "L'index de recherche n'existe pas encore, ou date d'une version antérieure de Jalon. Si aucune "
                "ingestion n'est en cours, reconstruisez-le : jalon reindex."
            )
        self._open = _opened(held, self._settings) if held else None
        self._attached = self._store.attached_projects()
        return self._open

    def close(self) -> None:
        """Release the indexes."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None


class _Rankings(Frozen):
    """The scores that each index gives, by passage id, document id and passage id; best first."""

    passages: Mapping[str, float]
    documents: Mapping[str, float]
    vectors: Mapping[str, float]

    def by_passage(self, owners: Mapping[str, str]) -> dict[str, dict[str, float]]:
        """The score of each passage that still exists in each ranking; it shares that of its document."""
        return {
            "passages": _of_known(self.passages, owners),
            "documents": {
                name: self.documents[document] for name, document in owners.items() if document in self.documents
            },
            "vectors": _of_known(self.vectors, owners),
        }


def _of_known(scores: Mapping[str, float], known: Container[str]) -> dict[str, float]:
    return {name: score for name, score in scores.items() if name in known}


def _opened(held: HeldGeneration, settings: Settings) -> "_OpenGeneration":
    chroma_tried_again: tuple[type[Exception], ...] = (AttributeError,)
    try:
        return _OpenGeneration(held, settings)
    except damage_errors() + chroma_tried_again as error:
        held.close()
        raise StorageError("L'index de recherche est endommagé. Reconstruisez-le : jalon reindex.") from error


class _OpenGeneration:
    def __init__(self, held: HeldGeneration, settings: Settings) -> None:
        self._held = held
        generation = held.generation
        self.name = generation.name
        embedder = load_embedder(settings, held.manifest.embedder, generation.embedder)
        self._passages, self._documents = open_lexical_indexes(generation.lexical)
        self._vectors = VectorIndex(generation.vectors, embedder)

    def rankings(self, query: str, within: SearchFilter, limit: int, lesser: Collection[str] = ()) -> "_Rankings":
        return _Rankings(
            passages=self._passages.search(query, within=within, limit=limit, lesser=lesser),
            documents=self._documents.search(query, within=within, limit=limit, lesser=lesser),
            vectors=self._vectors.search(
                query, within=within, passing=self._passages.passing(within), limit=VECTOR_CANDIDATES
            ),
        )

    def relevance(self, query: str, ignored: Collection[str] = ()) -> Relevance:
        return Relevance(query, self._documents.rarity, ignored)

    def close(self) -> None:
        self._vectors.close()
        self._held.close()


def _spread(ranked: Iterable[tuple[Passage, float]], per_document: int) -> Iterator[tuple[Passage, float]]:
    """The passages without those of a copy, of the same title and words, and no more than some of each document."""
    taken: Counter[str] = Counter()
    owners: dict[tuple[str, str], str] = {}
    for passage, score in ranked:
        if owners.setdefault((passage.title, passage.text), passage.document_id) != passage.document_id:
            continue
        taken[passage.document_id] += 1
        if taken[passage.document_id] <= per_document:
            yield passage, score


def _take(ranked: Iterator[tuple[Passage, float]], limit: int) -> Iterator[tuple[Passage, float]]:
    return (hit for hit, _ in zip(ranked, range(limit), strict=False))
