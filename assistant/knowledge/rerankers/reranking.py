"""Put the first passages of a search in the order of the reranker, when there is one."""

import threading
from collections.abc import Iterator
from itertools import chain, islice

from assistant.domain import Passage
from assistant.knowledge.rerankers.base import Reranker
from assistant.knowledge.rerankers.factory import load_reranker
from assistant.settings import Settings

DEPTH = 30
Ranked = Iterator[tuple[Passage, float]]


class Reranking:
    """The reranker of the settings, loaded at the first search. Safe between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._reranker: Reranker | None = None

    def apply(self, query: str, ranked: Ranked) -> Ranked:
        """The passages with the first ones reordered; each takes the score of its place, so that scores still decrease.

        Raises InputError when the reranker cannot be loaded.
        """
        name = self._settings.reranker
        head = list(islice(ranked, DEPTH)) if name else []
        if not name or not head:
            return ranked
        scores = self._loaded(name).scores(query, [passage.in_context for passage, _ in head])
        order = sorted(range(len(head)), key=lambda place: (-scores[place], place))
        reordered = [(head[place][0], score) for place, (_, score) in zip(order, head, strict=True)]
        return chain(reordered, ranked)

    def _loaded(self, name: str) -> Reranker:
        with self._lock:
            if self._reranker is None:
                self._reranker = load_reranker(name, self._settings)
            return self._reranker
