"""The vector index finds the nearest passages, whichever graph Chroma makes at an opening."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import DocumentKind, Passage
from assistant.knowledge.embedders.base import Vectors
from assistant.knowledge.filters import SearchFilter
from assistant.knowledge.vectors import VectorIndex, update_vector_index

PASSAGES, QUERIES, WANTED = 600, 50, 60


class Scattered:
    """Unit vectors at random, told by the number that ends a text: no two texts are alike, the hardest to index."""

    def __init__(self) -> None:
        vectors = np.random.default_rng(7).normal(size=(PASSAGES + QUERIES, 64)).astype(np.float32)
        self.vectors: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self.vectors[[int(text.split()[-1]) for text in texts]]

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self.embed_passages([text])[0]
        return vector

    def save(self, folder: Path) -> None:
        raise NotImplementedError


def _passage(number: int) -> Passage:
    text = f"texte {number}"
    name = f"p{number:03}"
    return Passage(
        passage_id=name, document_id=name, kind=DocumentKind.PROJECT, title=name, source=name, text=text, start=0, end=9
    )


@pytest.mark.parametrize("opening", range(3))
def test_each_opening_finds_the_nearest_passages_and_no_other(opening: int, tmp_path: Path) -> None:
    embedder = Scattered()
    update_vector_index(tmp_path, map(_passage, range(PASSAGES)), [], embedder)
    index = VectorIndex(tmp_path, embedder)
    for query in range(PASSAGES, PASSAGES + QUERIES):
        near = np.argsort(-embedder.vectors[:PASSAGES] @ embedder.vectors[query])[:WANTED]
        found = index.search(f"question {query}", within=SearchFilter(), passing=1.0, limit=WANTED)
        assert list(found) == [f"p{number:03}" for number in near], opening
    index.close()
