"""Bring the derived indexes to the state of the database."""

from collections.abc import Callable, Iterator

from assistant.errors import StorageError
from assistant.knowledge.embedders import load_embedder, train_embedder
from assistant.knowledge.generations import Generation, Generations, Manifest
from assistant.knowledge.lexical import update_lexical_index
from assistant.knowledge.vectors import update_vector_index
from assistant.settings import Settings
from assistant.storage import KnowledgeStore, open_database

RETRAIN_GROWTH = 0.25  # share of change in the number of passages past which the default embedder learns again


def update_index(settings: Settings, *, progress: Callable[[str], None] | None = None) -> None:
    """Publish an index of the database as it is now; nothing to do when it already is one.

    The caller holds the ingestion lock. Raises StorageError when the disk refuses.
    """
    database = open_database(settings.database_path)
    try:
        _Update(settings, KnowledgeStore(database), progress).run()
    except OSError as error:
        raise StorageError(
            f"L'index de {settings.home} n'a pas pu être écrit ({error.strerror or error}). Les documents sont "
            "enregistrés : libérez de la place ou corrigez les droits, puis relancez l'ingestion."
        ) from error
    finally:
        database.close()


class _Update:
    def __init__(self, settings: Settings, store: KnowledgeStore, progress: Callable[[str], None] | None) -> None:
        self._settings = settings
        self._store = store
        self._progress = progress
        self._generations = Generations(settings.index_path)

    def run(self) -> None:
        revision, count = self._store.revision(), self._store.passage_count()
        base = self._generations.current()
        known = base.manifest() if base else None
        if known and known.revision == revision and known.embedder == self._settings.embedder:
            return
        self._tell("Mise à jour de l'index")
        if base and known and self._can_extend(known, count):
            generation = self._extend(base, known)
            trained = known.trained_passages
        else:
            generation = self._rebuild()
            trained = count
        manifest = Manifest(revision=revision, embedder=self._settings.embedder, trained_passages=trained)
        self._generations.publish(generation, manifest)

    def _can_extend(self, known: Manifest, count: int) -> bool:
        if known.embedder != self._settings.embedder:
            return False
        drift = abs(count - known.trained_passages) / max(known.trained_passages, 1)
        return known.embedder != "corpus" or drift <= RETRAIN_GROWTH

    def _extend(self, base: Generation, known: Manifest) -> Generation:
        generation = self._generations.prepare(base)
        embedder = load_embedder(self._settings, known.embedder, generation.embedder)
        deleted = self._store.deleted_passage_ids(after_revision=known.revision)
        added = list(self._store.iter_passages(after_revision=known.revision))
        update_lexical_index(generation.lexical, added, deleted)
        update_vector_index(generation.vectors, added, deleted, embedder)
        return generation

    def _rebuild(self) -> Generation:
        generation = self._generations.prepare(None)
        self._tell("Apprentissage des proximités de sens sur le corpus")
        embedder = train_embedder(self._settings, self._texts)
        embedder.save(generation.embedder)
        self._tell("Indexation des mots")
        update_lexical_index(generation.lexical, self._store.iter_passages(), ())
        self._tell("Indexation des vecteurs")
        update_vector_index(generation.vectors, self._store.iter_passages(), (), embedder)
        return generation

    def _texts(self) -> Iterator[str]:
        return (passage.in_context for passage in self._store.iter_passages())

    def _tell(self, message: str) -> None:
        if self._progress:
            self._progress(message)
