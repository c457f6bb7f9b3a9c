"""The interface that every reranker offers."""

from collections.abc import Sequence
from typing import Protocol


class Reranker(Protocol):
    """Reads a query and a text together; slower and finer than comparing their vectors."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text answers the query: higher is better, comparable for one query only."""
        ...
