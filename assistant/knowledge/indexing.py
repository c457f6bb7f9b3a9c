"""Bring the derived indexes to the state of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from assistant.domain import Passage
from assistant.errors import StorageError
from assistant.knowledge.embedders import load_embedder, train_embedder
from assistant.knowledge.generations import Generation, Generations, Manifest, damage_errors
from assistant.knowledge.lexical import update_lexical_index
from assistant.knowledge.vectors import update_vector_index
from assistant.progress import Progress, Step, followed, silent
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, KnowledgeWriter, open_database

TRAINING = "Apprentissage des proximités de sens"
INDEXING_WORDS = "Indexation des mots"
INDEXING_VECTORS = "Indexation des vecteurs"

# Share of passages added or removed past which an index is built again, a replaced passage counting twice: the default
# embedder then learns again, and what Chroma keeps of the removed ones goes. Other embedders cost more to run again.
REBUILT_CORPUS = 0.25
REBUILT_PRETRAINED = 2.0
TRAINING_PASSAGES = 100_000  # at most: more of them take longer and teach no more


def update_index(settings: Settings, *, progress: Progress = silent, rebuild: bool = False) -> None:
    """Publish an index of the database as it is now, then delete what no one needs any more.

    Nothing is built when there is such an index already, unless ``rebuild``. The caller holds the ingestion lock.
    Raises StorageError when the disk refuses.
    """
    database = open_database(settings.database_path)
    try:
        store = KnowledgeStore(database)
        _Update(settings, store, progress).run(rebuild=rebuild)
        if store.forgotten_revision() < store.revision():
            KnowledgeWriter(database).forget_deletions(up_to_revision=store.revision())
    finally:
        database.close()


class _DamagedError(Exception):
    """The index that was to be brought up to date cannot be, or the disk refuses."""


class _Update:
    def __init__(self, settings: Settings, store: KnowledgeStore, progress: Progress) -> None:
        self._settings = settings
        self._store = store
        self._progress = progress
        self._generations = Generations(settings.index_path)
        self._revision = store.revision()

    def run(self, *, rebuild: bool) -> None:
        self._generations.sweep()  # a killed run may have left half a generation
        base = self._generations.current()
        known = base.manifest() if base else None
        if base and known and not rebuild and self._is_remembered(known):
            if known.revision != self._revision:
                self._extend_or_rebuild(base, known)
        else:
            self._rebuild()

    def _is_remembered(self, known: Manifest) -> bool:
        """Whether the database remembers all that has changed since an index was built."""
        same_embedder = known.embedder == self._settings.embedder
        return same_embedder and self._store.forgotten_revision() <= known.revision <= self._revision

    def _extend_or_rebuild(self, base: Generation, known: Manifest) -> None:
        added = self._store.passage_count(after_revision=known.revision)
        deleted = self._store.deleted_passage_ids(after_revision=known.revision)
        changed = known.changed_passages + added + len(deleted)
        limit = REBUILT_CORPUS if known.embedder == "corpus" else REBUILT_PRETRAINED
        if changed > limit * known.trained_passages:
            self._rebuild()
            return
        manifest = known.model_copy(update={"revision": self._revision, "changed_passages": changed})
        try:
            with self._publishing(base, manifest) as generation:
                embedder = load_embedder(self._settings, known.embedder, generation.embedder)
                words = self._passages(INDEXING_WORDS, added, after_revision=known.revision)
                update_lexical_index(generation.lexical, words, deleted)
                meanings = self._passages(INDEXING_VECTORS, added, after_revision=known.revision)
                written = (passage.passage_id for passage in self._store.iter_passages(after_revision=known.revision))
                replaced = [*deleted, *written]  # a passage whose kind has changed leaves the collection of the old one
                update_vector_index(generation.vectors, meanings, replaced, embedder)
        except _DamagedError:
            self._progress(Step("L'index n'a pas pu être mis à jour : il est reconstruit"))
            self._rebuild()

    def _rebuild(self) -> None:
        count = self._store.passage_count()
        manifest = Manifest(revision=self._revision, embedder=self._settings.embedder, trained_passages=count)
        try:
            with self._publishing(None, manifest) as generation:
                embedder = train_embedder(self._settings, lambda: self._training_texts(count))
                embedder.save(generation.embedder)
                update_lexical_index(generation.lexical, self._passages(INDEXING_WORDS, count), ())
                update_vector_index(generation.vectors, self._passages(INDEXING_VECTORS, count), (), embedder)
        except _DamagedError as error:
            raise StorageError(
                f"L'index de {self._settings.home} n'a pas pu être écrit ({error}). Les documents sont enregistrés : "
                "libérez de la place ou corrigez les droits, puis relancez l'ingestion."
            ) from error

    @contextmanager
    def _publishing(self, base: Generation | None, manifest: Manifest) -> Iterator[Generation]:
        """A generation to fill, published at the end; an error deletes it and leaves the current one as it was."""
        try:
            generation = self._generations.prepare(base)
            yield generation
            self._generations.publish(generation, manifest)
        except damage_errors() as error:
            raise _DamagedError(str(error)) from error
        finally:
            self._generations.sweep()

    def _training_texts(self, count: int) -> Iterator[str]:
        """The passages to learn from, one in so many when there are more than learning needs."""
        passages = self._passages(TRAINING, count)
        return (passage.in_context for passage in islice(passages, 0, None, count // TRAINING_PASSAGES + 1))

    def _passages(self, stage: str, count: int, *, after_revision: int = 0) -> Iterator[Passage]:
        passages = self._store.iter_passages(after_revision=after_revision)
        return followed(passages, self._progress, stage, total=count, unit="passages")
